import { expect, test } from "vitest";
import * as Y from "yjs";
import { lengthTargetOf, setLengthTarget } from "./length-target.ts";
import { META } from "./names.ts";

test("WS5: the length of an article is a whole number of words, and nothing else that stands there is one", () => {
  const doc = new Y.Doc();
  expect(lengthTargetOf(doc)).toBeNull();
  setLengthTarget(doc, 800);
  expect(lengthTargetOf(doc)).toBe(800);
  setLengthTarget(doc, 5e9);
  expect(lengthTargetOf(doc)).toBe(1_000_000);
  setLengthTarget(doc, -3);
  expect(lengthTargetOf(doc)).toBe(1);
  setLengthTarget(doc, null);
  expect(lengthTargetOf(doc)).toBeNull();
  for (const value of ["800", 0, -1, 1.5, Number.NaN, Infinity, true, null, [800], { words: 800 }]) {
    doc.getMap(META).set("lengthTarget", value);
    expect(lengthTargetOf(doc)).toBeNull();
  }
});
