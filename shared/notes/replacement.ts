import { plainText } from "../text/plain.ts";

/** Longest text that is proposed, and longest that is proposed for, in UTF-16 units. */
export const LONGEST_REPLACEMENT = 2000;

/** Explicit bidi controls, which would also turn the text behind them; the stand-in for embedded content. Marks and joiners stay. */
const STRIPPED = /[\u202A-\u202E\u2066-\u2069\uFFFC]/g;

/**
 * Makes text that is proposed fit for the inside of one block: no control characters, no line ends, no bidi overrides.
 * @returns null for any value but a text
 */
export function readReplacement(value: unknown): string | null {
  if (typeof value !== "string") return null;
  // Cut first: it may be 10 MB long. A pair that this cuts is left out whole.
  const short = value.length > LONGEST_REPLACEMENT ? value.slice(0, LONGEST_REPLACEMENT).replace(/[\uD800-\uDBFF]$/, "") : value;
  return plainText(short)
    .replace(/[\n\t]+/g, " ")
    .replace(STRIPPED, "");
}
