/** Where no rule may look: Latin, addresses, code, abbreviations, Arabic; and verse, where words keep their poet's spelling. */

import { HARAKAT, LETTER } from "./letters.ts";
import { TANVIN_WORDS } from "./words/tanvin.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Word } from "./words.ts";

/** Nothing here is looked at. */
export const OPAQUE = 1;
/** Words are left as they are; spaces, marks and letters are looked at. */
export const VERSE = 2;
/** Arabic: its letters, marks and words are right as they are. */
export const ARABIC = 4;

const LATIN = "A-Za-z\\u00C0-\\u024F";

/** Units in Latin letters, with the number before them. */
const UNIT = "[kmc]?m|[kKMGT]?B|[kMG]?Hz|k?g|[km]?W|m?V|mAh|fps|ms|nm|mph|dpi";

/** What is counted in Persian after a Latin word, so that the number is not a part of a name (iPhone 15). */
const COUNTED = "درصد|نفر|میلیون|میلیارد|هزار|دلار|تومان|ریال|یورو|سال|روز|ماه|ساعت|دقیقه|مورد|بار|درجه|کارمند|کشور|شهر";

/** A number with its unit, or one that the word begins with: 20 km, 5G. */
const NUMBER_BEFORE = `(?:(?<![\\d.,])\\d[\\d.,]*(?: (?=(?:${UNIT})(?![A-Za-z])))?)?`;
const LATIN_WORD = `(?:\\.(?=[${LATIN}]))?[${LATIN}_](?:[${LATIN}0-9_]|[.+#&'’/:@%*=^~\\\\-](?=[${LATIN}0-9_+#]))*(?:\\+\\+|#|!(?=\\S))?`;
const BETWEEN = "(?:[,.:;&?!]? |[,&/–-])";
/** Another word, or the number of a name. */
const NEXT_WORD = `(?:[${LATIN}]|\\d[\\d.,]*(?![\\d./:٪%])(?! (?:${COUNTED})(?!\\p{L}))(?=$|[^\\u0600-\\u06FF]))(?:[${LATIN}0-9_]|[.+#&'’/:@-](?=[${LATIN}0-9_]))*`;

