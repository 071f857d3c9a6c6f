/** Words that one wrote in a block which somebody else moved or removed meanwhile: they stay where the block stood. */
import type * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { RunIndex } from "../article/identity/run-index.ts";
import { writersOf, type WrittenRun } from "../article/identity/writers.ts";
import type { CharacterId, CharacterRun } from "../article/model/character-id.ts";
import { BodyItems } from "../article/yjs-internals/body-items.ts";
import { clockOf } from "../article/yjs-internals/items.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { firstIndex } from "../binary-search.ts";
import { blocksOf, comparedArticle, type ArticleBlock } from "./compared-article.ts";

export interface Displaced {
  readonly text: string;
  /** The block of the merged article in which they stand, and where in its text. */
  readonly block: ArticleBlock;
  readonly from: number;
  readonly to: number;
  /** The block of the merged article in which what stood beside them is; null where that is gone. */
  readonly home: ArticleBlock | null;
}

/**
 * @param side a state in which somebody wrote, since `base`
 * @param blocks of `merged`
 */
export function displacedFrom(side: Y.Doc, base: Y.Doc, merged: Y.Doc, blocks: readonly ArticleBlock[]): Displaced[] {
  const written = charactersOf(side);
  const isNew = ({ client, clock }: CharacterId): boolean => clock >= clockOf(base, client);
  if (!written.some(isNew)) return [];
  const places = new Places(charactersOf(merged), blocks);
  const found: Displaced[] = [];
  for (const block of blocksOf(comparedArticle(side))) {
    const end = block.start + block.text.length;
    for (const { from, to } of newIn(written, block.start, end, isNew)) {
      const at = places.of(idAt(written, from))[0];
      if (at === undefined || blocks[places.blockAt(at)]!.boundary === block.boundary) continue;
      const here = blocks[places.blockAt(at)]!;
      const beside = [from - 1, to]
        .filter((index) => index >= block.start && index < end)
        .flatMap((index) => places.of(idAt(written, index)));
      if (beside.some((index) => places.blockAt(index) === here.index)) continue;
      // A block of its own, which nothing stood beside, is where it was written.
      if (from === block.start && to === end) continue;
      const length = places.runFrom(at, to - from, (offset) => idAt(written, from + offset));
      const start = at - here.start;
      found.push({
        text: here.text.slice(start, start + length),
        block: here,
        from: start,
        to: Math.min(start + length, here.text.length),
        home: beside.length > 0 ? blocks[places.blockAt(beside.at(-1)!)]! : null,
      });
    }
  }
  return found;
}

/** The characters of a body, each as the one that was typed first (AU8). */
function charactersOf(doc: Y.Doc): WrittenRun[] {
  const article = articleOf(doc);
  return writersOf(article, 0, new BodyItems(article.body, new Landmarks(article.body)).runsIn(0, article.body.length));
}

function idAt(runs: readonly WrittenRun[], index: number): CharacterId {
  const run = runs[firstIndex(runs.length, (i) => runs[i]!.to > index)]!;
  return { client: run.client, clock: run.clock + index - run.from };
}

/** The stretches of new characters between two indices. */
function newIn(runs: readonly WrittenRun[], start: number, end: number, isNew: (id: CharacterId) => boolean) {
  const stretches: { from: number; to: number }[] = [];
  for (let i = firstIndex(runs.length, (i) => runs[i]!.to > start); i < runs.length && runs[i]!.from < end; i++) {
    const run = runs[i]!;
    if (!isNew(run)) continue;
    const [from, to] = [Math.max(start, run.from), Math.min(end, run.to)];
    const last = stretches.at(-1);
    if (last?.to === from) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
}

/** Where characters stand in a body, by the ones that were typed first. */
class Places {
  readonly #index = new RunIndex<CharacterRun & { readonly from: number }>();
  readonly #blocks: readonly ArticleBlock[];

  constructor(runs: readonly WrittenRun[], blocks: readonly ArticleBlock[]) {
    this.#blocks = blocks;
    for (const { client, clock, from, to } of runs) this.#index.add({ client, clock, length: to - from, from });
  }

  /** Indices at which a character, or copies of it, stand. */
  of({ client, clock }: CharacterId): number[] {
    return this.#index.overlapping({ client, clock, length: 1 }).map((run) => run.from + clock - run.clock);
  }

  /** Index of the block whose text has a place. */
  blockAt(index: number): number {
    return firstIndex(this.#blocks.length, (i) => this.#blocks[i]!.start > index) - 1;
  }

  /** How many of some characters stand one behind the other from a place on, in one block. */
  runFrom(index: number, length: number, idOf: (offset: number) => CharacterId): number {
    const block = this.blockAt(index);
    let count = 1;
    while (count < length && this.of(idOf(count)).includes(index + count) && this.blockAt(index + count) === block) count++;
    return count;
  }
}
