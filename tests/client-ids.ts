/**
 * Gives Yjs its client IDs by the seed: where two write at one place, the IDs say who comes first, and so a test that runs in one
 * process is the same on every run.
 */
import { webcrypto } from "node:crypto";
import * as prng from "lib0/prng";
import { seed } from "./seed.ts";

const gen = prng.create(seed);
const random = webcrypto.getRandomValues.bind(webcrypto);

/** What Yjs asks lib0 for, and nobody else: one number of 32 bits. */
const isClientID = (array: unknown): array is Uint32Array => array instanceof Uint32Array && array.length === 1;

// lib0 takes the function when it is loaded, which is later.
webcrypto.getRandomValues = <T extends Parameters<typeof random>[0]>(array: T): T => {
  if (!isClientID(array)) return random(array);
  array[0] = prng.uint32(gen, 0, 2 ** 32 - 1);
  return array;
};
