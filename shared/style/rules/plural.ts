import { joiner, joins, ZWNJ } from "../letters.ts";
import { isIndefinite } from "./indefinite.ts";
import { insertInto, joinNext, type Rule } from "../style-text.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";

const PLURAL = /^ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان|ست|یند)?$/;

/** Words that only look like a plural with its ها joined. */
const NO_PLURALS = new Set("آنها اینها تنها انتها بها منها رها سرها منتها سربها علیها تنهای تنهایی انتهای انتهایی".split(" "));

const JOINED = /^(.{2,}?)(ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان|ست)?)$/;

function lastPart(word: string): string {
  return word.slice(word.lastIndexOf(ZWNJ) + 1);
}

/** ها and its forms stand at their word, with a ZWNJ after a letter that joins: کتاب‌ها, کشورها. */
export const plural: Rule = function* (style) {
  const { words, lexicon, text, profile } = style;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next && PLURAL.test(next.plain) && style.spaceAfter(index) && style.isProse(word.start, next.end)) {
      if (takes(index)) yield joinNext(style, "plural", index, joiner(word.plain));
    }
    if (next?.plain === "ی" && /(?:^|\u200C)ها$/.test(word.plain) && style.spaceAfter(index) && style.isProse(word.start, next.end)) {
      yield joinNext(style, "plural", index, "");
    }
    if (!profile.partSuffixes || NO_PLURALS.has(lastPart(word.plain)) || !style.isProse(word.start, word.end)) continue;
    const joined = JOINED.exec(word.plain);
    const stem = joined?.[1];
    if (!stem || !joins(stem) || !(lexicon.isPlural(stem) || lexicon.isPlural(lastPart(stem)))) continue;
    if (isIndefinite(style, index)) continue;
    // شبها, but not what is a word with its ها: بها, تنها.
    if (stem.length < 3 && lexicon.has(word.plain)) continue;
    yield insertInto(word, "plural", stem.length, ZWNJ);
  }

  /** Whether the ها after a word is its plural, and not an interjection or a letter's name. */
  function takes(index: number): boolean {
    const { plain } = words[index]!;
    const { plain: suffix, end } = words[index + 1]!;
    if (FUNCTION_WORDS.has(plain) || plain === "ها" || plain === "های") return false;
    const after = words[index + 2]?.plain;
    if (suffix === "های" && (after === "های" || after === "هوی" || (after === "و" && words[index + 3]?.plain === "هوی"))) return false;
    if (suffix !== "ها")
      return !(plain === "حرف" && /الفبا/.test(text)) && !(lexicon.isVerb(plain) && !plain.endsWith("ه") && !lexicon.isPlural(plain));
    if (
      /^ن?می\u200C/.test(plain) ||
      (/^(?:حرف|واج|نویسه)$/.test(plain) &&
        /الفبا|تلفظ|نوشته می|خوانده می|صامت|مصوت|(?:حرف|واج) ها در (?:فارسی|خط|عربی|آغاز|پایان)/.test(text))
    )
      return false;
    const before = style.spaceAfter(index - 1) ? words[index - 1]!.plain : "";
    // A compound in two parts: خبر گزاری ها.
    if ([plain, before + plain, before + ZWNJ + plain].some((noun) => lexicon.isPlural(noun))) return true;
    if (isFinite(plain)) return false;
    return !/^\s*[!؟]/.test(text.slice(end));
  }

  /** Whether a word is a form of a verb, after which ها warns: نروی ها. */
  function isFinite(plain: string): boolean {
    if (lexicon.isVerb(plain)) return !plain.endsWith("ه");
    if (/^[نب]/.test(plain) && (lexicon.isVerb(plain.slice(1)) || lexicon.isVerb(plain.replace(/^[نب]ی/, "ا")))) return true;
    return /(?:ید|م)$/.test(plain) && lexicon.has(plain) && !lexicon.isComparative(plain) && !plain.includes(ZWNJ);
  }
};
