/** The units in which texts are compared: words, numbers and signs, with nothing of the white space between them. */
/** Tokens of one text, in order. */
export interface Tokens {
  /** What each says. */
  readonly texts: readonly string[];
  /** Where each starts and ends in the text, in UTF-16 units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Letters, marks, digits and joiners: «می‌رود» is one word, and so is «کتاب‌هایی‌ست». */
const LETTER = /\p{L}|\p{M}|\p{N}|\u200C|\u200D|_/u;
const DIGIT = /\p{Nd}/u;
/** Inside a number these belong to it: «۱۲٫۵», 1,000, ۱۴۰۳/۰۵/۱۲, 12:30. */
const IN_NUMBERS = ".,:/\u066B\u066C\u060D";
/** Inside a word these belong to it: don't, l’eau. */
const IN_WORDS = "'\u2019\u05F3\u05F4";
const SPACE = /\s/u;

const OTHER = 0;
const LETTERS = 1;
const DIGITS = 2;
const WHITE = 3;
type Kind = typeof OTHER | typeof LETTERS | typeof DIGITS | typeof WHITE;

/** By UTF-16 unit, plus one; 0 is not known yet, or half of a pair. */
const kinds = new Uint8Array(0x10000);

function kindAt(text: string, at: number): Kind {
  const unit = text.charCodeAt(at);
  const isPair = unit >= 0xd800 && unit < 0xdc00;
  const known = kinds[unit]!;
  if (known > 0) return (known - 1) as Kind;
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const kind = SPACE.test(character) ? WHITE : DIGIT.test(character) ? DIGITS : LETTER.test(character) ? LETTERS : OTHER;
  if (!isPair) kinds[unit] = kind + 1;
  return kind;
}

const isWordKind = (kind: Kind): boolean => kind === LETTERS || kind === DIGITS;

/** Whether a token is a word or a number, and no sign. */
export const isWord = (token: string): boolean => token !== "" && isWordKind(kindAt(token, 0));

/** Whether the unit at `at` is white space. */
export const isSpaceAt = (text: string, at: number): boolean => kindAt(text, at) === WHITE;

/**
 * Parts a text into tokens, in time linear in its length.
 * @param cuts offsets at which no word goes on, in order, as where a word that is struck out meets what is suggested instead
 */
export function tokensOf(text: string, cuts: readonly number[] = []): Tokens {
  const texts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let cut = 0;
  for (let at = 0; at < text.length;) {
    while (cut < cuts.length && cuts[cut]! <= at) cut++;
    const kind = kindAt(text, at);
    // A line break is white space to Unicode, and a sign of its own to a reader.
    if (kind === WHITE && text[at] !== "\u2028") {
      at++;
      continue;
    }
    const end = Math.min(isWordKind(kind) ? endOfWord(text, at) : endOfSign(text, at), cuts[cut] ?? text.length);
    texts.push(text.slice(at, end));
    starts.push(at);
    ends.push(end);
    at = end;
  }
  return { texts, starts, ends };
}

const lengthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

function endOfWord(text: string, start: number): number {
  let at = start;
  let before: Kind = LETTERS;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (!isWordKind(kind)) {
      const joins = before === DIGITS ? IN_NUMBERS : IN_WORDS;
      if (at + 1 >= text.length || !joins.includes(text[at]!) || kindAt(text, at + 1) !== before) return at;
    }
    before = kind;
    at += lengthAt(text, at);
  }
  return at;
}

/** What belongs to the sign before it: marks, variation selectors, colours of skin. */
const TRAILING = /[\p{M}\p{Emoji_Modifier}\u{E0020}-\u{E007F}]/u;
const FLAG_LETTER = /\p{Regional_Indicator}/u;
const JOINER = "\u200D";

/** Emoji and flags go as a whole, all other signs one by one. */
function endOfSign(text: string, start: number): number {
  const characterAt = (at: number): string => (at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : "");
  const first = characterAt(start);
  let at = start + first.length;
  let next = characterAt(at);
  if (FLAG_LETTER.test(first) && FLAG_LETTER.test(next)) return at + next.length;
  while (TRAILING.test(next) || (next === JOINER && at + 1 < text.length && kindAt(text, at + 1) === OTHER)) {
    at += next === JOINER ? 1 + lengthAt(text, at + 1) : next.length;
    next = characterAt(at);
  }
  return at;
}
