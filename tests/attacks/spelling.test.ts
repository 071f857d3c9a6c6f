/** Texts and dictionaries that are to keep the speller busy, to make it fail, or to make it suggest what turns a line round. */
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { changeLists } from "../../shared/lists/change-lists.ts";
import { MOST_ENTRIES, readLists } from "../../shared/lists/newsroom-lists.ts";
import type { Speller } from "../../shared/spelling/speller.ts";
import { openSpeller } from "../contract/spelling-dictionaries.ts";
import { processorTime } from "../processor-time.ts";

let speller: Speller;
beforeAll(async () => {
  speller = await openSpeller();
});

/** Other words each time, so that none is known from before. */
let next = 0;
const proseOf = (words: number): string =>
  Array.from(
    { length: words },
    () => `کتاب${(next++).toString(32).replace(/[0-9a-v]/g, (digit) => "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"[parseInt(digit, 32)]!)}`,
  ).join(" ");

test("SP7: somebody writes a paragraph of one repeated sign or word without end, and checking takes no longer than a few times what prose takes", () => {
  const prose = proseOf(5000);
  const allowed =
    10 *
    Math.max(
      50,
      processorTime(() => speller.check(prose)),
    );
  for (const sign of [
    "آ",
    "a",
    "aa ",
    "ab'",
    "\u200C",
    "آ\u200C",
    "ـ",
    "َ",
    "`",
    '"',
    "<a ",
    "a.",
    "a@",
    "#",
    "آ ",
    "می\u200C",
    "به\u200C",
    "ها\u200C",
    "\uD800",
  ]) {
    const text = sign.repeat(Math.floor(49_000 / sign.length));
    expect([sign, processorTime(() => speller.check(text)) < allowed]).toEqual([sign, true]);
    expect([sign, processorTime(() => speller.suggest(text.slice(0, 200))) < Math.max(5000, allowed)]).toEqual([sign, true]);
  }
});

test("SP7: an editor fills the newsroom's dictionary, and texts are checked, and suggestions made, as before", () => {
  const words = Array.from({ length: MOST_ENTRIES }, (_, index) => `آ${index}${"ب".repeat(index % 60)}`);
  const empty = processorTime(() => speller.check(proseOf(3000)));
  speller.use(words);
  expect(processorTime(() => speller.check(proseOf(3000)))).toBeLessThan(5 * Math.max(50, empty));
  expect(processorTime(() => speller.suggest("خبرنگر"))).toBeLessThan(5000);
  speller.use([]);
});

test("HS30 SP3: an editor lists words with marks that turn a line round, or empty ones, and no desk reads them", () => {
  const doc = new Y.Doc();
  for (const word of [
    "\u202Eabc",
    "a\u2066b",
    "\u200F",
    "",
    " ",
    "a\nb",
    "\u0000آ",
    "آ\u0007",
    "<img src=x>",
    "آ".repeat(5000),
    "\uD800آ",
  ]) {
    doc.getMap("dictionary").set(word, true);
    doc.getMap("variants").set("درست", word);
    doc.getMap("latin").set("درست", word);
    expect([word, changeLists.addWord(doc, word)]).toEqual([word, "no-word"]);
    const { dictionary, words } = readLists(doc);
    expect([word, dictionary.size, words]).toEqual([word, 0, []]);
  }
});

test("SP3: an editor lists every short word, and the speller goes on", () => {
  speller.use(["", "ا", "\u200C", "ها", "به", "constructor", "__proto__", "fa کتاب"]);
  expect(speller.check("دولط constructor رفت").map(({ start }) => start)).toEqual([0]);
  speller.use([]);
  expect(speller.check("دولط را").length).toBe(1);
});
