import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { firstIndex } from "../../../shared/binary-search.ts";
import { textIn } from "../../../shared/article/commands/replace-words.ts";
import type { Finder } from "../../../shared/text/find.ts";
import { hiddenIn, isShownAlike, linesWithout, partsOf, posInLine, textViewOf, type Line, type Range } from "../../suggestions/index.ts";
import { BlockText } from "./block-text.ts";
import { Hits, type Hit, type HitLine, type ReadHits } from "./hits.ts";

type Find = Finder["find"];

/** A line of which it is not known yet what is found in it. */
export interface Unread {
  readonly text: string;
  /** @param offsets where hits begin and end in the text, in turn */
  readonly keep: (offsets: readonly number[]) => void;
}

/** What of an article is looked into at once. */
interface Extent {
  /** What is looked into however long that takes; null where nothing is in sight. */
  readonly first: Range | null;
  /** From where on the rest is looked into, around the end of the text. */
  readonly from: number;
  /** Whether that goes on, asked before each block. */
  readonly goesOn: () => boolean;
}

/** What is known of an article. */
interface Reading {
  readonly hits: Hits;
  /** Texts that nobody has looked into. */
  readonly unread: readonly Unread[];
  /** Where lines stand of which it is not known yet what is found in them, in order; such texts, too. */
  readonly gaps: readonly Range[];
}

/** What was found in a line of which something is not read. */
interface Parted {
  readonly blocks: readonly Node[];
  readonly pieces: string;
  readonly hits: readonly Hit[];
}

/** A line, with the positions that it is read from. */
interface Place {
  /** Number of its first block. */
  readonly block: number;
  readonly first: Node;
  readonly start: number;
  readonly end: number;
  /** Null for a whole block, as the text is read now. */
  readonly line: Line | null;
  readonly isFormer: boolean;
}

const NONE: readonly never[] = [];

const ALL: Extent = { first: null, from: 0, goesOn: () => true };

/**
 * What one query finds in one article. What was found is kept for each block, which ProseMirror replaces when it changes: only
 * blocks that changed are read again (FR8).
 */
export class Scan {
  readonly #whole = new WeakMap<Node, readonly Hit[]>();
  readonly #parted = { now: new WeakMap<Node, Parted>(), former: new WeakMap<Node, Parted>() };
  #state: EditorState | null = null;
  #places: readonly Place[] = [];
  #reading: Reading | null = null;

