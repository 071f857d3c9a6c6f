import { firstIndex } from "../../../shared/binary-search.ts";
import type { Line, Range } from "../../suggestions/index.ts";

/** A place that was found, in ProseMirror positions. */
export interface Hit extends Range {
  /** Only in what the text was before suggestions: part of it is struck out, or something is inserted in it. It is shown, and not replaced. */
  readonly isFormer: boolean;
}

/** The hits in some lines that stand together. */
export interface HitLine {
  /** Number of the block in which it begins. */
  readonly block: number;
  /** Positions that it is read from. */
  readonly start: number;
  readonly end: number;
  /** In order, with positions from `start` on. */
  readonly hits: readonly Hit[];
}

/** The hits in one line of the text as it is now, which can be replaced. */
export interface ReadHits extends HitLine {
  readonly line: Line;
}

/** All hits of an article, in order. What a block holds is kept with the block, so that an edit elsewhere costs nothing for it. */
export class Hits {
  readonly lines: readonly HitLine[];
  /** Of the lines as they would be read now, each alone: those that can be replaced. */
  readonly replaceable: readonly ReadHits[];
  readonly count: number;
  readonly formerCount: number;
  /** By line, the number of hits before it. */
  readonly #before: number[] = [];

  /** @param now lines of the text as it is read now @param former lines of what it was before suggestions, where that is read otherwise */
  constructor(now: readonly ReadHits[], former: readonly HitLine[]) {
    this.replaceable = now;
    this.lines = former.length === 0 ? now : merged([...now, ...former]);
    let count = 0;
    let formerCount = 0;
    for (const { hits } of this.lines) {
      this.#before.push(count);
      count += hits.length;
      if (former.length > 0) formerCount += hits.reduce((sum, { isFormer }) => sum + Number(isFormer), 0);
    }
    this.count = count;
    this.formerCount = formerCount;
  }

  at(index: number): Hit {
    const line = firstIndex(this.#before.length, (i) => this.#before[i]! > index) - 1;
    return moved(this.lines[line]!.hits[index - this.#before[line]!]!, this.lines[line]!.start);
  }

  /** Number of the first hit that begins at or behind a position; `count` where there is none. */
  firstFrom(pos: number): number {
    const line = firstIndex(this.lines.length, (i) => this.lines[i]!.end >= pos);
    if (line === this.lines.length) return this.count;
    const { start, hits } = this.lines[line]!;
    return this.#before[line]! + firstIndex(hits.length, (i) => start + hits[i]!.from >= pos);
  }

  /** Number of the hit that is this range; -1 where none is. */
  indexOf({ from, to }: Range): number {
    for (let index = this.firstFrom(from); index < this.count; index++) {
      const hit = this.at(index);
      if (hit.from === from && hit.to === to) return index;
      if (hit.from > from) break;
    }
    return -1;
  }

  /** Lines that touch a part of the document, in order. */
  *linesIn(from: number, to: number): Generator<HitLine> {
    for (let i = firstIndex(this.lines.length, (at) => this.lines[at]!.end >= from); i < this.lines.length; i++) {
      if (this.lines[i]!.start > to) return;
      yield this.lines[i]!;
    }
  }

  /** Those that stand in a part of the document. */
  clippedTo({ from, to }: Range): Hits {
    const clip = <L extends HitLine>(lines: readonly L[]): L[] =>
      lines.flatMap((line) => {
        if (line.end < from || line.start > to) return [];
        const hits = line.hits.filter((hit) => line.start + hit.from >= from && line.start + hit.to <= to);
        // The same list as long as it is the same.
        return hits.length === line.hits.length ? [line] : hits.length === 0 ? [] : [{ ...line, hits }];
      });
    const clipped = new Hits(clip(this.replaceable), []);
    return this.formerCount === 0 ? clipped : new Hits(clipped.replaceable, clip(this.lines.map(onlyFormer)));
  }
}

const onlyFormer = (line: HitLine): HitLine => ({ ...line, hits: line.hits.filter(({ isFormer }) => isFormer) });

const moved = ({ from, to, isFormer }: Hit, by: number): Hit => ({ from: from + by, to: to + by, isFormer });

/** Lines that overlap become one; of two hits in one place the one that can be replaced stays. */
function merged(lines: HitLine[]): HitLine[] {
  lines.sort((a, b) => a.start - b.start);
  const all: HitLine[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (!last || line.start > last.end) {
      all.push(line);
      continue;
    }
    const hits = together(last.hits, line.hits, line.start - last.start);
    all[all.length - 1] = { block: last.block, start: last.start, end: Math.max(last.end, line.end), hits };
  }
  return all;
}

/** Hits of two lines as one, by the first: those of a block that did not change are the same objects. */
const known = new WeakMap<readonly Hit[], { readonly others: readonly Hit[]; readonly by: number; readonly hits: readonly Hit[] }>();

/** @param by how much further on the other line begins */
function together(some: readonly Hit[], others: readonly Hit[], by: number): readonly Hit[] {
  const before = known.get(some);
  if (before?.others === others && before.by === by) return before.hits;
  const byPlace = new Map<string, Hit>();
  for (const hit of [...some, ...others.map((one) => moved(one, by))]) {
    const key = `${hit.from} ${hit.to}`;
    if (byPlace.get(key)?.isFormer ?? true) byPlace.set(key, hit);
  }
  const hits = [...byPlace.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  known.set(some, { others, by, hits });
  return hits;
}
