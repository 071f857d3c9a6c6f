/** A part of a text that runs left to right by itself, in UTF-16 units. */
export interface Isolate {
  readonly from: number;
  readonly to: number;
}

/** Longer texts are not looked through while one types in them, in UTF-16 units. */
export const LONGEST_SCANNED = 20_000;

const DIGIT = "[0-9\\u0660-\\u0669\\u06F0-\\u06F9]";
const HYPHEN = "[-\\u2010-\\u2013\\u2212]";
const LATIN = "[A-Za-z\\u00C0-\\u024F]";
/** Names that end in a sign that elsewhere ends a sentence. */
const NAMES = "Yahoo!|Joomla!|Jeopardy!|Yum!";

/** In this order, the longest first where two begin alike. Each is of bounded length, so that no text takes long. */
const PATTERNS = [
  // Addresses, which go on to the next space without the signs that end a sentence.
  '(?:https?://|www\\.)[^\\s<>"«»\\u0600-\\u06FF]{0,2000}[^\\s<>"«».,;:!?)\\]}\'\\u0600-\\u06FF]',
  "[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}",
  // Phone numbers: groups of digits, the first of which may have a sign, a code or brackets.
  `\\+${DIGIT}{1,3}(?:[ \\u00A0-]?\\(?${DIGIT}{2,12}\\)?){1,6}`,
  `\\(${DIGIT}{2,4}\\)[ \\u00A0]?${DIGIT}{3,8}(?:${HYPHEN}${DIGIT}{2,8}){0,4}`,
  // ISO dates, and numbers with hyphens: phones, scores, numbers of books.
  `${DIGIT}{4}-${DIGIT}{2}-${DIGIT}{2}(?:T${DIGIT}{2}:${DIGIT}{2}(?::${DIGIT}{2})?(?:Z|[+-]${DIGIT}{2}:${DIGIT}{2})?)?`,
  `${DIGIT}{1,14}(?:${HYPHEN}${DIGIT}{1,14}){1,6}`,
  // Sums and parts of a hundred.
  `[$€£¥]${DIGIT}{1,18}(?:[.,٫٬]${DIGIT}{1,18}){0,6}`,
  `${DIGIT}{1,18}(?:[.,٫٬]${DIGIT}{1,18}){0,6}%`,
  // Times and versions.
  `[vV]?${DIGIT}{1,8}(?:\\.${DIGIT}{1,8}){2,5}(?:-[A-Za-z][\\w.]{0,20})?`,
  `${DIGIT}{1,2}:${DIGIT}{2}(?::${DIGIT}{2})?`,
  NAMES,
  `${LATIN}\\w{0,30}(?:\\+\\+?|#)`,
  `[#@]${LATIN}\\w{0,60}`,
].join("|");

const ISOLATE = new RegExp(`(?<![\\w\\p{L}\\p{Nd}])(?:${PATTERNS})(?![\\w\\p{L}\\p{Nd}])`, "gu");
const RTL_CONTEXT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE]/;
const ANY = /[0-9A-Za-z\u0660-\u0669\u06F0-\u06F9]/;

/**
 * The parts of a text that stand in order only where they are isolated from right-to-left text around them: phone numbers, dates,
 * times, scores, versions, percentages, sums, addresses, and names like C++ (BD20).
 * @param isRtl whether the text runs right to left; one that does not, and has no right-to-left letter, needs none
 */
export function automaticIsolates(text: string, isRtl: boolean): Isolate[] {
  if (text.length > LONGEST_SCANNED || !ANY.test(text) || !(isRtl || RTL_CONTEXT.test(text))) return [];
  return Array.from(text.matchAll(ISOLATE), ({ index, 0: { length } }) => ({ from: index, to: index + length }));
}
