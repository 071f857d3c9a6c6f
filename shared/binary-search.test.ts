import { expect, test } from "vitest";
import { firstIndex } from "./binary-search.ts";

test("firstIndex finds what a walk finds, in lists of every length, and asks of no index outside", () => {
  for (let length = 0; length <= 33; length++) {
    for (let first = 0; first <= length; first++) {
      const asked: number[] = [];
      expect(firstIndex(length, (index) => asked.push(index) > 0 && index >= first)).toBe(first);
      expect(asked.every((index) => index >= 0 && index < length)).toBe(true);
      expect(asked.length).toBeLessThanOrEqual(6);
    }
  }
});
