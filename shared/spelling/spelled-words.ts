import type { Lexicon } from "../style/lexicon.ts";
import { NO_PROSE } from "../style/protected.ts";
import { PROFILES } from "../style/profile.ts";
import { readStyleText } from "../style/style-text.ts";

/** Languages whose spelling is known. */
export type SpelledLanguage = "fa" | "en";

/** A word whose spelling is looked at. */
export interface SpelledWord {
  readonly language: SpelledLanguage;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** As a dictionary writes it. */
  readonly word: string;
}

/** Shorter words are endings and letters that stand alone: ها, ام. */
const SHORTEST = 3;
/** English words that are no names, abbreviations or parts of something else. */
const ENGLISH = /(?<![\p{L}\p{N}\p{M}_.@#&'’/\\-])[a-z]{3,40}(?:['’][a-z]{1,2})?(?![\p{L}\p{N}\p{M}_@#&'’/\\-]|\.[\p{L}\p{N}])/gu;
/** A longer text is not looked at: no writer's paragraph is. */
const MOST_LENGTH = 50_000;

/**
 * The words of a text whose spelling is looked at (SP2): no names and abbreviations in Latin letters, addresses, code, quoted Latin,
 * Arabic, verse, or words of one or two letters.
 */
export function spelledWords(text: string, lexicon: Lexicon): SpelledWord[] {
  if (text.length > MOST_LENGTH) return [];
  const style = readStyleText(text, lexicon, PROFILES.default);
  const words: SpelledWord[] = [];
  for (const { start, end, plain } of style.words)
    if (plain.length >= SHORTEST && style.isProse(start, end)) words.push({ language: "fa", start, end, word: plain });
  if (/[a-z]{3}/.test(text)) words.push(...englishWords(text));
  return words.sort((a, b) => a.start - b.start);
}

function englishWords(text: string): SpelledWord[] {
  let prose = text;
  for (const part of NO_PROSE) prose = prose.replace(part, (found) => "\uFFFC".repeat(found.length));
  return [...prose.matchAll(ENGLISH)].map(({ index, 0: word }) => ({
    language: "en",
    start: index,
    end: index + word.length,
    word: word.replace("’", "'"),
  }));
}
