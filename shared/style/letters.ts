/** Which characters the rules of Persian style speak of. */

export const ZWNJ = "\u200C";

/** Letters of Persian words, with those of Arabic keyboards, hamza and harakat; no digits and no punctuation. */
export const LETTER = /[\u0621-\u063A\u0641-\u065F\u0670-\u06D3\u06D5\uFB50-\uFBFF\uFE80-\uFEFC]/;

/** Characters that stand for a ZWNJ where somebody did not find it: RLM, the not sign, soft hyphen, zero-width space, BOM. */
export const FALSE_ZWNJ = /[\u200F\u00AC\u00AD\u200B\uFEFF]/;

/** Harakat, shadda and sukun, and the superscript alef. */
export const HARAKAT = /[\u064B-\u0652\u0670]/;

/** Letters that never join to the next one, after which a ZWNJ changes nothing. */
const NOT_JOINING = /[اأإآدذرزژوؤءةٱ]$/;

/** Letters that Arabic keyboards write and Persian does not, with the Persian ones. */
export const PERSIAN_LETTERS: ReadonlyMap<string, string> = new Map([
  ["ي", "ی"],
  ["ى", "ی"],
  ["ې", "ی"],
  ["ۍ", "ی"],
  ["ے", "ی"],
  ["ك", "ک"],
  ["ڪ", "ک"],
  ["ہ", "ه"],
  ["ە", "ه"],
  ["ھ", "ه"],
]);

/** Whether a word joins to what follows it without a ZWNJ, so that one is needed before a suffix. */
export function joins(word: string): boolean {
  return !NOT_JOINING.test(word);
}

/** What stands between a word and a suffix: nothing after a letter that does not join. */
export function joiner(word: string): string {
  return joins(word) ? ZWNJ : "";
}
