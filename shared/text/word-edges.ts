/** Where a word begins and ends in the scripts that we write in. */

const WORD = /[\p{L}\p{N}\p{Pc}]/u;
/** Belongs to the letter before it, or is not seen: a ZWNJ joins two parts of a word, and says nothing at its end. */
const INSIDE = /[\p{M}\p{Cf}]/u;
/** Parts of a word where letters stand on both sides: don’t. */
const BETWEEN_LETTERS = /['’]/u;
/** Parts of a number where digits do: 12.5, ۱۲٫۵. */
const BETWEEN_DIGITS = /[.,٫٬]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{N}/u;

/** Whether what stands between two units of a text is whole words: no word goes on before or behind it. */
export const isWholeWords = (text: string, from: number, to: number): boolean => !isInWord(text, from) && !isInWord(text, to);

/** Whether a word goes on over this place. */
function isInWord(text: string, at: number): boolean {
  const [before, behind] = [nextSeen(text, at, -1), nextSeen(text, at, 1)];
  if (before === null || behind === null) return false;
  if (WORD.test(before.character) && WORD.test(behind.character)) return true;
  return isMiddle(text, before, behind, -1) || isMiddle(text, behind, before, 1);
}

interface Seen {
  readonly character: string;
  /** The place on its far side. */
  readonly at: number;
}

/** The next character on one side that is seen and is no mark on another. */
function nextSeen(text: string, from: number, side: -1 | 1): Seen | null {
  for (let at = from; side < 0 ? at > 0 : at < text.length;) {
    const isPair =
      side < 0 ? at > 1 && /[\uDC00-\uDFFF]/.test(text[at - 1]!) && /[\uD800-\uDBFF]/.test(text[at - 2]!) : text.codePointAt(at)! > 0xffff;
    const next = at + side * (isPair ? 2 : 1);
    const character = side < 0 ? text.slice(next, at) : text.slice(at, next);
    at = next;
    if (!INSIDE.test(character)) return { character, at };
  }
  return null;
}

/** Whether `sign`, on one side of a place, is part of a word that goes on to the other side. */
function isMiddle(text: string, sign: Seen, other: Seen, side: -1 | 1): boolean {
  const part = BETWEEN_LETTERS.test(sign.character) ? LETTER : BETWEEN_DIGITS.test(sign.character) ? DIGIT : null;
  if (!part?.test(other.character)) return false;
  const beyond = nextSeen(text, sign.at, side);
  return beyond !== null && part.test(beyond.character);
}
