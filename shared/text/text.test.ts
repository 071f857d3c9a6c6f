import { describe, expect, test } from "vitest";
import { lengthOfBackspace, lengthOfDelete, snapToGrapheme } from "./graphemes.ts";
import { plainText } from "./plain.ts";
import { countWords } from "./words.ts";

describe("TX2: units of deletion", () => {
  test.each([
    ["", 0],
    ["می\u200C", 1],
    ["مُ", 1],
    ["ک\u200D", 1],
    ["a\u0301", 1],
    ["𐤀", 2],
    ["👍🏽", 4],
    ["1\uFE0F\u20E3", 3],
    ["🇮🇷", 4],
    ["متن👨‍👩‍👧", 8],
  ])("Backspace at the end of %j takes %i", (text, length) => expect(lengthOfBackspace(text)).toBe(length));

  test.each([
    ["", 0],
    ["ی\u200Cرود", 2],
    ["مُد", 2],
    ["𐤀", 2],
    ["🇮🇷🇮🇷", 4],
    ["\u200Cرود", 1],
  ])("Delete at the start of %j takes %i", (text, length) => expect(lengthOfDelete(text)).toBe(length));

  test("a place inside a grapheme goes before it", () => {
    const text = "می\u200Cرود👍🏽";
    expect([0, 1, 2, 3, 6, 7, 9, 10].map((offset) => snapToGrapheme(text, offset))).toEqual([0, 1, 1, 3, 6, 6, 6, 10]);
    expect(snapToGrapheme(text, -3)).toBe(0);
    expect(snapToGrapheme(text, 99)).toBe(10);
  });
});

test("TX9: plain text keeps joiners and isolates, and has one kind of line end", () => {
  expect(plainText("\uFEFFمی\u200Cرود\u200D \u2067iOS\u2069\u200F\r\nدو\u2029سه\v\u0000چ\u0007")).toBe(
    "می\u200Cرود\u200D \u2067iOS\u2069\u200F\nدو\nسه\nچ",
  );
  expect(plainText("\uD800x")).toBe("\uFFFDx");
});

test("TX11: a ZWNJ joins, Latin and digits count, signs do not", () => {
  expect(countWords("او می\u200Cرود – ۱۲ بار، iPhone 15!", "fa")).toBe(6);
  expect(countWords("", "fa")).toBe(0);
});
