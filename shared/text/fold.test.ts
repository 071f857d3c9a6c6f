import { expect, test } from "vitest";
import { titleKey } from "./collation.ts";
import { fold, foldWithOffsets } from "./fold.ts";
import { findRanges, foldedWords, readQuery } from "./search.ts";

test.each([
  ["كتابي علي", "کتابی علی"],
  ["کُتُبٌ", "کتب"],
  ["آب أحمد إسلام ٱلله", "اب احمد اسلام الله"],
  ["مسئول مؤسسه جزء", "مسیول موسسه جز"],
  ["خانهٔ خانۀ خانة", "خانه خانه خانه"],
  ["می\u200Cروم", "میروم"],
  ["تهـــران", "تهران"],
  ["۱۲۳ ١٢٣ 123 १२३", "123 123 123 123"],
  ["ﻻﺯم", "لازم"],
  ["Café İSTANBUL ΣΊΣΥΦΟΣ", "cafe istanbul σισυφοσ"],
  ["\u2067iOS\u2069\u200F", "ios"],
  ["👍🏽 𐤀", "👍🏽 𐤀"],
])("LB10: %s folds to %s", (text, folded) => expect(fold(text)).toBe(folded));

const PARTS = [...Array.from("ابپتيیىكکة ه\u200C\u200D\u0640\u064B\u0654آأإؤئء۱٢3aÉİﻻﷲ«»\n𐤀👍🏽\uD800\uDC00"), "می\u200Cرود", "\u06C0"];

test("LB10: whatever the text, each folded letter stands in the original where its offsets say, in order", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: random(30) }, () => PARTS[random(PARTS.length)]!).join("");
    const read = foldWithOffsets(text);
    const folded = read.text;
    expect(folded).toBe(fold(text));
    const starts = Array.from({ length: folded.length }, (_, i) => read.startOf(i));
    const ends = Array.from({ length: folded.length }, (_, i) => read.endOf(i));
    for (let i = 0; i < folded.length; i++) {
      // One original character, with its marks: it folds to what stands here, alone.
      const piece = fold(text.slice(starts[i], ends[i]));
      expect(piece.includes(folded[i]!), JSON.stringify([text, i])).toBe(true);
      expect(starts[i]!).toBeGreaterThanOrEqual(i === 0 ? 0 : starts[i - 1]!);
      expect(ends[i]!).toBeGreaterThan(starts[i]!);
      expect(i === 0 || starts[i] === starts[i - 1] || starts[i]! >= ends[i - 1]!).toBe(true);
    }
  }
});

const found = (text: string, query: string): string[] => findRanges(text, readQuery(query)).map(([start, end]) => text.slice(start, end));

test.each([
  ["پل نو باز شد", "پل", ["پل"]],
  ["کِتاب‌هاي نو و کتابخانه", "كتاب", ["کِتاب", "کتاب"]],
  ["او می‌رود", "میرود", ["می‌رود"]],
  ["او می‌رود", "می رود", ["می‌رود"]],
  ["او می رود و میز", "می‌رود", ["می رود"]],
  ["۱۴۰۳/۵/۱", "1403", ["۱۴۰۳"]],
  ["no match here", "match no", ["no", "match"]],
  ["unmatched", "match", []],
])("LB11, LB12: in «%s» %s finds %j", (text, query, ranges) => expect(found(text, query)).toEqual(ranges));

test("LB13: any query is read: signs, quotes, a book, or nothing but joiners", () => {
  expect(readQuery('\u200C\u200D \u0640 "*" ()').terms).toEqual([]);
  expect(readQuery('"a" OR b* NEAR(c, 5)').terms.flat(2)).toEqual(["a", "or", "b", "near", "c", "5"]);
  const book = readQuery("کلمه‌ای ".repeat(5_000));
  expect(book.terms).toHaveLength(12);
  expect(readQuery("x".repeat(10_000)).terms[0]![0]![0]).toHaveLength(60);
  expect(readQuery("\uD800\uDC00\uD800").terms).toBeInstanceOf(Array);
  expect(found("x".repeat(100), "x".repeat(10_000))).toHaveLength(1);
});

test("LB3: keys of titles sort as the alphabet does", () => {
  const sorted = ["۱۲ مرد", "Alpha", "آب", "پا", "تا", "چاه", "ژاله", "کار", "گل", "وام", "هوا", "یزد", "«»"];
  expect(sorted.toReversed().toSorted((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1))).toEqual(sorted);
});

test("LB10: words are those of the folded text", () => {
  expect(foldedWords("«می‌رود»، ۱۲ بار: iPhone-15!")).toEqual(["میرود", "12", "بار", "iphone", "15"]);
});
