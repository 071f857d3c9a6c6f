import { FALSE_ZWNJ, joins, LETTER, ZWNJ } from "../letters.ts";
import { plainOf, type Word } from "../words.ts";
import type { Rule } from "../style-text.ts";

const RUN = /[\u200C\u200F\u00AC\u00AD\u200B\uFEFF]+/g;

/** Endings that a word which does not join takes without a ZWNJ. */
const ENDING = /^(?:ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان|ست)?|تر|ترین|تری)(?!\p{L})/u;

/** What a preposition may be one word with: از‌جمله, از‌این‌رو, از‌هم‌گسیخته. */
const BOUND = /^(?:جمله|قضا|این|آن|دست|هم|پا|سر|خود|بین|رو|پیش|یاد|کار|جا|نو|ما|پس)(?!\p{L})/u;

/** A ZWNJ stands alone, between letters of which the first would join, and is no other invisible character. */
export const zwnj: Rule = function* (style) {
  const { text, lexicon, words } = style;
  for (const { index: start, 0: run } of text.matchAll(RUN)) {
    const end = start + run.length;
    if (!style.isOpen(start, end)) continue;
    const before = text[start - 1] ?? " ";
    const after = text[end] ?? " ";
    const between = /[\p{L}\p{M}\p{N}»)]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    if (!between) {
      // A direction mark at the edge of a word, soft hyphens and the not sign in formulas stay.
      if (run.includes(ZWNJ)) yield { kind: "zwnj", start, end, replacement: "" };
    } else if (run === ZWNJ) {
      const word = words.find((word) => word.start < start && word.end > end);
      if (!word) continue;
      if (text.slice(end, word.end) === "را" && !/(?:آن|این)$/.test(text.slice(word.start, start)))
        yield { kind: "zwnj", start, end, replacement: " " };
      // A preposition is a word of its own: از‌تهران.
      else if (
        /^(?:از|برای|تا)$/.test(text.slice(word.start, start)) &&
        !BOUND.test(text.slice(end, word.end)) &&
        !lexicon.has(word.plain) &&
        lexicon.has(word.plain.slice(start - word.start + 1))
      )
        yield { kind: "zwnj", start, end, replacement: " " };
      if (joins(before)) continue;
      const joined = text.slice(word.start, start) + text.slice(end, word.end);
      if (ENDING.test(text.slice(end)) || (!isShownNowhere(start) && lexicon.has(joined) && !lexicon.has(word.plain)))
        yield { kind: "zwnj", start, end, replacement: "" };
    } else if (LETTER.test(before) && LETTER.test(after)) {
      const word = words.find((word) => word.start < start && word.end > end);
      const divided = word !== undefined && isDivided(word, start, end);
      const needed = !divided && (joins(before) || !ENDING.test(text.slice(end)));
      if (FALSE_ZWNJ.test(run) || run.length > 1) yield { kind: "zwnj", start, end, replacement: needed ? ZWNJ : "" };
    }
  }

  /** Whether a ZWNJ is one that many write though it shows nowhere: سوء‌استفاده, گفت‌و‌گو. */
  function isShownNowhere(at: number): boolean {
    return text[at - 1] === "ء" || text.slice(at - 2, at) === `${ZWNJ}و`;
  }

  /** Whether a word is one without what divides it: a soft hyphen at a line's end (کتابخانه), or a mark where no word has a ZWNJ (ویژه). */
  function isDivided(word: Word, from: number, to: number): boolean {
    const [first, last] = [text.slice(word.start, from), text.slice(to, word.end)];
    if (!lexicon.has(plainOf(first + last))) return false;
    return /^\u00AD+$/.test(text.slice(from, to)) || !lexicon.has(plainOf(first + ZWNJ + last));
  }
};
