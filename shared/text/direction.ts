/** Which way a text runs. */
export type Direction = "rtl" | "ltr";

/** Blocks of Unicode whose letters run right to left, as the inside of a character class. */
const RTL_BLOCKS = "\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFE\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}";
/** What is in these blocks and has no direction of its own: marks, Arabic digits, signs of numbers, and some symbols. */
const NEUTRAL_RTL =
  "\\p{Mn}\\p{Me}\\u0660-\\u0669\\u06F0-\\u06F9\\u{10D30}-\\u{10D39}\\u0600-\\u0607\\u0609\\u060A\\u060C\\u060E\\u060F\\u066A-\\u066C\\u06DD\\u06DE\\u06E9\\u07F6-\\u07F9\\u0890\\u0891\\u08E2" +
  "\\uFB29\\uFD3E-\\uFD4F\\uFDCF\\uFDFD\\u{1091F}\\u{10B39}-\\u{10B3F}\\u{10D6E}\\u{10E60}-\\u{10E7E}\\u{1EEF0}\\u{1EEF1}";
const RTL = `\\u200F|(?![${NEUTRAL_RTL}])[${RTL_BLOCKS}]`;
/** A strong character, or one that begins or ends an isolate. */
const DIRECTIONAL = new RegExp(`(?<rtl>${RTL})|(?<ltr>[\\p{L}\\p{Nl}\\p{Mc}\\u200E])|(?<initiator>[\\u2066-\\u2068])|\\u2069`, "gu");
const LTR_LETTER = new RegExp(`(?=\\p{L})[^${RTL_BLOCKS}]`, "u");
const RTL_LETTER = new RegExp(`(?=\\p{L})[${RTL_BLOCKS}]`, "u");
const RTL_STRONG = new RegExp(RTL, "u");

/**
 * Which way a text runs by its first strong character: a letter, or one of the marks RLM, ALM and LRM. What is isolated is
 * skipped (rule P2 of https://unicode.org/reports/tr9/).
 * @returns null for a text without one: digits and signs run as what surrounds them
 */
export function detectDirection(text: string): Direction | null {
  let depth = 0;
  for (const { groups } of text.matchAll(DIRECTIONAL)) {
    if (groups!["initiator"] !== undefined) depth++;
    else if (groups!["rtl"] === undefined && groups!["ltr"] === undefined) depth = Math.max(0, depth - 1);
    else if (depth === 0) return groups!["rtl"] === undefined ? "ltr" : "rtl";
  }
  return null;
}

/** The strong characters of a text, in order; `index` and `length` in UTF-16 units. */
export function* strongIn(text: string): Generator<{ readonly index: number; readonly length: number; readonly direction: Direction }> {
  for (const { 0: character, index, groups } of text.matchAll(DIRECTIONAL)) {
    if (groups!["rtl"] !== undefined) yield { index, length: character.length, direction: "rtl" };
    else if (groups!["ltr"] !== undefined) yield { index, length: character.length, direction: "ltr" };
  }
}

/** Whether a text has a letter of a script that runs right to left. */
export const hasRightToLeftLetter = (text: string): boolean => RTL_LETTER.test(text);

/** The character at an index, also from the second half of a pair. */
function characterAt(text: string, index: number): string {
  const isSecondHalf = index > 0 && /[\uDC00-\uDFFF]/.test(text[index]!) && /[\uD800-\uDBFF]/.test(text[index - 1]!);
  return String.fromCodePoint(text.codePointAt(isSecondHalf ? index - 1 : index)!);
}

/** Whether the character at an index, in UTF-16 units, is a letter that runs left to right. */
export const isLeftToRightLetter = (text: string, index: number): boolean => LTR_LETTER.test(characterAt(text, index));

/** Whether the character at an index, in UTF-16 units, runs right to left by itself: a letter or a mark of direction. */
export const isRightToLeftCharacter = (text: string, index: number): boolean => RTL_STRONG.test(characterAt(text, index));

/** Whether a text has a letter that runs against a direction. */
export const hasLetterAgainst = (direction: Direction, text: string): boolean =>
  direction === "ltr" ? hasRightToLeftLetter(text) : LTR_LETTER.test(text);

/**
 * Which way a text runs that nobody turned by hand (BD1): as its first strong character does, but where the text around it runs
 * right to left, only a text without any right-to-left letter runs left to right: «iPhone 15 در بازار» is a Persian paragraph.
 * @param base the direction of what surrounds it, which a text without strong characters has
 */
export function directionOfText(text: string, base: Direction): Direction {
  const first = detectDirection(text);
  if (first === "ltr" && base === "rtl" && hasRightToLeftLetter(text)) return "rtl";
  return first ?? base;
}
