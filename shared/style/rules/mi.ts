import { ZWNJ } from "../letters.ts";
import { insertInto, joinNext, type Rule } from "../style-text.ts";
import type { Lexicon } from "../lexicon.ts";

/** After these, می is wine or the month of May, and نمی a little moisture: no verb follows them directly. */
const NOUN_BEFORE = new Set(
  "از به با بی جام ساغر پیاله قدح ساقی خمره کوزه سبوی شراب باده ماه معشوق بهای طعم بوی درباره برای مثل همچون جز واژه کلمه لفظ بطری جرعه پیمانه سبو صراحی مینای عطر".split(
    " ",
  ),
);

/** After these too, نمی is a little moisture: خاک نمی دارد. */
const MOIST_BEFORE = new Set("اندکی کمی خاک زمین هوا هوای شبنم رطوبت".split(" "));

/** After these, a noun at once makes the pair with می a phrase about wine. */
const WINE = /(?<!\p{L})(?:ساقی|میخانه|میکده|باده|ساغر|شراب|خرابات|پیاله|جام می|انگور|خمار)/u;

/** Only after these نمی is a part of the verb دارد (نگه نمی‌دارد); else something is moist (خاک نمی دارد). */
const BEFORE_DARAD =
  /^(?:نگه|نگاه|بر|باز|وا|روا|ابراز|اظهار|اعلام|دوست|گرامی|مصون|عرضه|معطوف|مقرر|مبذول|بیان|پاس|محفوظ|زنده|دریافت|ارسال|تقدیم|معمول|منظور|مشغول|عزیز|پنهان|مخفی|بازداشته|مانع|سر|فرو|دست)$/;

/** Words that begin as a verb with می would. */
const NO_VERBS = new Set("میدانی میران میرید نمیرید نمیرد نمیرم نمیرند میری میرم میرد میبد میشان".split(" "));

/** Verbs that the dictionary also has joined. */
const VERBS = new Set("میروند میگوید میگویی میتاخت".split(" "));

/** Preverbs, which may stand before می. */
const PREVERB = "بر|باز|در|فرا|فرو|وا|ور";
const JOINED = new RegExp(`^((?:${PREVERB})?ن?می)([^\u200C].*)$`);

function isNounBefore(before: string, mi: string): boolean {
  return NOUN_BEFORE.has(before) || (mi === "نمی" && MOIST_BEFORE.has(before));
}

/** Whether می may stand before the form, also one with an older spelling (می‌گوئیم), and one with a pronoun at its end (می‌بیندش). */
function isVerb(form: string, lexicon: Lexicon): boolean {
  if (lexicon.isVerb(form) || (form.includes("ئی") && lexicon.isVerb(form.replace("ئی", "یی")))) return true;
  const stem = /^(.{2,}[دمن])(?:ش|شان|تان|مان)$/.exec(form)?.[1];
  return stem !== undefined && lexicon.isVerb(stem) && !lexicon.has(form);
}

/** می and نمی stand before their verb with a ZWNJ: می‌شود. */
export const mi: Rule = function* (style) {
  const { words, lexicon, text } = style;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (
      /^(?:ه|(?:بر|باز|در|فرا|فرو|وا|ور)?ن?)می$/.test(word.plain) &&
      next &&
      (style.spaceAfter(index) || /^[-_‐]$/.test(text.slice(word.end, next.start)))
    ) {
      if (!style.isProse(word.start, next.end) || !isVerb(next.plain, lexicon)) continue;
      const before = words[index - 1];
      const noun = before && style.spaceAfter(index - 1) && isNounBefore(before.plain.replace(/ٔ$/, ""), word.plain);
      const wine = word.plain === "می" && WINE.test(text) && /^(?:نوش|خور|ریخ|ریز|ده|داد|زد|زن|گیر|گرفت|خواست|آور)/.test(next.plain);
      const passive = next.plain.endsWith("ه") && style.spaceAfter(index + 1) && words[index + 2]!.plain.startsWith("شد");
      const moisture = word.plain === "نمی" && /^(?:دار|داشت)/.test(next.plain) && !BEFORE_DARAD.test(before?.plain ?? "");
      // Wine that was made, not a verb: می ساخته شد.
      if (noun || wine || moisture || passive) continue;
      yield joinNext(style, "mi", index, ZWNJ);
    } else if (style.isProse(word.start, word.end) && !NO_VERBS.has(word.plain)) {
      const joined = JOINED.exec(word.plain);
      if (!joined || !isVerb(joined[2]!, lexicon) || (lexicon.has(word.plain) && !VERBS.has(word.plain))) continue;
      yield insertInto(word, "mi", joined[1]!.length, ZWNJ);
    }
  }
};
