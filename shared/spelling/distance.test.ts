import { expect, test } from "vitest";
import { distance } from "./distance.ts";

test("SP4: words that sound alike are nearer than others, and two turned letters are one step", () => {
  expect([distance("دولط", "دولت"), distance("دولط", "دول"), distance("صدا", "سدا"), distance("کتاب", "کتبا")]).toEqual([0.5, 1, 0.5, 1]);
  expect([distance("", "آب"), distance("آب", ""), distance("", ""), distance("ab", "ba"), distance("abc", "xyz")]).toEqual([2, 2, 0, 1, 3]);
});
