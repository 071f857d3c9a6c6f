/** @module-tag long */
import { expect, test } from "vitest";
import { runs, seed } from "../seed.ts";
import { importHarmed } from "./imports/import-harmed.ts";

test(`DX33: a file that programs wrote and that was harmed since is an article, or is refused with a reason (${runs(200)} from seed ${seed})`, () => {
  const { articles, refused } = importHarmed(seed, runs(200));
  expect(articles).toBeGreaterThan(runs(200) / 10);
  expect(refused.size).toBeGreaterThan(1);
});
