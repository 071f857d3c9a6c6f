import type { Note, NoteKind } from "../../shared/style/finding.ts";

/** A finding in an article: what is drawn, and what an accepted one writes. */
export interface PlacedFinding {
  readonly kind: NoteKind;
  /** The text that is underlined. */
  readonly drawn: string;
  /** What of it is replaced, from where in it, and by what. */
  readonly offset: number;
  readonly length: number;
  readonly replacement: string;
  /** The words around the edit, before and after it; of a misspelt word nothing is known after it. */
  readonly words: string;
  readonly mended: string;
  /** What stands around these words, to tell one place from others with the same words. */
  readonly context: string;
}

/** A finding with the range of its block's text that is underlined. */
export interface Drawn {
  readonly placed: PlacedFinding;
  readonly from: number;
  readonly to: number;
}

/** Characters of a word that are shown at most. */
const LONGEST = 40;
/** Characters on each side that tell one place from another. */
const CONTEXT = 24;

/** @param text of the block that the finding is in */
export function placeFinding(text: string, { kind, start, end, replacement }: Note): Drawn {
  if (kind === "spelling") return placeMisspelt(text, start, end);
  const isBetween = start === end || /[\s\u200C]/.test(text.slice(start, end) + replacement);
  const from = start - reach((at) => text[start - 1 - at], isBetween);
  const to = end + reach((at) => text[end + at], isBetween);
  const words = text.slice(from, to);
  const mended = text.slice(from, start) + replacement + text.slice(end, to);
  const [first, last] = isBetween ? [from, to] : [start, end];
  const placed: PlacedFinding = {
    kind,
    drawn: text.slice(first, last),
    offset: start - first,
    length: end - start,
    replacement,
    words,
    mended,
    context: contextOf(text, from, to),
  };
  return { placed, from: first, to: last };
}

function placeMisspelt(text: string, from: number, to: number): Drawn {
  const word = text.slice(from, to);
  const context = contextOf(text, from, to);
  const length = to - from;
  return { placed: { kind: "spelling", drawn: word, offset: 0, length, replacement: word, words: word, mended: "", context }, from, to };
}

const contextOf = (text: string, from: number, to: number): string =>
  `${text.slice(Math.max(0, from - CONTEXT), from)}|${text.slice(to, to + CONTEXT)}`;

/**
 * How many characters belong to the word at this side, with the space before it where the edit is about spaces.
 * @param charAt gives the character so far away from the edit
 */
function reach(charAt: (at: number) => string | undefined, isBetween: boolean): number {
  let count = 0;
  if (isBetween) while (charAt(count) === " ") count += 1;
  for (let char = charAt(count); char !== undefined && count < LONGEST && !/\s/.test(char); char = charAt(count)) count += 1;
  return count;
}
