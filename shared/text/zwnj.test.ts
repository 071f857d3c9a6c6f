import { expect, test } from "vitest";
import { halfSpaceAfter } from "./zwnj.ts";

const ZWNJ = "\u200C";

test.each([
  ["می", ZWNJ],
  ["مُ", ZWNJ],
  ["«کتاب»", ZWNJ],
  ["۱۰", ZWNJ],
  ["سال 10", ZWNJ],
  ["שלום", ZWNJ],
  ["iPhone", " "],
  ["iPhone15", " "],
  ["é", " "],
  ["e\u0301", " "],
  ["\u2066iPhone\u2069", " "],
  ["", ""],
  ["می ", ""],
  ["می\u00A0", ""],
  ["می\n", ""],
  [`می${ZWNJ}`, ""],
  ["می \u200F", ""],
])("TX12: behind %j the half-space key types %j", (before, typed) => expect(halfSpaceAfter(before)).toBe(typed));
