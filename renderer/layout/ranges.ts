import type { StepMap } from "prosemirror-transform";

/** A range of the document, in ProseMirror positions. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Ranges of one document by ID. */
export interface RangesById extends Iterable<readonly [id: string, range: Range]> {
  readonly size: number;
  /** The same object for as long as all of them only moved along with the text, and nothing was erased near them: their order stays. */
  readonly order: object;
  get(id: string): Range | undefined;
  has(id: string): boolean;
  keys(): Iterable<string>;
  /** Those that have a position in common with `from`–`to`, edges included. */
  touching(from: number, to: number): Iterable<readonly [id: string, range: Range]>;
}

/** Ranges that stand together, so that what is far from a change is not looked at one by one. */
interface Chunk {
  readonly ids: readonly string[];
  /** Counted from `offset`, in rising order. */
  readonly froms: readonly number[];
  /** Counted from `offset`. */
  readonly tos: readonly number[];
  readonly offset: number;
  /** The greatest of `tos`. */
  readonly last: number;
}

const LENGTH = 32;

/** Ranges in the order in which they begin. A change of the document costs what stands near it, however many there are. */
export class Ranges implements RangesById {
  static readonly NONE = new Ranges([], new Map(), {});

  readonly order: object;
  readonly #chunks: readonly Chunk[];
  /** Number of each range: that of its chunk times `LENGTH`, and its place in it. */
  readonly #places: ReadonlyMap<string, number>;

  private constructor(chunks: readonly Chunk[], places: ReadonlyMap<string, number>, order: object) {
    this.#chunks = chunks;
    this.#places = places;
    this.order = order;
  }

  static of(ranges: Iterable<readonly [id: string, range: Range]>): Ranges {
    const sorted = [...ranges].sort(([, a], [, b]) => a.from - b.from || a.to - b.to);
    if (sorted.length === 0) return Ranges.NONE;
    const chunks: Chunk[] = [];
    for (let i = 0; i < sorted.length; i += LENGTH) {
      const some = sorted.slice(i, i + LENGTH);
      const [froms, tos] = [some.map(([, { from }]) => from), some.map(([, { to }]) => to)];
      chunks.push(chunkOf({ ids: some.map(([id]) => id), froms, tos, offset: 0 }));
    }
    return new Ranges(chunks, new Map(sorted.map(([id], i) => [id, i])), {});
  }

  get size(): number {
    return this.#places.size;
  }

  get(id: string): Range | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : rangeIn(this.#chunks[Math.floor(place / LENGTH)]!, place % LENGTH);
  }

  has(id: string): boolean {
    return this.#places.has(id);
  }

  keys(): Iterable<string> {
    return this.#places.keys();
  }

