/** What stands between two blanks and has a letter or a digit. */
const WORD = /[^\s\p{L}\p{N}]*[\p{L}\p{N}]\S*/gu;

/** Words of `text` as newsrooms count them: by blanks. A ZWNJ joins: «می‌رود» is one word; a sign alone is none (TX11). */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}
