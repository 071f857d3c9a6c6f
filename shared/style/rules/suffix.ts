import { joins, ZWNJ } from "../letters.ts";
import { guardedCompound } from "./guarded-compound.ts";
import { isIndefinite } from "./indefinite.ts";
import { insertInto, joinNext, type Rule } from "../style-text.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";

/** After ای these are called: ای کاش, ای مردم. */
const CALLED = new Set(
  "کاش کاشکی وای بابا خدا خدای دل ایران مردم ملت عزیز عزیزان یاران یار ساقی داد دریغ برادر برادران خواهر جان صبا باد وطن مرغ شاه نسیم عشق کسانی آزادی شهید انسان فرزند پدر مادر دوست دوستان آن".split(
    " ",
  ),
);

/** Names of letters and of people that begin with ام and ات. */
const AFTER_AM = /^(?:آر|پی|وی|اس|دی|ال|اف|بی|کلثوم|البنین|سلمه|فروه|حبیبه|ابیها|لیلا|لیلی|داود|قصر|القری|الرصاص)$/;

const ENDINGS = /^(?:ام|ات|اش|اند|ای|اید|ایم|مان|تان|شان)$/;

/** The same, joined to a silent ه by somebody whose ZWNJ was lost: کردهاند. */
const JOINED = /^(.{2,}ه)(?:ام|ات|اش|اند|ای|اید|ایم)$/;

/** A silent ه that گان and گی replace: نمایندگان, خستگی. */
const REPLACING = /^گ(?:ان|انی|ی|انه)(?:\u200C.*)?$/;

/** Endings of verbs and pronouns stand at their word with a ZWNJ: گفته‌اند, خانه‌اش. */
export const suffix: Rule = function* (style) {
  const { words, lexicon, text } = style;
  for (const [index, word] of words.entries()) {
    const stem = JOINED.exec(word.plain)?.[1];
    if (
      stem &&
      !(word.plain.endsWith("های") && isOther(stem) && !isIndefinite(style, index)) &&
      !lexicon.has(word.plain) &&
      lexicon.endsInSilentHe(stem) &&
      !isPluralOfCompound(index) &&
      style.isProse(word.start, word.end)
    ) {
      yield insertInto(word, "suffix", stem.length, ZWNJ);
    }
    const parted = /^(.{2,})ه\u200C(گ(?:ان|انی|ی|انه))$/.exec(word.plain);
    if (parted && lexicon.has(parted[1]! + parted[2]!) && style.isProse(word.start, word.end)) {
      yield { kind: "suffix", start: word.at[parted[1]!.length]!, end: word.at[parted[1]!.length + 2]!, replacement: "" };
    }
    const next = words[index + 1];
    if (next && word.plain.endsWith("ه") && REPLACING.test(next.plain) && style.spaceAfter(index) && style.isProse(word.start, next.end)) {
      const ending = next.plain.split(ZWNJ)[0]!;
      if (lexicon.has(word.plain.slice(0, -1) + ending)) yield { kind: "suffix", start: word.at.at(-1)!, end: next.start, replacement: "" };
    }
    if (!next || !ENDINGS.test(next.plain) || !style.spaceAfter(index) || !style.isProse(word.start, next.end)) continue;
    if (FUNCTION_WORDS.has(word.plain)) continue;
    if (/(?:^|\u200C|[اوردزذژآ])های$/.test(word.plain) && /^[متش]ان$/.test(next.plain)) yield joinNext(style, "suffix", index, "");
    else if (isPossessive(index)) yield joinNext(style, "suffix", index, "");
    else if (takes(index)) yield joinNext(style, "suffix", index, ZWNJ);
  }

  /** Whether a word in های is the second part of a compound's plural: دست آوردهای. */
  function isPluralOfCompound(index: number): boolean {
    return words[index]!.plain.endsWith("های") && index > 0 && guardedCompound(style, index - 1) !== undefined;
  }

  /** Whether a word in های may be one without a silent ه: منهای, فقهای, خانهای. */
  function isOther(stem: string): boolean {
    return stem.length < 4 || stem.includes(ZWNJ) || lexicon.isPlural(stem.slice(0, -1)) || lexicon.has(`${stem}ا`);
  }

  /** Whether مان, تان or شان after a letter that does not join is a pronoun (کشور مان), and neither a name nor شأن. */
  function isPossessive(index: number): boolean {
    const { plain } = words[index]!;
    if (!/^[متش]ان$/.test(words[index + 1]!.plain) || joins(plain) || plain.length < 3 || plain.endsWith("ه")) return false;
    const after = style.spaceAfter(index + 1) ? words[index + 2]!.plain : undefined;
    if (after !== undefined && (/^(?:و|پن|کانری)$/.test(after) || !lexicon.has(after.replace(/ٔ$|\u200C.*$/, "")))) return false;
    return plain === "خود" || (lexicon.isPlural(plain) && !lexicon.isVerb(plain) && !/^(?:قدر|کسر|دور|علو|سر)$/.test(plain));
  }

  /** Whether a noun ends in ی, after which a pronoun needs its ZWNJ: زندگی‌ام. */
  function isNounInYe(plain: string): boolean {
    return plain.length > 3 && plain.endsWith("ی") && lexicon.isPlural(plain) && !lexicon.isVerb(plain);
  }

  function takes(index: number): boolean {
    const { plain } = words[index]!;
    const { plain: ending } = words[index + 1]!;
    const after = style.spaceAfter(index + 1) ? words[index + 2]?.plain : undefined;
    const silent = lexicon.endsInSilentHe(plain) || (plain.endsWith("ه") && !lexicon.has(plain) && plain.length > 3);
    switch (ending) {
      case "ای":
        if (after !== undefined && CALLED.has(after)) return false;
        return (
          (silent || (/[^اوی]ا$|و$/.test(plain) && /^(?:حرفه|قاره|قهوه)$/.test(plain))) && !text.startsWith("!", words[index + 1]!.end)
        );
      case "ام":
        if (/^(?:سی)$/.test(plain) && /^(?:روز|سال|قرن|سده|شماره|دوره|و)$/.test(words[index - 1]?.plain ?? "")) return true;
        return (silent || isNounInYe(plain)) && !(after !== undefined && AFTER_AM.test(after));
      case "ات":
        return silent;
      case "اش":
        return silent || (plain.endsWith("ی") && plain.length > 3 && (lexicon.isPlural(plain) || !lexicon.has(plain)));
      case "اند":
      case "اید":
      case "ایم":
        return (
          plain.length > 1 &&
          joins(plain) &&
          (silent || lexicon.isComparative(plain) || lexicon.isPlural(plain)) &&
          !/^(?:سی|بیست|چهل|پنجاه)$/.test(plain)
        );
      default:
        return silent || (isNounInYe(plain) && after !== undefined && after !== "و" && lexicon.has(after));
    }
  }
};
