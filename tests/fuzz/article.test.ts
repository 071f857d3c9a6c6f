import { expect, test } from "vitest";
import { runRandomNewsroom } from "./random-newsroom.ts";

/** A new seed for each run, printed on failure; SEED in the environment repeats one. */
const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

/** `npm run fuzz` runs a thousand. */
const RUNS = 30;

test(`AM12 AM13: newsrooms in bad weather agree and lose nothing (seed ${seed})`, () => {
  let edits = 0;
  for (let i = 0; i < RUNS; i++) {
    const report = runRandomNewsroom(seed + i, 120);
    edits += Object.values(report.edits).reduce((sum, n) => sum + n, 0);
  }
  expect(edits).toBeGreaterThan(33 * RUNS);
}, 240_000);
