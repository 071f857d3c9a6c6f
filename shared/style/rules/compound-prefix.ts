import { joiner, ZWNJ } from "../letters.ts";
import { FEATHERED, PREFIXES } from "../words/compounds.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";
import type { Lexicon } from "../lexicon.ts";

/** The words around a pair that may be a compound. */
export interface Around {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Adjectives that stand before a noun only to make a new one of it: پهن‌پیکر, سیاه‌پوست. */
const ADJECTIVES: ReadonlySet<string> = new Set(
  "ارزان گران کهن بلند کوتاه تنگ سبک سنگین نیک پاک تیره سست نرم تند کند ژرف درشت تهی شوریده آشفته آسوده آزرده افسرده پریشان گشاده پهن باریک نازک شیرین تلخ خونین رنگین زرین سیمین آهنین سیه کوته کج زشت پست فراخ ساده هرزه یاوه سیاه سفید سپید سرخ سبز زرد کبود غول کوه".split(
    " ",
  ),
);

/** First parts that are words of their own too. */
const FIRST_PARTS: ReadonlySet<string> = new Set("پر کم خوش بد تک فرا پسا برون درون بلا شبه".split(" "));

/** After these کم and بد are their adjectives: بارش کم باران. */
const MEASURES = /^(?:میزان|حجم|تعداد|مقدار|بارش|سهم|مصرف|دمای|فشار|سطح|عمق|درآمد|تولید|عرضه|حضور|هوای|حال|خبر)$/;

/** What joins a first part that is none alone to its word: غیرشفاف, ضدایرانی, پرتماشاگر, کم‌بارش. */
export function prefixJoint(first: string, written: string, { before, after }: Around, lexicon: Lexicon): string | undefined {
  if (!PREFIXES.has(first) && !ADJECTIVES.has(first) && !FIRST_PARTS.has(first)) return undefined;
  const noun = written.replace(/\u200C(?:ها|های|هایی|ای|اند|اش)$/, "");
  // پربازدیدترین
  const second = /تر(?:ین)?$/.test(noun) && !lexicon.has(noun) ? noun.replace(/\u200C?تر(?:ین)?$/, "") : noun;
  if (second.length < 3 || FUNCTION_WORDS.has(second) || (first === "ضد" && before === "بر")) return undefined;
  if (PREFIXES.has(first) && lexicon.has(first + second)) return "";
  if (
    ADJECTIVES.has(first) &&
    !/^(?:کار|باز|بر|بین|روی?)$/.test(second) &&
    !isVerb(second, lexicon) &&
    !second.endsWith("شده") &&
    !second.endsWith("کرده")
  )
    return lexicon.has(`${first}${ZWNJ}${second}`) ? ZWNJ : lexicon.has(first + second) ? "" : undefined;
  switch (first) {
    case "غیر":
      return lexicon.has(second) && before !== "به" && !/^(?:این|آن|آنها|آن‌ها|خود|خدا|ما|شما|ایشان|همین|همان)/.test(second)
        ? ""
        : undefined;
    case "ضد":
      return second.endsWith("ی") && lexicon.has(second) && lexicon.has(second.slice(0, -1)) ? "" : undefined;
    case "پر":
      return lexicon.isPlural(second) &&
        !lexicon.isVerb(second) &&
        !FEATHERED.has(second) &&
        !/^(?:و|ن?می|ن.*ه$)/.test(second) &&
        before !== "بال"
        ? ""
        : undefined;
    case "کم":
    case "خوش":
    case "بد":
      if (after !== undefined && /^تر(?:ین|ی)?$/.test(after) && lexicon.has(second)) return joiner(first);
      if (first === "خوش" || isVerb(second, lexicon) || isVerb(after, lexicon) || (before !== undefined && MEASURES.test(before)))
        return undefined;
      return lexicon.has(first + joiner(first) + second) ? joiner(first) : undefined;
    case "تک":
      return isAdjective(second, lexicon) && second.length > 3 ? joiner(first) : undefined;
    case "فرا":
    case "پسا":
    case "برون":
    case "درون":
      return isAdjective(second, lexicon) && after !== "که" ? joiner(first) : undefined;
    case "بلا":
      return lexicon.has(first + second) ? "" : undefined;
    case "شبه":
      return before !== "وجه" && second.length > 3 && lexicon.isPlural(second) ? joiner(first) : undefined;
    default:
      return undefined;
  }
}

/** Whether a word is a form of a verb that is no copula: کم حرف زد, but کم حرف است. */
function isVerb(word: string | undefined, lexicon: Lexicon): boolean {
  if (word === undefined || /^(?:ن?(?:است|بود|هست|شد|شو|باش)|نیست)/.test(word)) return false;
  return /^ن?می\u200C/.test(word) || lexicon.isVerb(word) || (/^[نب]/.test(word) && lexicon.isVerb(word.slice(1)));
}

/** Whether a word is made of a noun by ی, and no form of a verb: مرزی. */
function isAdjective(word: string, lexicon: Lexicon): boolean {
  return word.endsWith("ی") && lexicon.has(word) && lexicon.isPlural(word.slice(0, -1)) && !lexicon.isVerb(word);
}
