/** Which block of one article is which of another: by equal content, then by identity, then by the rare words that they share. */
import type { ArticleBlock } from "./compared-article.ts";
import { commonRuns, heaviestIncreasing } from "./common-runs.ts";
import type { Lexicon } from "./lexicon.ts";

/** Words and pairs of words that more blocks of an article have say little of one. */
const RARE = 8;
/** Blocks that are looked at more closely for each block. */
const CANDIDATES = 4;
/** Share of the words of two blocks that are the same: of blocks anywhere, and of those beside two that are the same. */
const LIKE = 0.5;
const LIKE_BESIDE = 0.25;
/** Share that confirms an identity; a new paragraph may have taken the boundary of the one that it was typed before. */
const CONFIRMED = 0.15;

export interface Matches {
  /** For each block of the earlier article the index of the one in the later that it has become, or -1. */
  readonly laterOf: readonly number[];
  /** Those blocks of the earlier article that have become others and did not move: as much text as can be. In order. */
  readonly inPlace: readonly number[];
}

/**
 * The headline is the headline. The same pairs come out when the articles change places.
 * @param effort as `commonRuns` takes it
 */
export function matchBlocks(before: readonly ArticleBlock[], after: readonly ArticleBlock[], lexicon: Lexicon, effort: number): Matches {
  const order = compareContents(before, after);
  if (order === 0) return { laterOf: before.map((_, i) => i), inPlace: before.map((_, i) => i) };
  const [a, b] = order < 0 ? [before, after] : [after, before];
  const matches = new Matching(a, b, lexicon).run(effort);
  const pairs = matches.flatMap((j, i) => (j === -1 ? [] : [{ i, at: j, weight: a[i]!.text.length + b[j]!.text.length + 1 }]));
  const inPlace = heaviestIncreasing(pairs).map((index) => pairs[index]!);
  if (order < 0) return { laterOf: matches, inPlace: inPlace.map(({ i }) => i) };
  const laterOf = before.map(() => -1);
  for (const { i, at } of pairs) laterOf[at] = i;
  return { laterOf, inPlace: inPlace.map(({ at }) => at) };
}

/** Any order that both directions agree on. */
function compareContents(a: readonly ArticleBlock[], b: readonly ArticleBlock[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [i, { content }] of a.entries()) {
    if (content !== b[i]!.content) return content < b[i]!.content ? -1 : 1;
  }
  return 0;
}

/** The words of a block: how many there are, how many times each, and what may tell the block from others: words and pairs of words. */
interface Words {
  readonly total: number;
  readonly counts: ReadonlyMap<number, number>;
  readonly features: ReadonlySet<number>;
}

/** More than there are numbers of words. */
const PAIR = 2 ** 26;

function wordsOf(block: ArticleBlock, lexicon: Lexicon): Words {
  const words = lexicon.tokensOf(block).numbers.filter((number) => lexicon.isWord(number));
  const counts = new Map<number, number>();
  const features = new Set<number>();
  for (const [i, word] of words.entries()) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    features.add(word);
    if (i > 0) features.add((words[i - 1]! + 1) * PAIR + word);
  }
  return { total: words.length, counts, features };
}

class Matching {
  readonly #a: readonly ArticleBlock[];
  readonly #b: readonly ArticleBlock[];
  /** By the index of a block, the index of the other; -1 for none yet. */
  readonly #ofA: number[];
  readonly #ofB: number[];
  readonly #words = new Map<ArticleBlock, Words>();

  readonly #lexicon: Lexicon;

  constructor(a: readonly ArticleBlock[], b: readonly ArticleBlock[], lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.#a = a;
    this.#b = b;
    this.#ofA = a.map(() => -1);
    this.#ofB = b.map(() => -1);
  }

  run(effort: number): number[] {
    this.#pair(0, 0);
    this.#equalInOrder(effort);
    this.#equalElsewhere();
    this.#sameBoundary(CONFIRMED);
    this.#alike();
    this.#sameBoundary(0);
    return this.#ofA;
  }

