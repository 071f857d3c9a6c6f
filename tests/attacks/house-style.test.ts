/** Texts that are to keep the checker of house style busy, or to make it fail. */
import dictionary from "dictionary-fa";
import { expect, test } from "vitest";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES } from "../../shared/style/profile.ts";
import { processorTime } from "../processor-time.ts";

const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
const check = (text: string) => checkStyle(text, lexicon, PROFILES.default);

/** Milliseconds of processor time, of which quadratic rules would take many times more. */
const time = (text: string): number => processorTime(() => check(text));

test(
  "somebody writes a paragraph of one repeated sign, and the checker takes no longer than a few times what prose of that length takes",
  { tags: "long" },
  () => {
    const prose = "دولت می خواهد کتاب ها را، اگر بشود، کم کند. ";
    const allowed = 20 * Math.max(50, time(prose.repeat(1000)));
    for (const sign of [
      "1.",
      "a.a",
      "1,",
      "آ?",
      "بِ",
      '"',
      "«",
      "a ",
      "م. ",
      "(",
      "'ا",
      "<a ",
      "`",
      "ـ",
      "x@",
      "a, ",
      "+1 ",
      " ",
      "می ",
      "\u200C",
    ]) {
      expect(time(sign.repeat(40_000 / sign.length)), sign).toBeLessThan(allowed);
    }
  },
);

test("somebody writes a text that no one writes, and it is left unread or read without an error", () => {
  expect(check("می رود ".repeat(10_000))).toEqual([]);
  for (const text of ["", "\uD800", "ی\uDC00 ها", "\u0000", "\u202E می رود", "«".repeat(999)]) expect(() => check(text)).not.toThrow();
});