  *[Symbol.iterator](): Generator<readonly [id: string, range: Range]> {
    for (const chunk of this.#chunks) for (let i = 0; i < chunk.ids.length; i++) yield [chunk.ids[i]!, rangeIn(chunk, i)];
  }

  *touching(from: number, to: number): Generator<readonly [id: string, range: Range]> {
    for (const chunk of this.#chunks) {
      if (chunk.offset + chunk.froms[0]! > to) return;
      if (chunk.offset + chunk.last < from) continue;
      for (let i = 0; i < chunk.ids.length; i++) {
        const range = rangeIn(chunk, i);
        if (range.from <= to && range.to >= from) yield [chunk.ids[i]!, range];
      }
    }
  }

  /**
   * Where they are after changes. What is inserted where one begins stands before it.
   * @param end 1 where what is inserted at the end of one belongs to it, -1 where it does not
   * @param onChanged told of each whose text may have changed
   */
  map(changes: readonly StepMap[], end: 1 | -1, onChanged: (id: string, range: Range) => void = () => {}): Ranges {
    let chunks = this.#chunks;
    let { order } = this;
    const near = new Set<number>();
    for (const change of changes) {
      const [first, last, isErasing] = extentOf(change);
      if (last < first) continue;
      const shift = change.map(last + 1) - last - 1;
      chunks = chunks.map((chunk, i) => {
        const { offset, froms, tos } = chunk;
        if (offset + chunk.last < first) return chunk;
        if (offset + froms[0]! > last) return shift === 0 ? chunk : { ...chunk, offset: offset + shift };
        near.add(i);
        // Two that began apart may begin together now.
        if (isErasing) order = {};
        return chunkOf({
          ...chunk,
          froms: froms.map((from) => change.map(from + offset, 1)),
          tos: tos.map((to) => change.map(to + offset, end)),
          offset: 0,
        });
      });
    }
    for (const i of near) chunks[i]!.ids.forEach((id, at) => onChanged(id, rangeIn(chunks[i]!, at)));
    return new Ranges(chunks, this.#places, order);
  }

  /** @param changes ranges that are new or stand elsewhere; null for one that is gone */
  with(changes: ReadonlyMap<string, Range | null>): Ranges {
    if ([...changes].every(([id, range]) => isSame(this.get(id) ?? null, range))) return this;
    return this.#moved(changes) ?? Ranges.of([...[...this].filter(([id]) => !changes.has(id)), ...[...changes].flatMap(thereIn)]);
  }

  /** As `with`, where the order stays; null where it may not. */
  #moved(changes: ReadonlyMap<string, Range | null>): Ranges | null {
    if (changes.size > LENGTH) return null;
    const chunks = [...this.#chunks];
    for (const [id, range] of changes) {
      const place = this.#places.get(id);
      if (place === undefined || range === null) return null;
      const [number, at] = [Math.floor(place / LENGTH), place % LENGTH];
      const chunk = chunks[number]!;
      const { offset } = chunk;
      const [before, after] = [
        at > 0 ? chunk.froms[at - 1]! + offset : -1,
        at + 1 < chunk.ids.length ? chunk.froms[at + 1]! + offset : Infinity,
      ];
      // The edges of a chunk would have to be compared with those beside it.
      const isInside = (at > 0 && at + 1 < chunk.ids.length) || range.from === chunk.froms[at]! + offset;
      if (!isInside || range.from <= before || range.from >= after) return null;
      chunks[number] = chunkOf({ ...chunk, froms: chunk.froms.with(at, range.from - offset), tos: chunk.tos.with(at, range.to - offset) });
    }
    return new Ranges(chunks, this.#places, {});
  }
}

/** Ranges that are kept apart, read as one. */
export class JoinedRanges implements RangesById {
  readonly order: object;
  readonly #parts: readonly RangesById[];
  readonly #instead: ReadonlyMap<string, Range | null>;

  /**
   * @param parts no ID is in two of them
   * @param instead those that stand elsewhere than the parts say; null for one that stands nowhere
   */
  constructor(parts: readonly RangesById[], order: object, instead: ReadonlyMap<string, Range | null> = new Map()) {
    this.#parts = parts;
    this.order = order;
    this.#instead = instead;
  }

  get size(): number {
    let size = 0;
    for (const part of this.#parts) size += part.size;
    for (const [id, range] of this.#instead) size += (range ? 1 : 0) - (this.#parts.some((part) => part.has(id)) ? 1 : 0);
    return size;
  }

  get(id: string): Range | undefined {
    const instead = this.#instead.get(id);
    if (instead !== undefined) return instead ?? undefined;
    for (const part of this.#parts) {
      const range = part.get(id);
      if (range) return range;
    }
    return undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *keys(): Generator<string> {
    for (const [id] of this) yield id;
  }

  *[Symbol.iterator](): Generator<readonly [id: string, range: Range]> {
    for (const part of this.#parts) for (const one of part) if (!this.#instead.has(one[0])) yield one;
    for (const one of this.#instead) yield* thereIn(one);
  }

  *touching(from: number, to: number): Generator<readonly [id: string, range: Range]> {
    for (const part of this.#parts) for (const one of part.touching(from, to)) if (!this.#instead.has(one[0])) yield one;
    for (const one of this.#instead) for (const there of thereIn(one)) if (there[1].from <= to && there[1].to >= from) yield there;
  }
}

const thereIn = ([id, range]: readonly [string, Range | null]): (readonly [string, Range])[] => (range ? [[id, range]] : []);

const isSame = (a: Range | null, b: Range | null): boolean => a?.from === b?.from && a?.to === b?.to;

const rangeIn = ({ froms, tos, offset }: Chunk, i: number): Range => ({ from: froms[i]! + offset, to: tos[i]! + offset });

function chunkOf(chunk: Omit<Chunk, "last">): Chunk {
  return { ids: chunk.ids, froms: chunk.froms, tos: chunk.tos, offset: chunk.offset, last: Math.max(...chunk.tos) };
}

/** Where a change begins and ends in the document before it, and whether it takes anything away. */
function extentOf(change: StepMap): readonly [first: number, last: number, isErasing: boolean] {
  let [first, last, isErasing] = [Infinity, -1, false];
  change.forEach((from, to) => {
    first = Math.min(first, from);
    last = Math.max(last, to);
    isErasing ||= to > from;
  });
  return [first, last, isErasing];
}
