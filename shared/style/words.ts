import { FALSE_ZWNJ, HARAKAT, LETTER, PERSIAN_LETTERS, ZWNJ } from "./letters.ts";

/** A word of Persian letters in a text. */
export interface Word {
  /** Offsets of its first letter, and after its last; a ZWNJ at its edge is outside. */
  readonly start: number;
  readonly end: number;
  /** As a dictionary writes it: Persian letters, no harakat but tanvin and hamza, no kashida, single ZWNJs. */
  readonly plain: string;
  /** Offsets in the text of the characters of `plain`. */
  readonly at: readonly number[];
}

/** Longer runs of letters are no words. */
const LONGEST = 80;

const KASHIDA = "ـ";
const TANVIN = "ً";

function inWord(char: string): boolean {
  return LETTER.test(char) || char === ZWNJ || char === KASHIDA || char === "\u200D" || FALSE_ZWNJ.test(char);
}

/** The words of a text, in order. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let index = 0;
  while (index < text.length) {
    if (!LETTER.test(text[index]!)) {
      index += 1;
      continue;
    }
    let after = index;
    while (after < text.length && inWord(text[after]!)) after += 1;
    let end = after;
    while (!LETTER.test(text[end - 1]!)) end -= 1;
    if (end - index <= LONGEST) words.push(readWord(text, index, end));
    index = after;
  }
  return words;
}

function readWord(text: string, start: number, end: number): Word {
  let plain = "";
  const at: number[] = [];
  for (let index = start; index < end; index++) {
    const char = text[index]!;
    if (char === KASHIDA || char === "\u200D" || (HARAKAT.test(char) && char !== TANVIN)) continue;
    const letter = FALSE_ZWNJ.test(char) ? ZWNJ : (PERSIAN_LETTERS.get(char) ?? char);
    if (letter === ZWNJ && plain.endsWith(ZWNJ)) continue;
    plain += letter;
    at.push(index);
  }
  return { start, end, plain, at };
}

/** A listed word, or several with spaces between them, in the plain form in which texts are read. */
export const plainOf = (written: string): string =>
  written
    .split(" ")
    .map((part) => readWord(part, 0, part.length).plain)
    .join(" ");
