import { expect, test } from "vitest";
import { runRandomNewsroom } from "./random-newsroom.ts";
import { runs, seed } from "../seed.ts";

/** `npm run fuzz` runs a thousand. */
const RUNS = runs(12);
/** For as many runs on a busy machine; milliseconds. */
const TIMEOUT = 240_000 + 1000 * RUNS;

test(
  `AM12 AM13: newsrooms in bad weather agree and lose nothing (seed ${seed})`,
  () => {
    let edits = 0;
    for (let i = 0; i < RUNS; i++) {
      const report = runRandomNewsroom(seed + i, 120);
      edits += Object.values(report.edits).reduce((sum, n) => sum + n, 0);
    }
    expect(edits).toBeGreaterThan(33 * RUNS);
  },
  TIMEOUT,
);
