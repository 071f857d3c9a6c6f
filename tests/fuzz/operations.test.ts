/**
 * Each operation of a table at every pair of positions of one small article. A run does it at some pairs by a printed seed;
 * PAIRS=all in the environment does all of them, PAIRS=200 as many for each operation, and SEED repeats a run.
 */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { checkOperation, pairsFor } from "./operation-case.ts";
import { OPERATIONS } from "./operations.ts";

const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));
const asked = process.env["PAIRS"] ?? "5";
const PAIRS = asked === "all" ? Infinity : Number(asked);

test(`AM1 AM10 AM12 NO2: an operation anywhere shows what the body says, is undone and redone exactly, and leaves notes on their words (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const wrong = new Map<string, string[]>();
  let [cases, notes] = [0, 0];
  for (const operation of OPERATIONS) {
    const all = pairsFor(operation);
    const pairs = PAIRS >= all.length ? all : Array.from({ length: PAIRS }, () => prng.oneOf(gen, all));
    for (const pair of pairs) {
      cases++;
      try {
        notes += checkOperation(operation, pair);
      } catch (error) {
        wrong.set(operation.name, [...(wrong.get(operation.name) ?? []), (error as Error).message]);
      }
    }
  }
  console.log(`${OPERATIONS.length} operations, ${cases} cases, ${notes} notes, ${[...wrong.values()].flat().length} wrong`);
  expect([...wrong].map(([name, errors]) => `${errors.length} × ${name}, first: ${errors[0]}`)).toEqual([]);
  expect(new Set(OPERATIONS.map(({ name }) => name)).size).toBe(OPERATIONS.length);
  expect(OPERATIONS.length).toBeGreaterThanOrEqual(111);
  expect(notes).toBeGreaterThan(cases);
}, 3_600_000);
