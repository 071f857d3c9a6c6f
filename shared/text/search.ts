import { fold, foldWithOffsets } from "./fold.ts";

/** Words of a query that count, and letters of each; what is beyond them is not looked at. */
const MOST_WORDS = 12;
const LONGEST_WORD = 60;
/** Units of a query that are read at all. */
const LONGEST_QUERY = 2_000;

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const JOINER = /[\u200C\u200D]+/u;
const SPACE = /\s+/u;

/** Folded words that stand one after the other; the last may go on in the text. */
export type Phrase = readonly string[];

export interface SearchQuery {
  /** By term, its spellings; a text must contain one spelling of each term. */
  readonly terms: readonly (readonly Phrase[])[];
  /** Terms number i and i + 1 written as one word: a text that has it needs neither. */
  readonly joined: readonly string[];
}

/** From one unit of the original text up to another. */
export type Range = readonly [start: number, end: number];

/** Folded words of a text in their order: what the index holds. */
export const foldedWords = (text: string): string[] => fold(text).match(WORD) ?? [];

/** Reads what somebody typed; any text will do. A query without a word finds nothing. */
export function readQuery(text: string): SearchQuery {
  const terms: Phrase[][] = [];
  for (const written of text.slice(0, LONGEST_QUERY).split(SPACE)) {
    const words = written.split(JOINER).flatMap(foldedWords);
    if (words.length === 0) continue;
    // A half-space is no letter of its own: «می‌رود» is also found where it was written «میرود» or «می رود».
    const ways = JOINER.test(written) && words.length > 1 ? [foldedWords(written), words] : [words];
    terms.push(ways.map(cut));
    if (terms.length === MOST_WORDS) break;
  }
  const joined = terms.slice(1).map((next, i) => [...terms[i]![0]!, ...next[0]!].join("").slice(0, LONGEST_WORD));
  return { terms, joined };
}

const cut = (words: readonly string[]): Phrase => words.slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST_WORD));

/** Whether a query has no term, and so finds nothing (LB13). */
export const isEmpty = ({ terms }: SearchQuery): boolean => terms.length === 0;

/**
 * Where `text` has any term of the query, in its own spelling and order, none over another.
 * @param most stops after so many
 */
export function findRanges(text: string, query: SearchQuery, most = Number.POSITIVE_INFINITY): Range[] {
  const plain = fold(text);
  // Most texts have none of them, and are done with.
  const phrases = [...query.joined.map((word) => [word]), ...query.terms.flat()].filter((phrase) => plain.includes(phrase[0]!));
  if (phrases.length === 0) return [];
  const folded = foldWithOffsets(text);
  const words = [...folded.text.matchAll(WORD)].map((match) => ({ word: match[0], at: match.index }));
  const ranges: Range[] = [];
  for (let i = 0; i < words.length && ranges.length < most;) {
    const phrase = longestAt(words, i, phrases);
    if (!phrase) {
      i++;
      continue;
    }
    const last = words[i + phrase.length - 1]!;
    const end = last.at + phrase.at(-1)!.length;
    ranges.push([folded.startOf(words[i]!.at), folded.endOf(end - 1)]);
    i += phrase.length;
  }
  return ranges;
}

function longestAt(words: readonly { readonly word: string }[], at: number, phrases: readonly Phrase[]): Phrase | null {
  let longest: Phrase | null = null;
  for (const phrase of phrases) {
    const fits = phrase.every((word, i) => {
      const there = words[at + i]?.word;
      return i === phrase.length - 1 ? there?.startsWith(word) : there === word;
    });
    if (fits && phrase.join("").length > (longest?.join("").length ?? 0)) longest = phrase;
  }
  return longest;
}
