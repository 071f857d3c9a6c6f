/**
 * Each operation of a table at every pair of positions of one small article. A run does it at some pairs by a printed seed;
 * PAIRS=all in the environment does all of them, PAIRS=200 as many for each operation.
 */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { checkOperation, pairsFor, START } from "./operation-case.ts";
import { OPERATIONS } from "./operations.ts";
import { seed } from "../seed.ts";

const asked = process.env["PAIRS"] ?? "2";
const PAIRS = asked === "all" ? Infinity : Number(asked);

/** Between the halves of the article's only surrogate pair. */
const CUT = positionOf("\u{20000}") + 1;

test(`AM1 AM10 AM12 NO2: an operation anywhere shows what the body says, is undone and redone exactly, and leaves notes on their words (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const wrong = new Map<string, string[]>();
  let [cases, notes] = [0, 0];
  for (const operation of OPERATIONS) {
    const all = pairsFor(operation);
    // Those that cut the surrogate pair are rare among all, and always done.
    const cutting = all.filter(({ from, to }) => (from === CUT || to === CUT) && to - from <= 1);
    const pairs = PAIRS >= all.length ? all : [...cutting, ...Array.from({ length: PAIRS }, () => prng.oneOf(gen, all))];
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
  expect(OPERATIONS.length).toBeGreaterThanOrEqual(114);
  expect(notes).toBeGreaterThan(cases);
}, 3_600_000);

function positionOf(text: string): number {
  let found = -1;
  START.doc.descendants((node, pos) => {
    const index = node.isText ? node.text!.indexOf(text) : -1;
    if (index >= 0) found = pos + index;
  });
  if (found < 0) throw new Error(`no ${text} in the article`);
  return found;
}
