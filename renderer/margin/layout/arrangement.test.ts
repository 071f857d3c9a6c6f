import { expect, test } from "vitest";
import { arrange, NOTHING } from "./arrangement.ts";
import { Ranges } from "../../layout/ranges.ts";
import { NOWHERE, type Places, type Range } from "../text/places.ts";

const wordsOf = ({ from, to }: Range): string => `${from}–${to}`;
const found = (places: Record<string, Range>): Places => ({ ...NOWHERE, found: Ranges.of(Object.entries(places)) });

test("notes are in the order of their texts, and the composer is above the first note behind its own text", () => {
  const places = found({ b: { from: 9, to: 12 }, a: { from: 2, to: 4 } });
  expect(arrange({ ...places, draft: { from: 5, to: 7 } }, wordsOf, NOTHING)).toEqual({
    beside: ["a", "b"],
    orphans: new Set(),
    draft: { above: "b", words: "5–7" },
  });
  expect(arrange({ ...places, draft: { from: 20, to: 21 } }, wordsOf, NOTHING).draft).toEqual({ above: null, words: "20–21" });
});

test("an unchanged arrangement is the same object", () => {
  const before = arrange(found({ a: { from: 2, to: 4 }, b: { from: 9, to: 12 } }), wordsOf, NOTHING);
  const moved = found({ a: { from: 3, to: 5 }, b: { from: 10, to: 13 } });
  expect(arrange(moved, wordsOf, before)).toBe(before);
  expect(arrange({ ...moved, orphans: new Set(["c"]) }, wordsOf, before)).not.toBe(before);
  expect(arrange({ ...moved, draft: { from: 1, to: 2 } }, wordsOf, before)).not.toBe(before);
  expect(arrange(found({ a: { from: 30, to: 31 }, b: { from: 10, to: 13 } }), wordsOf, before).beside).toEqual(["b", "a"]);
});
