import { isLeftToRightLetter, isRightToLeftCharacter } from "./direction.ts";

/** A part of a text that runs left to right by itself, in UTF-16 units. */
export interface Isolate {
  readonly from: number;
  readonly to: number;
}

/** Longer texts are not looked through while one types in them, in UTF-16 units. */
export const LONGEST_SCANNED = 20_000;

const DIGIT = "[0-9\\u0660-\\u0669\\u06F0-\\u06F9]";
const ZERO = "[0\\u0660\\u06F0]";
const HYPHEN = "[-\\u2010-\\u2013\\u2212]";
const CURRENCY = "[$€£¥]";
const LATIN = "[A-Za-z\\u00C0-\\u024F]";
const NUMBER = `${DIGIT}{1,18}(?:[.,٫٬]${DIGIT}{1,18}){0,6}`;
/** A number with what says of what it is. */
const AMOUNT = `(?:${CURRENCY}${NUMBER}(?:[KMBkmb]n?)?|${NUMBER}(?:%|${CURRENCY}|°[CF]?)?)`;
const TIME = `${DIGIT}{1,2}:${DIGIT}{2}(?::${DIGIT}{2})?`;
const IN_ADDRESS = '[^\\s<>"«»\\u0600-\\u06FF]';
/** A sign that ends a sentence does not end an address. */
const END_OF_ADDRESS = "[^\\s<>\"«».,;:!?)\\]}'\\u0600-\\u06FF]";
/** Names that end in a sign that elsewhere ends a sentence. */
const NAMES = "Yahoo!|Joomla!|Jeopardy!|Yum!";

/** In this order, the longest first where two begin alike. Each is of bounded length, so that no text takes long. */
const PATTERNS = [
  // Addresses, which go on to the next space.
  `(?:[A-Za-z][A-Za-z\\d+.-]{1,10}://|www\\.)${IN_ADDRESS}{0,2000}${END_OF_ADDRESS}`,
  `(?:[A-Za-z\\d-]{1,63}\\.){1,6}[A-Za-z]{2,24}(?::\\d{1,5})?/(?:${IN_ADDRESS}{0,2000}${END_OF_ADDRESS})?`,
  "[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}",
  // Phone numbers: groups of digits, the first of which has a sign, a code or brackets, or begins with a zero.
  `\\+${DIGIT}{1,3}(?:[ \\u00A0-]?\\(?${DIGIT}{2,12}\\)?){1,6}`,
  `\\(${DIGIT}{2,4}\\)[ \\u00A0]?${DIGIT}{3,8}(?:${HYPHEN}${DIGIT}{2,8}){0,4}`,
  `${ZERO}${DIGIT}{2,4}[ \\u00A0]${DIGIT}{3,8}(?:[ \\u00A0]${DIGIT}{2,8}){0,3}`,
  // ISO dates; numbers, sums and parts with hyphens between them: phones, scores, numbers of books, ranges.
  `${DIGIT}{4}-${DIGIT}{2}-${DIGIT}{2}(?:T${DIGIT}{2}:${DIGIT}{2}(?::${DIGIT}{2})?(?:Z|[+-]${DIGIT}{2}:${DIGIT}{2})?)?`,
  `${AMOUNT}(?:${HYPHEN}${AMOUNT}){1,6}`,
  // Sums, parts of a hundred, and what has a sign before it; between two numbers that is none.
  `(?<!${DIGIT}\\s)[-+\\u2212]${AMOUNT}`,
  `${CURRENCY}${NUMBER}(?:[KMBkmb]n?)?`,
  `${NUMBER}(?:%|${CURRENCY})`,
  // Versions, addresses of computers, and times.
  `[vV]?${DIGIT}{1,8}(?:\\.${DIGIT}{1,8}){1,5}-[A-Za-z][\\w.]{0,20}`,
  `[vV]?${DIGIT}{1,8}(?:\\.${DIGIT}{1,8}){2,5}(?::${DIGIT}{1,5})?`,
  `${TIME}(?:${HYPHEN}${TIME})?`,
  // Names, with the number that belongs to one.
  `(?:${NAMES}|${LATIN}\\w{0,30}(?:\\+\\+?|#))(?:[ \\u00A0]\\d{1,8}(?:\\.\\d{1,8}){0,5})?`,
  `[#@]${LATIN}\\w{0,60}`,
].join("|");

