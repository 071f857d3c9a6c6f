import { NOTE_KINDS, type NoteKind } from "../style/finding.ts";

/** Characters of one word, spelling or form at most. */
export const LONGEST_ENTRY = 80;
/** Characters of what is ignored: a kind, and words before and after. */
const LONGEST_IGNORED = 200;

/** What may stand in a word of a list: letters with their marks, digits, half-spaces, and marks that words have in them. */
const WORD = /^[\p{L}\p{M}\p{N}\u200C '’.&+_-]+$/u;
/** Controls, and what turns the direction of a line: nothing that a person reads holds these. */
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** Whether a list may hold this word: with a letter in it, without a space at its ends, in Unicode's composed form. */
export const isWord = (text: unknown): text is string =>
  typeof text === "string" &&
  text.length <= LONGEST_ENTRY &&
  WORD.test(text) &&
  /\p{L}/u.test(text) &&
  text.trim() === text &&
  text.normalize("NFC") === text;

/** What somebody typed as a word of a list; null when it is none. */
export function wordOf(typed: string): string | null {
  const word = typed.normalize("NFC").replace(/\s+/g, " ").trim();
  return isWord(word) ? word : null;
}

/** A finding that the newsroom does not want to be told of, wherever these words stand. */
export interface IgnoredFinding {
  readonly kind: NoteKind;
  /** The words before and after. */
  readonly words: string;
  readonly mended: string;
}

/** The key of it in the list. */
export const ignoredKey = ({ kind, words, mended }: IgnoredFinding): string => `${kind}\n${words}\n${mended}`;

/** The inverse of `ignoredKey`; null for what is none. */
export function readIgnored(key: string): IgnoredFinding | null {
  if (key.length > LONGEST_IGNORED) return null;
  const [kind, words, mended, ...rest] = key.split("\n");
  if (!isKind(kind) || !words || mended === undefined || rest.length > 0) return null;
  return UNSEEN.test(words) || UNSEEN.test(mended) ? null : { kind, words, mended };
}

const isKind = (kind: string | undefined): kind is NoteKind => (NOTE_KINDS as readonly (string | undefined)[]).includes(kind);
