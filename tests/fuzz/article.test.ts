import { expect, test } from "vitest";
import { runNewsroom } from "./newsroom.ts";

/** A new seed for each run, printed on failure; SEED in the environment repeats one. */
const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

test(`AM12 AM13: newsrooms in bad weather agree and lose nothing (seed ${seed})`, () => {
  let edits = 0;
  for (let i = 0; i < 150; i++) {
    const report = runNewsroom(seed + i, 120);
    edits += Object.values(report.edits).reduce((sum, n) => sum + n, 0);
  }
  expect(edits).toBeGreaterThan(5000);
}, 120_000);
