import type { Note } from "../style/finding.ts";
import { NO_PROSE } from "../style/protected.ts";
import type { AddedLanguage } from "./added-dictionary.ts";
import type { SpellingDictionary } from "./speller.ts";

/** A longer text is not looked at: no writer's paragraph is. */
const MOST_LENGTH = 50_000;
const LONGEST_WORD = 40;
const LONGEST_MENDED = 30;
const MOST_SUGGESTED = 7;
/** Words whose answers are kept. */
const MOST_KNOWN = 50_000;

/** Words of a script, with marks, and with what stands within an abbreviation: צה״ל, ג׳ירפה. */
const HEBREW = /[\u05D0-\u05F2](?:[\u05D0-\u05F2\p{M}]|["'׳״’”](?=[\u05D0-\u05F2]))*['׳]?/gu;
const ARABIC = /(?=\p{L})\p{Script=Arabic}(?:[\p{Script=Arabic}\p{M}\u0640\u200C](?<!\p{N}|\p{P}))*/gu;

/** As a dictionary writes it: without vowel points and kashida, with the signs of a typewriter. */
const plainOf = (word: string): string =>
  word
    .normalize("NFD")
    .replace(/(?![\u0653-\u0655])\p{M}|\u0640/gu, "")
    .normalize("NFC")
    .replace(/[׳’]/gu, "'")
    .replace(/[״”]/gu, '"');

/** Finds words that a dictionary of one language does not have, one that a person added (SP16). */
export class AddedSpeller {
  readonly #dictionary: SpellingDictionary;
  readonly #pattern: RegExp;
  #words: ReadonlySet<string> = new Set();
  readonly #known = new Map<string, boolean>();

  constructor(language: AddedLanguage, dictionary: SpellingDictionary) {
    this.#dictionary = dictionary;
    this.#pattern = language === "he" ? HEBREW : ARABIC;
  }

  /** @param words that the newsroom has found right, from now on */
  use(words: Iterable<string>): void {
    this.#words = new Set([...words].flatMap((word) => plainOf(word).split(" ")));
    this.#known.clear();
  }

  /** The words of a text that are misspelt, in order. */
  check(text: string): Note[] {
    return this.#misspelt(text).map(({ start, end }) => ({ kind: "spelling", start, end, replacement: "" }));
  }

  /** Words that may be meant by the first misspelt word of a text; none where all are right. */
  suggest(text: string): readonly string[] {
    const [first] = this.#misspelt(text);
    if (!first || first.word.length > LONGEST_MENDED) return [];
    return this.#dictionary.suggest(first.word).slice(0, MOST_SUGGESTED);
  }

  #misspelt(text: string): { readonly start: number; readonly end: number; readonly word: string }[] {
    if (text.length > MOST_LENGTH) return [];
    let prose = text;
    for (const part of NO_PROSE) prose = prose.replace(part, (found) => "\uFFFC".repeat(found.length));
    return [...prose.matchAll(this.#pattern)]
      .map(({ index, 0: found }) => ({ start: index, end: index + found.length, word: plainOf(found) }))
      .filter(({ word }) => word.length > 1 && word.length <= LONGEST_WORD && !this.#isRight(word));
  }

  #isRight(word: string): boolean {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const isRight = this.#words.has(word) || this.#dictionary.has(word);
    this.#known.set(word, isRight);
    return isRight;
  }
}