/** Code, tags, addresses, hashtags, and straight quotations in Latin: no prose of any language. */
export const NO_PROSE: readonly RegExp[] = [
  /`[^`\n]+`/g,
  /<\/?[a-z][^<>]*>/gi,
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s«»،؛]+/gi,
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<![\p{L}\p{N}._-])(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|ir|info|edu|gov|io|fa|me|uk|af|tj|news|blog|tv)(?:\/[^\s«»،؛]*)?(?![\w])/giu,
  /[#@][\p{L}\p{N}_\u200C]+/gu,
  // A straight quotation with Latin and no Persian in it.
  /["“'‘][^"“”'‘’\u0600-\u06FF]*[A-Za-z][^"“”'‘’\u0600-\u06FF]*["”'’]/g,
];

const OPAQUE_PARTS = [
  ...NO_PROSE,
  // Latin words, with the digits and marks within and between them.
  new RegExp(`${NUMBER_BEFORE}${LATIN_WORD}(?:${BETWEEN}${NEXT_WORD})*`, "gu"),
  // Telephone numbers at home,
  /(?<!\d)0\d{2,3}[- ]\d{3,8}(?:[- ]\d{2,4})*(?!\d)|(?<!\d)09\d{9}(?!\d)/g,
  // and of other countries, codes that are dialled, ISO dates, versions and addresses of computers.
  /\+\d[\d ()-]{6,}\d/g,
  /(?<![\d*#])[*#](?:\d+[*#])+/g,
  /(?<!\d)\d{4}-(?:0\d|1[0-2])(?![\d-])/g,
  /(?<!\d)\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?(?!\d)/g,
  /(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])/g,
  // A file that was saved again: news(2).docx.
  /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+\(\d+\)\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])/g,
  // The number of a standard with its year: ISO 9001:2015.
  /(?<=[A-Za-z] )\d{3,5}:(?:19|20)\d\d(?!\d)/g,
  // Single letters with points, as in ج.ا.ا, ه‍.ش. and م. ر. احمدی; and one letter before a name.
  /(?<![\p{L}\p{M}\u200C])(?:[\u0621-\u06CC](?:[\u200C\u0640]|\u200D)*\.\s?){2,}(?:[\u0621-\u06CC](?![\p{L}\p{M}]))?/gu,
  /(?<![\p{L}\p{M}\u200C])[\u0621-\u06CC](?:[\u200C\u0640]|\u200D)*\.[\u0621-\u06CC](?:[\u200C\u0640]|\u200D)*(?![\p{L}\p{M}])\.?/gu,
  /(?<![\p{L}\p{M}\u200C\u0640])(?!و)[\u0621-\u06CC](?:[\u200C\u0640]|\u200D)*\. (?=[\p{L}])/gu,
  /(?<![\p{L}\p{M}])ه[\u200D\u0640](?![\p{L}])/gu,
  // (ص), (ع), (س), (ره), (عج)
  / ?[([](?:ص|ع|س|ره|رض|قس|عج|ق|ش|م|سلام الله علیها|علیه السلام|صلی الله علیه و آله)[)\]]/g,
];

/** How many words half of a verse has at most, with who said it before it. */
const LONGEST_HALF = 14;

const QURAN = /[\uFD3E﴿][^\uFD3E\uFD3F]*[\uFD3F﴾]/g;
const QUOTATION = /«[^«»]*»|“[^“”]*”|"[^"]*"|\([^()]*\)/g;
/** A quotation with letters that only Arabic has, and none that only Persian has. */
const ARABIC_ONLY = /^(?!.*[یکپچژگ])(?=.*[يك])(?=.*(?:[إة]|[\s«“"]أ))/s;
const PRAYERS =
  /(?:بسم الله الرحمن الرح[یي]م|صل[یىي] الله عل[یي]ه(?: ?و ?[آا]له)?(?: ?و ?سلم)?|عل[یي]ه السلام|ان ?شاء ?الله|ما ?شاء ?الله|لا [اإ]له [اإ]لا الله|الله اکبر|اللهم (?:[^«»"،؛.!؟\n]*)|السلام عل[یيى](?:ک|ك|کم|كم)(?: [^«»"،؛.!؟\n]*)?|لبي[كک](?: [^«»"،؛.!؟\n]*)?|[اإ]نا لله و ?[اإ]نا [اإ]ل[یي]ه راجعون)/g;

/** A mark for each UTF-16 unit of the text: 0, or what protects it. */
export function protect(text: string, words: readonly Word[], lexicon: Lexicon): Uint8Array {
  const mask = new Uint8Array(text.length);
  const mark = (start: number, end: number, as: number): void => {
    for (let index = start; index < end; index++) mask[index]! |= as;
  };
  for (const part of OPAQUE_PARTS) for (const { index, 0: found } of text.matchAll(part)) mark(index, index + found.length, OPAQUE);
  for (const { index, 0: found } of text.matchAll(QURAN)) mark(index, index + found.length, OPAQUE);
  for (const { index, 0: found } of text.matchAll(PRAYERS)) mark(index, index + found.length, ARABIC);
  for (const { index, 0: found } of text.matchAll(QUOTATION)) {
    const end = index + found.length;
    const within = words.filter((word) => word.start >= index && word.end <= end);
    if (ARABIC_ONLY.test(found) || isArabic(text, within, lexicon) || isSaidToBeArabic(text.slice(Math.max(0, index - 25), index), found))
      mark(index + 1, end - 1, ARABIC);
    else if (isVerse(found)) mark(index, end, VERSE);
  }
  if (isVerse(text) && !/[«“"][^»”"]*\s[/*]+\s[^«“"]*[»”"]/.test(text)) mark(0, text.length, VERSE);
  markArabicRuns(text, words, lexicon, mark);
  return mask;
}

function harakatIn(written: string): number {
  let marks = 0;
  for (const char of written) if (HARAKAT.test(char)) marks += 1;
  return marks;
}

/** How a word speaks for Arabic: 2 for its harakat or its letters, 1 for its article, 0. */
function arabic(text: string, { start, end, plain }: Word, lexicon: Lexicon): number {
  const written = text.slice(start, end);
  if (harakatIn(written) >= 2 || written.includes("ٱ")) return 2;
  if (lexicon.has(plain)) return 0;
  if (/^(?:و|ب|ف|ل|ك)?(?:ال|لل)\p{L}{2,}/u.test(written)) return /[يىةأإك]/.test(written) ? 2 : 1;
  if (written.includes("إ")) return /[يىةك]/.test(written) ? 2 : 1;
  if (/[ةإ]/.test(written) && /[يك]/.test(written)) return 2;
  if (/[يىك].*اً$/.test(written) && !TANVIN_WORDS.has(plain.slice(0, -1))) return 2;
  return /^أ|ة$/.test(written) ? 1 : 0;
}

function isArabic(text: string, words: readonly Word[], lexicon: Lexicon): boolean {
  if (words.length === 0) return false;
  const points = words.map((word) => arabic(text, word, lexicon));
  const speaking = points.filter((point) => point > 0).length;
  return points.includes(2) ? speaking * 3 >= words.length : words.length > 1 && speaking * 2 >= words.length;
}

/** Whether a quotation is announced as Arabic, and written in its letters only. */
function isSaidToBeArabic(before: string, quotation: string): boolean {
  return /عربی[^.؟!«»]{0,20}$/.test(before) && /[يكىةأإ]/.test(quotation) && !/[یکپچژگ]/.test(quotation);
}

/** Outside of quotations: two vocalised words beside each other, or a word with the article and Arabic letters. */
function markArabicRuns(
  text: string,
  words: readonly Word[],
  lexicon: Lexicon,
  mark: (start: number, end: number, as: number) => void,
): void {
  const points = words.map((word) => arabic(text, word, lexicon));
  for (const [index, word] of words.entries()) {
    if (points[index] !== 2) continue;
    const vocalised = harakatIn(text.slice(word.start, word.end)) >= 2;
    if (vocalised && points[index - 1] !== 2 && points[index + 1] !== 2) {
      mark(word.start, word.end, ARABIC);
      continue;
    }
    let end = index;
    while (end + 1 < words.length && points[end + 1]! > 0 && text.slice(words[end]!.end, words[end + 1]!.start) === " ") end += 1;
    mark(word.start, words[end]!.end, ARABIC);
  }
}

/** Two halves of a verse with a slash between them; longer ones are prose (سیاسی / فرهنگی). */
function isVerse(text: string): boolean {
  const halves = text.split(/\s[/*]+\s/);
  return halves.length > 1 && halves.every((half) => !/\d|[۰-۹]/.test(half) && isHalf(half));
}

function isHalf(half: string): boolean {
  const words = half.split(/\s+/).filter((part) => LETTER.test(part)).length;
  return words >= 3 && words <= LONGEST_HALF;
}
