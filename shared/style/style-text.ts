import { ARABIC, OPAQUE, protect, VERSE } from "./protected.ts";
import type { Finding, FindingKind } from "./finding.ts";
import { readWords, type Word } from "./words.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Profile } from "./profile.ts";

/** A text that rules look at: its words, what protects which part of it, and by what it is checked. */
export interface StyleText {
  readonly text: string;
  readonly words: readonly Word[];
  readonly lexicon: Lexicon;
  readonly profile: Profile;
  /** Whether marks and spaces of the range may be changed. */
  isOpen(start: number, end: number): boolean;
  /** Whether words of the range may be changed: no Arabic, no verse. */
  isProse(start: number, end: number): boolean;
  /** Whether nothing but spaces, and ZWNJs at their edges, stands between the word with this index and the next. */
  spaceAfter(index: number): boolean;
}

/** @param text a block of the article, or a sentence */
export function readStyleText(text: string, lexicon: Lexicon, profile: Profile): StyleText {
  const words = readWords(text);
  const mask = protect(text, words, lexicon);
  const free = (start: number, end: number, what: number): boolean => {
    // An insertion is between two characters, both of which must be free.
    if (start === end) return ((mask[start - 1] ?? 0) & (mask[start] ?? 0) & what) === 0;
    for (let at = start; at < end; at++) if (((mask[at] ?? 0) & what) !== 0) return false;
    return true;
  };
  return {
    text,
    words,
    lexicon,
    profile,
    isOpen: (start, end) => free(start, end, OPAQUE | ARABIC),
    isProse: (start, end) => free(start, end, OPAQUE | ARABIC | VERSE),
    spaceAfter(index) {
      const word = words[index];
      const next = words[index + 1];
      return word !== undefined && next !== undefined && /^[\u200C\u200F]?[ \u00A0]+\u200C?$/.test(text.slice(word.end, next.start));
    },
  };
}

/** An edit of the gap between the word with this index and the next. */
export function joinNext({ words }: StyleText, kind: FindingKind, index: number, by: string): Finding {
  return { kind, start: words[index]!.end, end: words[index + 1]!.start, replacement: by };
}

/** An insertion before the character `at` of a word's plain form. */
export function insertInto({ at }: Word, kind: FindingKind, index: number, inserted: string): Finding {
  return { kind, start: at[index]!, end: at[index]!, replacement: inserted };
}

/** What a rule is: it looks at a text and proposes edits of it, which need not be the smallest yet. */
export type Rule = (text: StyleText) => Iterable<Finding>;
