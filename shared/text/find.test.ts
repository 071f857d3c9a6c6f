import { expect, test } from "vitest";
import { finderOf, type FindQuery } from "./find.ts";
import { FOLD_ALL, FOLD_NONE, fold, type Folding } from "./fold.ts";
import { PatternError, type PatternFault } from "./pattern.ts";
import { runs, seed } from "../../tests/seed.ts";

const words = (query: string, options: Partial<FindQuery> = {}): FindQuery => ({
  words: query,
  folding: FOLD_ALL,
  wholeWord: false,
  isPattern: false,
  ...options,
});
const pattern = (source: string, options: Partial<FindQuery> = {}): FindQuery => words(source, { isPattern: true, ...options });

function found(text: string, query: FindQuery): string[] {
  const hits = finderOf(query).find(text);
  return Array.from({ length: hits.length / 2 }, (_, i) => text.slice(hits[2 * i], hits[2 * i + 1]));
}

/** Each kind of folding, with what is found by it alone. */
const KINDS: readonly (readonly [keyof Folding, string, string])[] = [
  ["letters", "كتاب علي", "کتاب علی"],
  ["letters", "خانة", "خانه"],
  ["letters", "\uFEDB\uFE98\uFE8E\uFE8F", "کتاب"],
  ["alef", "آب أحمد إسلام ٱلله", "اب احمد اسلام الله"],
  ["alef", "ا\u0653ب", "اب"],
  ["marks", "کُتُبٌ", "کتب"],
  ["marks", "خانه\u0654 ما", "خانه ما"],
  ["marks", "Café", "Cafe"],
  ["joiners", "می\u200Cروم", "میروم"],
  ["joiners", "تهـــران", "تهران"],
  ["joiners", "\u2067i\u200FOS\u2069", "iOS"],
  ["digits", "۱۲۳ ١٢٣", "123 123"],
  ["case", "ΣΊΣΥΦΟΣ", "σίσυφος"],
];

test.each(KINDS)("FR1: with %s folded, %s is found by %s, and without it is not", (kind, text, query) => {
  expect(found(text, words(query, { folding: { ...FOLD_NONE, [kind]: true } }))).toHaveLength(1);
  expect(found(text, words(query, { folding: { ...FOLD_ALL, [kind]: false } }))).toEqual([]);
  expect(found(text, words(query))).toHaveLength(1);
});

test("FR1: an alef and the sign on it are one letter, however they are stored", () => {
  for (const folding of [FOLD_NONE, FOLD_ALL]) {
    expect(found("ا\u0653ب و آب", words("آب", { folding }))).toEqual(["ا\u0653ب", "آب"]);
    expect(found("ا\u0653ب و آب", words("ا\u0653ب", { folding }))).toEqual(["ا\u0653ب", "آب"]);
  }
  expect(found("ا\u0653ب و آب", words("اب", { folding: { ...FOLD_ALL, alef: false } }))).toEqual([]);
});

test("FR2: a query of nothing but what folding takes away is looked for as it is written, and an empty one finds nothing", () => {
  expect(found("می\u200Cروم و می\u200Cرود", words("\u200C"))).toEqual(["\u200C", "\u200C"]);
  expect(found("تهـــران", words("ـــ"))).toEqual(["ـــ"]);
  expect(found("هر متنی", words(""))).toEqual([]);
  expect(found("هر متنی", pattern(""))).toEqual([]);
});

/** What a hit must be, by trying every place: the leftmost ones that fold to the query, each with the marks on its last letter. */
function naive(text: string, query: string, folding: Folding): number[] {
  const points = Array.from(text);
  const starts = points.map((_, i) => points.slice(0, i).join("").length);
  const at = (i: number): number => (i < points.length ? starts[i]! : text.length);
  const needle = fold(query, folding);
  const hits: number[] = [];
  if (needle === "") return hits;
  for (let i = 0; i < points.length;) {
    let end = i;
    if (fold(points[i]!, folding) !== "") {
      while (end <= points.length && fold(text.slice(at(i), at(end)), folding) !== needle) end++;
      if (end > points.length || !needle.startsWith(fold(text.slice(at(i), at(end - 1)), folding))) end = i;
    }
    if (end === i) {
      i++;
      continue;
    }
    while (end < points.length && /[\p{Mn}\p{Me}\u0640]/u.test(points[end]!) && fold(points[end]!, folding) === "") end++;
    hits.push(at(i), at(end));
    i = end;
  }
  return hits;
}

// No character that folds to several, of which a hit is all, and no sign on an alef, which folds with it.
const LETTERS = [...Array.from("ابپیيىکكةهە۱٢3aAÉس و."), "\u200C", "\u200D", "\u0640", "\u064B", "\u0651", "\u2067", "آ", "أ", "👍", "ئ"];
const RUNS = runs(1_000);

