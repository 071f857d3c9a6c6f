import type { ListedWord } from "../profile.ts";
import type { Rule } from "../style-text.ts";
import { WORD_LIST } from "../words/word-list.ts";

/** What may follow a listed word. */
const ENDING = /^(?:\u200C?(?:ها(?:ی|یی|یش|یشان)?|ای|اند|اش)|ی|ان|ش|شان|م|ند|ین|\u200C\p{L}+)?$/u;

/** Variants that begin with one word, of which no newsroom has more: each is tried at each place where the word stands. */
const MOST_ALIKE = 200;

type Variants = ReadonlyMap<string, readonly { readonly parts: readonly string[]; readonly spelling: string }[]>;

const indexes = new WeakMap<readonly ListedWord[], Variants>();

/** Variants by their first word. */
function indexOf(list: readonly ListedWord[]): Variants {
  const known = indexes.get(list);
  if (known) return known;
  const index = new Map<string, { parts: readonly string[]; spelling: string }[]>();
  for (const { spelling, variants } of list) {
    for (const variant of variants) {
      const parts = variant.split(" ");
      const same = index.get(parts[0]!);
      if (!same) index.set(parts[0]!, [{ parts, spelling }]);
      else if (same.length < MOST_ALIKE) same.push({ parts, spelling });
    }
  }
  indexes.set(list, index);
  return index;
}

/** The newsroom's words have one spelling. */
export const wordList: Rule = function* (style) {
  const { words } = style;
  for (const list of [style.profile.words, WORD_LIST]) {
    const variants = indexOf(list);
    for (const [index, word] of words.entries()) {
      for (let length = word.plain.length; length >= 2; length--) {
        const known = variants.get(word.plain.slice(0, length));
        if (!known) continue;
        for (const { parts, spelling } of known) {
          const last = words[index + parts.length - 1];
          if (!last || !style.isProse(word.start, last.end) || (parts.length > 1 && length < word.plain.length)) continue;
          const rest = parts.every(
            (part, at) => at === 0 || (style.spaceAfter(index + at - 1) && words[index + at]!.plain.startsWith(part)),
          );
          const covered = parts.length === 1 ? length : parts.at(-1)!.length;
          if (!rest || !ENDING.test(last.plain.slice(covered))) continue;
          yield { kind: "word-list", start: word.start, end: last.at[covered] ?? last.end, replacement: spelling };
        }
      }
    }
  }
};
