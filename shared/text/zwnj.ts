import { detectDirection } from "./direction.ts";
import { ZWNJ } from "./plain.ts";

/** What stands on the letter before it or beside it, unseen. */
const UNSEEN_END = /[\p{Mn}\p{Cf}]+$/u;
const DIGITS_END = /\p{Nd}+$/u;
const LAST = /.$/su;

/** How much of the text before the caret is looked at, in UTF-16 units. */
export const ZWNJ_LOOKS_AT = 64;

/**
 * What the key for the half-space types (TX12): a ZWNJ behind a letter that could join, a space behind Latin, and nothing where
 * neither would be seen: behind a space, another ZWNJ, or at the start.
 * @param before the text of the block or field before the caret; its last `ZWNJ_LOOKS_AT` units do
 */
export function halfSpaceAfter(before: string): typeof ZWNJ | " " | "" {
  if (before.endsWith(ZWNJ)) return "";
  const seen = before.slice(-ZWNJ_LOOKS_AT).replace(UNSEEN_END, "");
  if (seen === "" || /\s$/u.test(seen)) return "";
  const letter = LAST.exec(seen.replace(DIGITS_END, ""))?.[0] ?? "";
  return detectDirection(letter) === "ltr" ? " " : ZWNJ;
}