  #pair(i: number, j: number): void {
    this.#ofA[i] = j;
    this.#ofB[j] = i;
  }

  #equalInOrder(effort: number): void {
    const numbers = new Map<string, number>();
    const numberOf = ({ content }: ArticleBlock): number => {
      const number = numbers.get(content) ?? numbers.size;
      numbers.set(content, number);
      return number;
    };
    for (const { a, b, length } of commonRuns(this.#a.slice(1).map(numberOf), this.#b.slice(1).map(numberOf), effort))
      for (let k = 1; k <= length; k++) this.#pair(a + k, b + k);
  }

  /** Whether anything in a block tells it from an empty one. */
  #says(block: ArticleBlock): boolean {
    return block.content !== block.text || this.#lexicon.tokensOf(block).numbers.some((number) => this.#lexicon.isWord(number));
  }

  /** What says the same at another place; among several, the same block first. */
  #equalElsewhere(): void {
    this.#pairByKey((block) => (block.boundary !== null && this.#says(block) ? `${block.boundary} ${block.content}` : null));
    this.#pairByKey((block) => (this.#says(block) ? block.content : null));
  }

  /** The same block, where it still shares `share` of its words. */
  #sameBoundary(share: number): void {
    this.#pairByKey(
      ({ boundary }) => boundary,
      (i, j) => share === 0 || this.#likeness(i, j) >= share,
    );
  }

  /** Pairs free blocks with the same key, in order. */
  #pairByKey(keyOf: (block: ArticleBlock) => string | null, isPair = (_i: number, _j: number): boolean => true): void {
    const queues = new Map<string, { readonly free: number[]; next: number }>();
    for (const i of free(this.#ofA)) {
      const key = keyOf(this.#a[i]!);
      if (key === null) continue;
      const queue = queues.get(key);
      if (queue) queue.free.push(i);
      else queues.set(key, { free: [i], next: 0 });
    }
    for (const j of free(this.#ofB)) {
      const key = keyOf(this.#b[j]!);
      const queue = key === null ? undefined : queues.get(key);
      const i = queue?.free[queue.next];
      if (!queue || i === undefined || !isPair(i, j)) continue;
      this.#pair(i, j);
      queue.next++;
    }
  }

  /** Blocks that share words that few others have, the most alike first. */
  #alike(): void {
    const [freeA, freeB] = [free(this.#ofA), free(this.#ofB)];
    const having = this.#byRareFeature(freeA, this.#a);
    const havingB = this.#byRareFeature(freeB, this.#b);
    const pairs: { readonly i: number; readonly j: number; readonly likeness: number }[] = [];
    for (const j of freeB) {
      const shared = new Map<number, number>();
      for (const feature of this.#wordsOf(this.#b[j]!).features) {
        if (!havingB.has(feature)) continue;
        for (const i of having.get(feature) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1);
      }
      const best = [...shared].sort(([a, most], [b, less]) => less - most || a - b).slice(0, CANDIDATES);
      for (const [i] of best) pairs.push({ i, j, likeness: this.#likeness(i, j) });
    }
    pairs.sort((a, b) => b.likeness - a.likeness || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i || a.j - b.j);
    for (const beside of [false, true]) {
      for (const { i, j, likeness } of pairs) {
        if (this.#ofA[i] !== -1 || this.#ofB[j] !== -1) continue;
        if (likeness >= LIKE || (beside && likeness >= LIKE_BESIDE && this.#isBeside(i, j))) this.#pair(i, j);
      }
    }
  }

  /** Whether blocks that are the same stand before or behind both. */
  #isBeside(i: number, j: number): boolean {
    const isPair = (i: number, j: number) => (this.#ofA[i] ?? -1) === j || (i === this.#a.length && j === this.#b.length);
    return isPair(i - 1, j - 1) || isPair(i + 1, j + 1);
  }

  #wordsOf(block: ArticleBlock): Words {
    let words = this.#words.get(block);
    if (!words) this.#words.set(block, (words = wordsOf(block, this.#lexicon)));
    return words;
  }

  /** The blocks among `indices` with a feature, for each that few of them have. */
  #byRareFeature(indices: readonly number[], blocks: readonly ArticleBlock[]): Map<number, number[]> {
    const having = new Map<number, number[]>();
    for (const index of indices) {
      for (const feature of this.#wordsOf(blocks[index]!).features) {
        const known = having.get(feature);
        if (!known) having.set(feature, [index]);
        else if (known.length <= RARE) known.push(index);
      }
    }
    for (const [feature, found] of having) if (found.length > RARE) having.delete(feature);
    return having;
  }

  /** Share of the words of two blocks that are in both, from 0 to 1. */
  #likeness(i: number, j: number): number {
    const [one, other] = [this.#wordsOf(this.#a[i]!), this.#wordsOf(this.#b[j]!)];
    if (one.total + other.total === 0) return 1;
    const [fewer, more] = one.counts.size < other.counts.size ? [one, other] : [other, one];
    let common = 0;
    for (const [word, count] of fewer.counts) common += Math.min(count, more.counts.get(word) ?? 0);
    return (2 * common) / (one.total + other.total);
  }
}

/** The indices of those that are not paired yet. */
const free = (matches: readonly number[]): number[] => matches.flatMap((match, index) => (match === -1 ? [index] : []));
