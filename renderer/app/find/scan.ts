import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { textIn } from "../../../shared/article/commands/replace-words.ts";
import { hiddenIn, linesWithout, partsOf, posInLine, textViewOf, type Line, type Range } from "../../suggestions/index.ts";
import { Hits, type Hit, type HitLine, type ReadHits } from "./hits.ts";

/** A line of which it is not known yet what is found in it. */
export interface Unread {
  readonly text: string;
  /** @param offsets where hits begin and end in the text, in turn */
  readonly keep: (offsets: readonly number[]) => void;
}

/** What was found in a line of which something is not read. */
interface Parted {
  readonly blocks: readonly Node[];
  readonly pieces: string;
  readonly hits: readonly Hit[];
}

/** A line, with the positions that it is read from. */
interface Place {
  readonly line: Line;
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
}

/**
 * What one query finds in one article. What was found is kept for each block, which ProseMirror replaces when it changes: only
 * blocks that changed are read again (FR8).
 */
export class Scan {
  readonly #whole = new WeakMap<Node, readonly Hit[]>();
  readonly #parted = { now: new WeakMap<Node, Parted>(), former: new WeakMap<Node, Parted>() };

  /**
   * @param find looks into a text at once; null to be given the texts that were not looked into
   * @returns the hits that are known
   */
  read(
    state: EditorState,
    find: ((text: string) => readonly number[]) | null,
  ): { readonly hits: Hits; readonly unread: readonly Unread[] } {
    const { doc } = state;
    const unread: Unread[] = [];
    const look = (one: Unread): void => {
      if (find) one.keep(find(one.text));
      else unread.push(one);
    };
    const hidden = hiddenIn(textViewOf(state));
    // What is struck out is not read together with what is inserted in its place: all marks are two readings of one text.
    const taken = partsOf(state, hidden ?? "struck");
    const inserted = hidden === null ? partsOf(state, "inserted") : [];
    const now: ReadHits[] = [];
    const asNow = new Set<Node>();
    for (const place of placesWithout(doc, taken)) {
      if (place.isWhole) asNow.add(place.line.blocks[0]!);
      const hits = this.#hitsIn(doc, place, "now", look);
      if (hits.length > 0) now.push({ line: place.line, start: place.start, end: place.end, hits });
    }
    const former: HitLine[] = [];
    if (inserted.length > 0 || (hidden === null && taken.length > 0)) {
      for (const place of placesWithout(doc, inserted)) {
        if (place.isWhole && asNow.has(place.line.blocks[0]!)) continue;
        const hits = this.#hitsIn(doc, place, "former", look);
        if (hits.length > 0) former.push({ start: place.start, end: place.end, hits });
      }
    }
    return { hits: new Hits(now, former), unread };
  }

  #hitsIn(doc: Node, { line, start, isWhole }: Place, reading: "now" | "former", look: (one: Unread) => void): readonly Hit[] {
    const [first] = line.blocks as [Node];
    const isFormer = reading === "former";
    if (isWhole && !isFormer) {
      if (!this.#whole.has(first)) {
        look({
          text: textOfBlock(first),
          keep: (offsets) =>
            void this.#whole.set(
              first,
              hitsFrom(offsets, isFormer, (at) => at),
            ),
        });
      }
      return this.#whole.get(first) ?? NONE;
    }
    const cache = this.#parted[reading];
    const pieces = line.pieces.map(({ from, to }) => `${from - start} ${to - start}`).join();
    const known = cache.get(first);
    const isKnown =
      known?.pieces === pieces && known.blocks.length === line.blocks.length && known.blocks.every((one, i) => one === line.blocks[i]);
    if (isKnown) return known.hits;
    const keep = (offsets: readonly number[]): void => {
      // The end of a hit stands behind its last character, before what is left out there.
      const hits = hitsFrom(offsets, isFormer, (at, isEnd) => (isEnd ? posInLine(line, at - 1) + 1 : posInLine(line, at)) - start);
      cache.set(first, { blocks: line.blocks, pieces, hits });
    };
    look({ text: textOf(doc, line.pieces), keep });
    const read = cache.get(first);
    return read?.pieces === pieces ? read.hits : NONE;
  }
}

const NONE: readonly Hit[] = [];

/** The texts of whole blocks. */
const texts = new WeakMap<Node, string>();

function textOfBlock(block: Node): string {
  let text = texts.get(block);
  if (text === undefined) texts.set(block, (text = textIn(block, 0, block.content.size)));
  return text;
}

/** The text of some parts of the document: a character for each of their positions. */
export const textOf = (doc: Node, pieces: readonly Range[]): string => pieces.map(({ from, to }) => textIn(doc, from, to)).join("");

function hitsFrom(offsets: readonly number[], isFormer: boolean, posOf: (at: number, isEnd: boolean) => number): Hit[] {
  return Array.from({ length: offsets.length / 2 }, (_, i) => ({
    from: posOf(offsets[2 * i]!, false),
    to: posOf(offsets[2 * i + 1]!, true),
    isFormer,
  }));
}

function* placesWithout(doc: Node, parts: readonly Range[]): Generator<Place> {
  let start = 1;
  if (parts.length === 0) {
    for (const block of doc.children) {
      const end = start + block.content.size;
      yield { line: { blocks: [block], pieces: [{ from: start, to: end }] }, start, end, isWhole: true };
      start = end + 2;
    }
    return;
  }
  for (const line of linesWithout(doc, parts)) {
    const { blocks, pieces } = line;
    const size = blocks.reduce((sum, block) => sum + block.nodeSize, 0);
    const isWhole = blocks.length === 1 && (pieces.length === 1 ? pieces[0]!.to - pieces[0]!.from : 0) === blocks[0]!.content.size;
    yield { line, start, end: start + size - 2, isWhole };
    start += size;
  }
}
