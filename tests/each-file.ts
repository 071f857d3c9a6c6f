/**
 * Runs before each file of the unit tests, also where a worker runs several: what a file changed for itself
 * is as before for the next, and Yjs gets its client IDs by the seed. Where two write at one place these say who comes first, and so
 * a test that stays in one process is the same on every run.
 */
import { webcrypto } from "node:crypto";
import * as prng from "lib0/prng";
import { afterAll, vi } from "vitest";
import { seed } from "./seed.ts";

interface ClientIDs {
  gen: prng.PRNG;
}

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const worker = globalThis as { clientIDs?: ClientIDs };
// Other numbers than those that tests draw by the same seed, client IDs of their own among them.
const ID_SEED = seed ^ 0x5bd1e995;

(worker.clientIDs ??= takeOver()).gen = prng.create(ID_SEED);

/** Once for a worker, before lib0 is loaded, which takes the function then. */
function takeOver(): ClientIDs {
  const ids = { gen: prng.create(ID_SEED) };
  const random = webcrypto.getRandomValues.bind(webcrypto);
  webcrypto.getRandomValues = <T extends Parameters<typeof random>[0]>(array: T): T => {
    if (!isClientID(array)) return random(array);
    array[0] = prng.uint32(ids.gen, 0, 2 ** 32 - 1);
    return array;
  };
  return ids;
}

/** What Yjs asks lib0 for, and nobody else: one number of 32 bits. */
function isClientID(array: unknown): array is Uint32Array {
  return array instanceof Uint32Array && array.length === 1;
}
