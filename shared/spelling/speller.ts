import type { Note } from "../style/finding.ts";
import { joins, ZWNJ } from "../style/letters.ts";
import type { Lexicon } from "../style/lexicon.ts";
import { COMPOUNDS } from "../style/words/compounds.ts";
import { WORD_LIST } from "../style/words/word-list.ts";
import { plainOf } from "../style/words.ts";
import { isAgent } from "./agents.ts";
import { distance, wordsAlike } from "./distance.ts";
import { NEWS_WORDS } from "./news-words.ts";
import { spelledWords, type SpelledLanguage, type SpelledWord } from "./spelled-words.ts";

/** A dictionary that knows the words of one language, as Hunspell does. */
export interface SpellingDictionary {
  has(word: string): boolean;
  /** The words that are likeliest meant, the likeliest first. Takes some 0.1 s. */
  suggest(word: string): readonly string[];
}

/** Words whose answers are kept. */
const MOST_KNOWN = 50_000;
/** Words that are suggested. */
const MOST_SUGGESTED = 7;
/** Nothing is suggested for a longer word: no one means it, and it would take long. */
const LONGEST_MENDED = 30;

/** Endings that stand at any word with a ZWNJ, or without one after a letter that does not join. */
const ENDING = /^(?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|ام|ات|اش|ای|اند|اید|ایم|مان|تان|شان|تر|ترین|تری|ترها|وار|گونه)$/;
/** What stands before any word with a ZWNJ and makes one of it. */
const BEGINNING = /^(?:به|بی|کم|پر|هم|این|آن|همان|همین|غیر|پیش|پس|نیمه|ضد|فرا|میان|درون|برون|ابر|دهه|سوسیال)$/;

/** What stands before any word of three letters and makes one of it. */
const JOINED_BEGINNING = /^(?:نئو|نانو|بیو|ژئو|پسا|پیشا|میکرو|ماکرو|الکترو|پرتو|هیدرو|ضد|ابر|سایبر)\u200C?(.{3,})$/;
/** Names of Latin letters, of which abbreviations are made: ام‌آرآی, سی‌ان‌ان. */
const LETTER_NAMES = /^(?:(?:ای|بی|سی|دی|اف|جی|اچ|آی|کی|ال|ام|ان|او|پی|کیو|آر|اس|تی|یو|وی|دبلیو|ایکس|وای|زد)\u200C?){2,6}$/;

const SHIPPED: ReadonlySet<string> = new Set([
  ...COMPOUNDS.map((word) => word.replaceAll("_", ZWNJ).replaceAll("+", "")),
  ...WORD_LIST.flatMap(({ spelling }) => spelling.split(" ")),
  ...NEWS_WORDS,
]);

const no = (): boolean => false;
/** What is asked of words here is only whether they are some. */
const KNOWS_NO_FORMS = { isPlural: no, isComparative: no, endsInSilentHe: no, isVerb: no };

/** Finds words that no dictionary has, by those of the languages and the newsroom's (SP1–SP4). */
export class Speller {
  readonly #dictionary: (language: SpelledLanguage) => SpellingDictionary;
  readonly #lexicon: Lexicon;
  /** Of the newsroom. */
  #words: ReadonlySet<string> = new Set();
  readonly #known = new Map<string, boolean>();

  /** @param dictionary of a language, asked for when the first word of it is met */
  constructor(dictionary: (language: SpelledLanguage) => SpellingDictionary) {
    this.#dictionary = dictionary;
    const has = (word: string): boolean => this.#isRight("fa", word);
    this.#lexicon = { ...KNOWS_NO_FORMS, has };
  }

  /** @param words that the newsroom has found right, from now on */
  use(words: Iterable<string>): void {
    this.#words = new Set([...words].flatMap((word) => plainOf(word).split(" ")));
    this.#known.clear();
  }