/** A part of a number, alone, would take it apart. */
const ISOLATE = new RegExp(`(?<![\\w\\p{L}\\p{Nd}]|\\p{Nd}[.,:/٫٬])(?:${PATTERNS})(?![\\w\\p{L}\\p{Nd}]|[.,:/٫٬]\\p{Nd})`, "gu");
const RTL_CONTEXT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE]/;
const ANY = /[0-9A-Za-z\u0660-\u0669\u06F0-\u06F9]/;
/** Where a sentence of right-to-left words goes on, or what is isolated otherwise. */
const PARTS = /[،؛؟«»\u2028\uFFFC\u2066-\u2069]/;
/** What parts words of a sentence, and not a sentence from the next. */
const PARTS_NO_SENTENCE = /[\s\p{Nd}(/&+:\u2010-\u2013-]/u;
const WORD = /[\w\p{L}\p{M}\p{Nd}]/u;

/**
 * The parts of a text that stand in order only where they are isolated from right-to-left text around them: phone numbers, dates,
 * times, scores, versions, percentages, sums, addresses, and names like C++ (BD20). What stands in Latin words takes these along.
 * @param isRtl whether the text runs right to left; one that does not, and has no right-to-left letter, needs none
 */
export function automaticIsolates(text: string, isRtl: boolean): Isolate[] {
  if (text.length > LONGEST_SCANNED || !ANY.test(text) || !(isRtl || RTL_CONTEXT.test(text))) return [];
  const found: Isolate[] = [];
  let words: Words = { from: 0, letter: -1, to: 0 };
  for (const { index, 0: part } of text.matchAll(ISOLATE)) {
    const last = found.at(-1) ?? { from: 0, to: 0 };
    const to = index + part.length;
    // The Latin words around the one before reach into it.
    if (index < last.to) found[found.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    if (index < last.to) continue;
    if (isRtl && !(words.from <= to && to <= words.letter)) words = wordsBehind(text, to);
    found.push(isRtl ? withLatinWords(text, { from: index, to }, last.to, words) : { from: index, to });
  }
  return found;
}

/**
 * Digits behind Latin words stand in order with them, and would not where they alone are isolated: Boeing 737-800. Neither would a
 * name before Latin words. What a sentence parts from the words before it belongs to the right-to-left text, but among Latin words.
 * @param least how far back at most
 * @param words those that follow
 */
function withLatinWords(text: string, isolate: Isolate, least: number, words: Words): Isolate {
  const to = Math.max(isolate.to, words.to);
  const from = startOfLatin(text, isolate.from, least, to > isolate.to);
  if (!isOpen(text, from, to)) return { from, to };
  return text[to] === ")" ? { from, to: to + 1 } : isolate;
}

/** Latin words behind an index without a right-to-left one between. */
interface Words {
  /** The index. */
  readonly from: number;
  /** The first Latin letter; where there is none, what ends the search. */
  readonly letter: number;
  /** Behind the last word, with its number; 0 where there is none. */
  readonly to: number;
}

function wordsBehind(text: string, from: number): Words {
  let letter = -1;
  let to = 0;
  let at = from;
  for (; at < text.length && !PARTS.test(text[at]!) && !isRightToLeftCharacter(text, at); at++) {
    if (letter < 0 && isLeftToRightLetter(text, at)) letter = at;
    if (letter >= 0 && WORD.test(text[at]!)) to = at + 1;
  }
  return { from, letter: letter < 0 ? at : letter, to };
}

/** Where the Latin words begin that stand before an index without a right-to-left one between. */
function startOfLatin(text: string, from: number, least: number, isAmongLatin: boolean): number {
  let start = from;
  for (let at = from - 1; at >= least && !PARTS.test(text[at]!) && !isRightToLeftCharacter(text, at); at--) {
    if (isLeftToRightLetter(text, at)) start = at;
    else if (start === from && !isAmongLatin && !PARTS_NO_SENTENCE.test(text[at]!)) return from;
  }
  while (start < from && start > least && WORD.test(text[start - 1]!) && !isRightToLeftCharacter(text, start - 1)) start--;
  return start;
}

/** Whether a bracket is not closed. */
function isOpen(text: string, from: number, to: number): boolean {
  let open = 0;
  for (let at = from; at < to; at++) open += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
  return open > 0;
}