  /** @param find looks into a text at once; null to be given the texts that were not looked into */
  read(state: EditorState, find: Find | null, extent = ALL): Reading {
    const { doc } = state;
    const isAlike = this.#state !== null && isShownAlike(this.#state, state);
    this.#state = state;
    if (isAlike && this.#reading?.gaps.length === 0) return this.#reading;
    if (!isAlike) this.#places = placesIn(state);
    if (find) {
      const unknown = this.#places.filter((place) => this.#hitsIn(place) === undefined);
      for (const place of inOrder(unknown, extent)) this.#keep(place, findIn(doc, place, find));
    }
    const [now, former, gaps]: [ReadHits[], HitLine[], Range[]] = [[], [], []];
    const unread: Unread[] = [];
    for (const place of this.#places) {
      const { block, start, end } = place;
      const hits = this.#hitsIn(place);
      if (hits === undefined) {
        gaps.push({ from: start, to: end });
        if (!find) unread.push({ text: textOfPlace(doc, place), keep: (offsets) => this.#keep(place, offsets) });
      } else if (hits.length > 0) {
        if (place.isFormer) former.push({ block, start, end, hits });
        else now.push({ block, start, end, hits, line: lineOf(place) });
      }
    }
    return (this.#reading = { hits: new Hits(now, former), unread, gaps });
  }

  #hitsIn({ first, line, start, isFormer }: Place): readonly Hit[] | undefined {
    if (!line) return this.#whole.get(first);
    const known = this.#parted[isFormer ? "former" : "now"].get(first);
    const isKnown =
      known?.pieces === piecesOf(line, start) &&
      known.blocks.length === line.blocks.length &&
      known.blocks.every((one, i) => one === line.blocks[i]);
    return isKnown ? known.hits : undefined;
  }

  #keep({ first, line, start, isFormer }: Place, offsets: readonly number[]): void {
    if (!line) {
      this.#whole.set(
        first,
        hitsFrom(offsets, false, (at) => at),
      );
      return;
    }
    // The end of a hit stands behind its last character, before what is left out there.
    const hits = hitsFrom(offsets, isFormer, (at, isEnd) => (isEnd ? posInLine(line, at - 1) + 1 : posInLine(line, at)) - start);
    this.#parted[isFormer ? "former" : "now"].set(first, { blocks: line.blocks, pieces: piecesOf(line, start), hits });
  }
}

/** The places that are to be looked into at once, one after the other, for as long as there is time. */
function* inOrder(places: readonly Place[], { first, from, goesOn }: Extent): Generator<Place> {
  const isFirst = ({ start, end }: Place): boolean => first !== null && start <= first.to && end >= first.from;
  yield* places.filter(isFirst);
  const begin = firstIndex(places.length, (i) => places[i]!.end >= from);
  for (let i = 0; i < places.length && goesOn(); i++) {
    const place = places[(begin + i) % places.length]!;
    if (!isFirst(place)) yield place;
  }
}

function findIn(doc: Node, place: Place, find: Find): readonly number[] {
  if (place.line) return find(textOfPlace(doc, place));
  const block = BlockText.of(place.first);
  return find(block.text, (folding) => block.folded(folding));
}

function textOfPlace(doc: Node, { first, start, line }: Place): string {
  if (!line) return BlockText.of(first).text;
  if (line.blocks.length > 1) return textOf(doc, line.pieces);
  // To look a position up in the document takes as long as the document is.
  return line.pieces.map(({ from, to }) => textIn(first, from - start, to - start)).join("");
}

/** The text of some parts of the document: a character for each of their positions. */
export const textOf = (doc: Node, pieces: readonly Range[]): string => pieces.map(({ from, to }) => textIn(doc, from, to)).join("");

const lineOf = ({ first, start, end, line }: Place): Line => line ?? { blocks: [first], pieces: [{ from: start, to: end }] };

const piecesOf = ({ pieces }: Line, start: number): string => pieces.map(({ from, to }) => `${from - start} ${to - start}`).join();

function hitsFrom(offsets: readonly number[], isFormer: boolean, posOf: (at: number, isEnd: boolean) => number): readonly Hit[] {
  if (offsets.length === 0) return NONE;
  const hits: Hit[] = [];
  for (let i = 0; i < offsets.length; i += 2) hits.push({ from: posOf(offsets[i]!, false), to: posOf(offsets[i + 1]!, true), isFormer });
  return hits;
}

/** The lines of an article as it is shown, and of what it was before suggestions where that is read otherwise; in order. */
function placesIn(state: EditorState): Place[] {
  const { doc } = state;
  const hidden = hiddenIn(textViewOf(state));
  // What is struck out is not read together with what is inserted in its place: all marks are two readings of one text.
  const taken = partsOf(state, hidden ?? "struck");
  const inserted = hidden === null ? partsOf(state, "inserted") : [];
  const now = placesWithout(doc, taken, false);
  if (inserted.length === 0 && (hidden !== null || taken.length === 0)) return [...now];
  const asNow = new Set<Node>();
  const all: Place[] = [];
  for (const place of now) {
    if (!place.line) asNow.add(place.first);
    all.push(place);
  }
  for (const place of placesWithout(doc, inserted, true)) {
    if (place.line || !asNow.has(place.first)) all.push({ ...place, line: lineOf(place) });
  }
  return all.sort((a, b) => a.start - b.start);
}

function* placesWithout(doc: Node, parts: readonly Range[], isFormer: boolean): Generator<Place> {
  let [start, number] = [1, 0];
  if (parts.length === 0) {
    for (const block of doc.children) {
      const end = start + block.content.size;
      yield { block: number++, first: block, start, end, line: null, isFormer };
      start = end + 2;
    }
    return;
  }
  for (const line of linesWithout(doc, parts)) {
    const { blocks, pieces } = line;
    const [first] = blocks as [Node];
    const size = blocks.reduce((sum, block) => sum + block.nodeSize, 0);
    const isWhole = blocks.length === 1 && (pieces.length === 1 ? pieces[0]!.to - pieces[0]!.from : 0) === first.content.size;
    yield { block: number, first, start, end: start + size - 2, line: isWhole ? null : line, isFormer };
    start += size;
    number += blocks.length;
  }
}