test(`FR1: whatever text and query, hits stand where a search of every place finds them (seed ${seed})`, () => {
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const some = (most: number): string => Array.from({ length: random(most) }, () => LETTERS[random(LETTERS.length)]!).join("");
  let count = 0;
  for (let run = 0; run < RUNS; run++) {
    const text = some(40);
    const query = random(3) === 0 ? some(3) : text.slice(random(text.length + 1)).slice(0, 1 + random(4));
    const folding = Object.fromEntries(Object.keys(FOLD_ALL).map((name) => [name, random(3) > 0])) as unknown as Folding;
    if (!query.isWellFormed() || fold(query, folding) === "") continue;
    const hits = finderOf(words(query, { folding })).find(text);
    expect(hits, JSON.stringify({ text, query, folding })).toEqual(naive(text, query, folding));
    // An expression of the same letters finds the same.
    if (/^[\p{L}\p{Nd}]+$/u.test(query) && !query.includes("\u0640")) {
      expect(finderOf(pattern(query, { folding })).find(text), `pattern ${JSON.stringify({ text, query, folding })}`).toEqual(hits);
    }
    count += hits.length;
  }
  expect(count).toBeGreaterThan(RUNS);
});

test.each([
  ["کتاب", "کتاب، کتاب‌ها، کتابخانه و «کتاب»", ["کتاب", "کتاب"]],
  ["می‌رود", "می‌رود نمی‌رود می‌رود.", ["می‌رود", "می‌رود"]],
  ["رود", "می‌رود رود", ["رود"]],
  ["کتاب", "کتاب\u200C و کِتابُ", ["کتاب", "کِتابُ"]],
  ["۱۲", "۱۲٫۵ و 12.5 و ۱۲. و 12", ["۱۲", "12"]],
  ["don", "don don’t don't", ["don"]],
  ["پل نو", "پل نو، پل نوین", ["پل نو"]],
  ["👍", "👍👍 خوب👍", ["👍", "👍", "👍"]],
])("FR3: as a whole word %s is found in «%s» as %j", (query, text, hits) =>
  expect(found(text, words(query, { wholeWord: true }))).toEqual(hits),
);

test.each([
  [String.raw`\bکتاب\b`, "كتاب و کتابخانه", ["كتاب"]],
  [String.raw`\d{4}`, "سال ۱۴۰۳ و 2024 و ١٤٤٥", ["۱۴۰۳", "2024", "١٤٤٥"]],
  [String.raw`\w+`, "می‌رود، بعد", ["می‌رود", "بعد"]],
  [String.raw`[\w-]+\.ir`, "خبر-نو.ir", ["خبر-نو.ir"]],
  ["[آ-ی]+", "كتاب علي", ["كتاب", "علي"]],
  [String.raw`ي\u200c?ر`, "می‌رود میرود", ["ی‌ر", "یر"]],
  ["\u200C", "می\u200Cرود", ["\u200C"]],
  [String.raw`\u0643`, "كتاب کتاب", ["ك", "ک"]],
  ["(?<سال>۱۴۰۳)", "1403", ["1403"]],
  ["^خبر", "خبر خبر", ["خبر"]],
  ["x*", "بدون آن", []],
  ["CAFÉ", "Cafe café", ["Cafe", "café"]],
])("FR4: the expression %s finds in «%s» what a reader means by it: %j", (source, text, hits) =>
  expect(found(text, pattern(source))).toEqual(hits),
);

test("FR4: with nothing folded an expression finds only what is written alike", () => {
  expect(found("كتاب کتاب", pattern("ک", { folding: FOLD_NONE }))).toEqual(["ک"]);
  expect(found("Aa", pattern("a", { folding: FOLD_NONE }))).toEqual(["a"]);
});

test.each<readonly [string, PatternFault]>([
  ["(کتاب", "group"],
  ["کتاب)", "group"],
  ["[کتاب", "class"],
  ["*کتاب", "repeat"],
  ["a{2", "repeat"],
  ["a{3,2}", "range"],
  ["[ی-ا]", "range"],
  [String.raw`\u{zz}`, "escape"],
  [String.raw`\p{Foo}`, "escape"],
  [String.raw`\k<x>(?<y>a)`, "reference"],
  ["کتاب\\", "end"],
  [String.raw`[\W]`, "class"],
  ["a".repeat(1_001), "long"],
])("FR5: of the expression %s it is said that the fault is its %s", (source, fault) => {
  let thrown: unknown = null;
  try {
    finderOf(pattern(source));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PatternError);
  expect((thrown as PatternError).fault).toBe(fault);
});

const replaced = (source: string, text: string, template: string): readonly string[] =>
  finderOf(pattern(source)).replacements(text, template);

test("FR6: signs stand for what an expression found, as it is written in the text", () => {
  expect(replaced("(کتاب) (علی)", "كتاب علي", "$2، $1")).toEqual(["علي، كتاب"]);
  expect(replaced("(?<سال>۱۴..)", "1403 ۱۴۰۴", "سال $<سال>")).toEqual(["سال 1403", "سال ۱۴۰۴"]);
  expect(replaced("(a)(b)?", "a", "[$&|$1|$2|$3|$10|$$|$<x>]")).toEqual(["[a|a||$3|a0|$|$<x>]"]);
  expect(finderOf(words("a")).replacements("a a", "$1 $&")).toEqual(["$1 $&", "$1 $&"]);
});