  /** The words of a text that are misspelt, in order. */
  check(text: string): Note[] {
    return spelledWords(text, this.#lexicon)
      .filter(({ language, word }) => !this.#isRight(language, word))
      .map(({ start, end }) => ({ kind: "spelling", start, end, replacement: "" }));
  }

  /** Words that may be meant by the first misspelt word of a text; none where all are right. */
  suggest(text: string): readonly string[] {
    const misspelt = spelledWords(text, this.#lexicon).find(({ language, word }) => !this.#isRight(language, word));
    if (!misspelt || misspelt.word.length > LONGEST_MENDED) return [];
    const words = new Set([
      ...this.#nearIn(misspelt),
      ...this.#nearestFirst(misspelt.word, [...this.#alikeTo(misspelt), ...this.#dictionary(misspelt.language).suggest(misspelt.word)]),
    ]);
    return [...words].filter((word) => word !== misspelt.word && word.trim() !== "").slice(0, MOST_SUGGESTED);
  }

  #isRight(language: SpelledLanguage, word: string): boolean {
    const key = `${language} ${word}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const isRight = language === "fa" ? this.#isPersian(word) : this.#words.has(word) || this.#dictionary("en").has(word);
    this.#known.set(key, isRight);
    return isRight;
  }

  #isPersian(word: string): boolean {
    return (
      this.#isWord(word) ||
      ENDING.test(word) ||
      /^(.{3,})\u200C?به\u200C\1$/.test(word) ||
      this.#hasKnownParts(word.split(ZWNJ)) ||
      this.#isPair(word) ||
      LETTER_NAMES.test(word) ||
      this.#hasJoinedBeginning(word) ||
      this.#isVerbWithObject(word) ||
      this.#isListedWithoutHamza(word) ||
      this.#hasListedStem(word)
    );
  }

  #isListed(word: string): boolean {
    return this.#words.has(word) || SHIPPED.has(word) || this.#dictionary("fa").has(word);
  }

  /** A word that is listed, or made of one that is and of who acts on it. */
  #isWord(word: string): boolean {
    return this.#isListed(word) || isAgent(word, (noun) => this.#isListed(noun));
  }

  /** A listed word with its beginnings and endings, each after a ZWNJ: بزرگ‌اند, به‌سرعت. */
  #hasKnownParts(parts: readonly string[]): boolean {
    let [first, last] = [0, parts.length];
    while (last - first > 1 && ENDING.test(parts[last - 1]!)) {
      last -= 1;
      if (this.#isWord(parts.slice(first, last).join(ZWNJ))) return true;
    }
    while (last - first > 1 && BEGINNING.test(parts[first]!)) {
      first += 1;
      if (this.#isWord(parts.slice(first, last).join(ZWNJ))) return true;
    }
    return false;
  }

  /** دیدمش, می‌بینندشان */
  #isVerbWithObject(word: string): boolean {
    const verb = /^(.{2,}(?:م|ند|ید))(?:ش|شان|تان|مان)$/.exec(word)?.[1];
    return verb !== undefined && this.#dictionary("fa").has(verb);
  }

  #hasJoinedBeginning(word: string): boolean {
    const rest = JOINED_BEGINNING.exec(word)?.[1];
    return rest !== undefined && this.#isWord(rest);
  }

  /** The dictionary writes some words without the hamza that house style asks for: مستاجران. */
  #isListedWithoutHamza(word: string): boolean {
    return /[أؤ]/.test(word) && this.#isWord(word.replaceAll("أ", "ا").replaceAll("ؤ", "و"));
  }

  /** Two listed words with و between them: سیستان‌وبلوچستان, حمل‌ونقل. */
  #isPair(word: string): boolean {
    const pair = /^(.{2,})\u200Cو\u200C?(.{2,})$/.exec(word);
    return pair !== null && this.#isWord(pair[1]!) && this.#isWord(pair[2]!);
  }

  /** A word that the newsroom or the compounds have, with an ending that joins to it, or stands at it without a ZWNJ: اوکراینی, تلگرامها. */
  #hasListedStem(word: string): boolean {
    for (let length = word.length - 1; length >= 3 && word.length - length <= 7; length--) {
      const [stem, ending] = [word.slice(0, length), word.slice(length)];
      if (!this.#words.has(stem) && !SHIPPED.has(stem)) continue;
      if (/^(?:ی|یی|ان|ش|م|ند)$/.test(ending) || (!joins(stem) && ENDING.test(ending))) return true;
    }
    return false;
  }

  /** Words with one letter for another like it, which Hunspell does not always find: موشک for موشق. */
  #alikeTo({ language, word }: SpelledWord): string[] {
    return language === "fa" ? [...wordsAlike(word)].filter((one) => this.#isListed(one)) : [];
  }

  /** Words of the newsroom's that differ by one letter: they are what is meant more often than a dictionary's. */
  #nearIn({ word }: SpelledWord): string[] {
    return [...this.#words].filter((one) => Math.abs(one.length - word.length) <= 1 && distance(one, word) <= 1);
  }

  /** Words by how near they are, forms of another word behind words of their own; those that are as near in their order. */
  #nearestFirst(word: string, suggested: readonly string[]): string[] {
    const isForm = (one: string): boolean => /[شمتی]$/.test(one) && one.length > 3 && this.#isListed(one.slice(0, -1));
    const near = suggested.map((one) => ({ one, far: distance(word, one) + (!isForm(one) ? 0 : one.endsWith("ی") ? 0.1 : 0.2) }));
    return near.sort((a, b) => a.far - b.far).map(({ one }) => one);
  }
}
