import { expect, test } from "vitest";
import { depths } from "./depths.ts";

test("NO20: overlapping ranges are split by how many cover them, and ranges that touch are joined", () => {
  expect(
    depths([
      { from: 2, to: 10 },
      { from: 4, to: 6 },
      { from: 5, to: 12 },
    ]),
  ).toEqual([
    { from: 2, to: 4, depth: 1 },
    { from: 4, to: 5, depth: 2 },
    { from: 5, to: 6, depth: 3 },
    { from: 6, to: 10, depth: 2 },
    { from: 10, to: 12, depth: 1 },
  ]);
  expect(
    depths([
      { from: 2, to: 4 },
      { from: 4, to: 6 },
    ]),
  ).toEqual([{ from: 2, to: 6, depth: 1 }]);
  expect(depths([])).toEqual([]);
});
