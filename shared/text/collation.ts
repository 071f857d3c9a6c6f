import { foldedWords } from "./search.ts";

const ALPHABET = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const FIRST = 0xe000;
const RANKS = new Map(Array.from(ALPHABET, (letter, rank) => [letter, String.fromCharCode(FIRST + rank)] as const));
/** Sorts after every other key. */
const UNTITLED = "\uFFFD";

/** A key by which titles sort in the order of the Persian alphabet (LB3), in any store that compares code points: signs are left out, spelling is folded. Part of a title has part of its key. */
export function titleKey(title: string): string {
  return partOfTitleKey(title) || UNTITLED;
}

/** Key of what may stand within a title; empty when there is no letter in it. */
export const partOfTitleKey = (text: string): string =>
  foldedWords(text)
    .join(" ")
    .replace(/\p{Script=Arabic}/gu, (letter) => RANKS.get(letter) ?? letter);
