import { joiner, joins, ZWNJ } from "../letters.ts";
import { insertInto, joinNext, type Rule } from "../style-text.ts";
import { takesComparative } from "../words/comparatives.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";

const COMPARATIVE = /^تر(?:ی|ند|ها|های|هایی|م|ید|یم)?$/;
const SUPERLATIVE = /^ترین(?:\u200C?ها(?:ی)?|ش|شان)?$/;

/** The words that the Academy joins. */
const JOINED_WORDS = /^(?:به|بیش|کم|مه|که|پیش)تر/;

/** Of these the ones that are also written in two parts: بیش تر. */
const PARTED = /^(?:بیش|کم)$/;

/** Words that only look like a comparative. */
const NO_COMPARATIVES = new Set("لوستر مستتر کلانتر کلانتری دیمیتری نیشتر".split(" "));

const JOINED = /^(.{3,}?)(تر(?:ین)?(?:ی|ند|\u200C?ها|\u200C?های|هایی)?)$/;

/** Adjectives that also stand before تر where it means wet. */
const WET = /^(?:گونه|لباس|هوا|چشم|مژه|دیده|دامن|هیزم|علف|میوه|سبزه)$/;

/** تر and ترین stand at their word, with a ZWNJ after a letter that joins: مهم‌تر, بدتر. */
export const comparative: Rule = function* (style) {
  const { words, lexicon, text, profile } = style;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next && style.spaceAfter(index) && style.isProse(word.start, next.end) && !isFunctionWord(index)) {
      const superlative = SUPERLATIVE.test(next.plain);
      const joint = PARTED.test(word.plain) ? "" : joiner(word.plain);
      if (superlative || (COMPARATIVE.test(next.plain) && !isWet(index))) yield joinNext(style, "comparative", index, joint);
    }
    if (!profile.partSuffixes || JOINED_WORDS.test(word.plain) || NO_COMPARATIVES.has(word.plain) || !style.isProse(word.start, word.end))
      continue;
    const joined = JOINED.exec(word.plain);
    const stem = joined?.[1];
    if (!stem || !joins(stem) || !isAdjective(stem)) continue;
    yield insertInto(word, "comparative", stem.length, ZWNJ);
  }

  /** Whether a word takes no ending; ای does at its word (حرفه ای ترین), and پیش does (پیش تر). */
  function isFunctionWord(index: number): boolean {
    const { plain } = words[index]!;
    if (plain === "ای" && index > 0 && style.spaceAfter(index - 1)) return !words[index - 1]!.plain.endsWith("ه");
    return plain !== "پیش" && FUNCTION_WORDS.has(plain);
  }

  function isAdjective(plain: string): boolean {
    return lexicon.isComparative(plain) || takesComparative(plain);
  }

  function isWet(index: number): boolean {
    const { plain } = words[index]!;
    // کم هزینه تر: an adjective in two words.
    if (index > 0 && style.spaceAfter(index - 1) && /^(?:کم|پر|بی|خوش|بد|غیر|نا|هم)$/.test(words[index - 1]!.plain)) return false;
    if (WET.test(plain) || !(isAdjective(plain) || plain.endsWith("شده") || /^(?:پیش|بیش)$/.test(plain))) return true;
    const after = text.slice(words[index + 1]!.end);
    return (
      /^ (?:و (?:تازه|خشک|تمیز)|شد|شده|کرد|کردن)(?!\p{L})/u.test(after) &&
      words[index + 1]!.plain === "تر" &&
      /^(?:لباس|دست|صورت)/.test(plain)
    );
  }
};
