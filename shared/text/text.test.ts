import { describe, expect, test } from "vitest";
import { lengthOfBackspace, lengthOfDelete, snapToGrapheme } from "./graphemes.ts";
import { plainText } from "./plain.ts";
import { countWords } from "./words.ts";
import { processorTime } from "../../tests/processor-time.ts";

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

test("TX11: a ZWNJ joins, Latin and digits count, signs alone do not", () => {
  expect(countWords("او می\u200Cرود – ۱۲ بار، iPhone 15!")).toBe(6);
  expect(countWords("")).toBe(0);
  expect(countWords("علی ـــ حسن")).toBe(2);
  expect(processorTime(() => expect(countWords("-".repeat(50_000))).toBe(0))).toBeLessThan(1000);
});

test.each([
  ["۱۴۰۳/۰۵/۱۲", 1],
  ["در 2026-11-30 ساعت 17:30", 4],
  ["https://example.com/fa/a-b?c=d را ببینید", 3],
  ["به sara@example.co.uk بنویسید", 3],
  ["021-8854-1234، ۳٫۱۴", 2],
  ["می\u200Cرود/می\u200Cآید", 1],
  ["«او» (گفت): – «نه»…", 3],
  ["یک\u00A0دو\tسه\nچهار", 4],
  ["بارانِ تند", 2],
])("TX11: in %j dates and addresses are one word each: %i", (text, count) => {
  expect(countWords(text)).toBe(count);
});
