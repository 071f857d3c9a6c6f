import * as Y from "yjs";
import { firstBehind, idAfter, type CharacterId, type CharacterRun } from "../article/model/character-id.ts";
import type { Copying, Lineage } from "../article/identity/lineage.ts";
import { NEWLINE } from "../article/model/names.ts";
import { isInText, structsOf } from "../article/yjs-internals/items.ts";
import { difference, united, type Range } from "../update/ranges.ts";
import type { Anchor } from "./anchor.ts";

/** Pieces of text that are followed at most: no honest notes have more. */
const MOST_PIECES = 100_000;
/** Copies that are followed at most. */
const MOST_COPIES = 5000;

/** Consecutive characters of the body with consecutive Yjs IDs. */
interface Piece extends CharacterRun {
  /** Index of the first. */
  readonly from: number;
  /** Number of blocks that start before it, and before its end. */
  readonly block: number;
  readonly lastBlock: number;
}

/** Copies of some deleted characters. */
interface Claim {
  readonly of: CharacterRun;
  readonly run: CharacterRun;
  readonly copying: Copying;
  readonly distance: number;
}

/** What the walk has found of one note. */
interface Trace {
  readonly anchor: Anchor;
  /**
   * By client: copies that were made together with a copy of one of its ends, of characters beyond that end. They may stand between
   * the ends, and belong to the text only where the characters that they are copies of do.
   */
  readonly outside: ReadonlyMap<number, readonly Range[]>;
  /** Number of ends that the walk has passed. */
  ends: number;
  /** Characters of the text that are not deleted. */
  readonly own: Piece[];
  readonly claims: Claim[];
}

/** Characters of a note's text, or copies of them, that belong together. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly size: number;
  /** Where the note's first character is, and the end of its last, if they are in this group. */
  readonly first: number | null;
  readonly last: number | null;
  readonly lastPiece: Piece;
  readonly hasOwn: boolean;
}

/**
 * Finds the place of notes of which an end is deleted: where most characters of their text are, or copies of them.
 * Filled during a walk over the body: `passEnd` and `see` are called in the order of the body, then `placeOf`. Rules
 * NO2, LN3.
 */
export class Traces {
  readonly #body: Y.Text;
  readonly #lineage: Lineage;
  readonly #traces: ReadonlyMap<number, Trace>;
  readonly #open = new Set<Trace>();
  #pieces = 0;
  #copies = 0;
  #block = 0;
  #found: ReadonlyMap<number, readonly Piece[]> | null = null;

  /** @param anchors of the notes to find, by number */
  constructor(body: Y.Text, lineage: Lineage, anchors: ReadonlyMap<number, Anchor>) {
    this.#body = body;
    this.#lineage = lineage;
    this.#traces = new Map(
      [...anchors].map(([number, anchor]) => [number, { anchor, outside: outsideOf(anchor, lineage), ends: 0, own: [], claims: [] }]),
    );
  }

  /** The walk has reached an end of this anchor. */
  passEnd(number: number): void {
    const trace = this.#traces.get(number);
    if (!trace) return;
    if (trace.ends++ === 0) this.#open.add(trace);
    else this.#open.delete(trace);
  }

  /** The walk has reached the characters `from`–`to` of an item that starts at `index`. */
  see(item: Y.Item, from: number, to: number, index: number): void {
    if (from >= to || this.#traces.size === 0) return;
    if (this.#open.size === 0) {
      if (!item.deleted && item.countable) this.#block += newlinesIn(item, from, to);
      return;
    }
    const run = { ...idAfter(item.id, from), length: to - from };
    if (item.deleted) {
      const descendants = this.#lineage.descendantsOf(run);
      if (descendants.length === 0) return;
      const claims = descendants.map(({ offset, run: descendant, ...rest }) => ({
        of: { ...idAfter(run, offset), length: descendant.length },
        run: descendant,
        ...rest,
      }));
      for (const trace of this.#open) {
        if ((this.#pieces += claims.length) > MOST_PIECES) return;
        for (const claim of claims) {
          for (const of of within(trace, claim.of))
            trace.claims.push({ ...claim, of, run: { ...idAfter(claim.run, of.clock - claim.of.clock), length: of.length } });
        }
      }
    } else if (item.countable) {
      const piece = pieceOf(item, from, to, index, this.#block);
      this.#block = piece.lastBlock;
      for (const trace of this.#open) {
        if (++this.#pieces > MOST_PIECES) return;
        for (const { clock, length } of within(trace, run)) {
          trace.own.push(length === piece.length ? piece : partOf(item, piece, clock, length));
        }
      }
    }
  }

  /** @returns where the note stands; null when none of its characters, and no copy of one, is in the body */
  placeOf(number: number): { readonly from: number; readonly to: number } | null {
    const trace = this.#traces.get(number);
    if (!trace) return null;
    const { anchor, own, claims } = trace;
    const places = (this.#found ??= this.#findCopies());
    const copies = chosen(claims, places, MOST_COPIES - this.#copies);
    this.#copies += copies.length;
    const groups = [
      ...own.map((piece) => groupOf(piece, piece, true, anchor)),
      ...copies.map(({ piece, of }) => groupOf(piece, of, false, anchor)),
    ];
    groups.sort((a, b) => a.from - b.from);
    let best: Group | null = null;
    let group: Group | null = null;
    for (const next of groups) {
      group = group && belongs(group, next) ? joined(group, next) : next;
      if (!best || isBetter(group, best)) best = group;
    }
    if (!best) return null;
    // Copies of other characters do not extend it beyond copies of its ends.
    const [from, to] = [best.first ?? best.from, best.last ?? best.to];
    return from < to ? { from, to } : { from: best.from, to: best.to };
  }

  /** Walks over the body for copies. @returns them by client, in the order of their IDs */
  #findCopies(): ReadonlyMap<number, readonly Piece[]> {
    const claims = [...this.#traces.values()].flatMap((trace) => trace.claims);
    const pieces = new Map<number, Piece[]>();
    const wanted = new Set<Y.Item>();
    for (const [client, list] of Map.groupBy(claims, ({ run }) => run.client)) {
      pieces.set(client, []);
      for (const { clock, end } of united(list.map(({ run }) => ({ clock: run.clock, end: run.clock + run.length })))) {
        for (const struct of structsOf(this.#body.doc!, { client, clock, length: end - clock }))
          if (isInText(struct, this.#body)) wanted.add(struct);
      }
    }
    let index = 0;
    let block = 0;
    for (let item = this.#body._start; item !== null && wanted.size > 0; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (wanted.delete(item)) pieces.get(item.id.client)!.push(pieceOf(item, 0, item.length, index, block));
      index += item.length;
      block += newlinesIn(item, 0, item.length);
    }
    for (const list of pieces.values()) list.sort((a, b) => a.clock - b.clock);
    return pieces;
  }
}

function outsideOf({ first, last }: Anchor, lineage: Lineage): Map<number, Range[]> {
  const outside = new Map<number, Range[]>();
  const add = (client: number, clock: number, end: number): void => {
    if (clock < end) outside.set(client, [...(outside.get(client) ?? []), { clock, end }]);
  };
  /** Copies, and the copies between them and what was typed: lineage of those may have been dropped (LN4). */
  const addCopies = (client: number, clock: number, end: number): void => {
    if (clock >= end) return;
    add(client, clock, end);
    for (const { length, ancestors } of lineage.partsOf({ client, clock, length: end - clock })) {
      for (const ancestor of ancestors.slice(0, -1)) add(ancestor.client, ancestor.clock, ancestor.clock + length);
    }
  };
  for (const { run } of lineage.descendantsOf({ ...first, length: 1 })) addCopies(run.client, lineage.copiesAround(run).clock, run.clock);
  for (const { run } of lineage.descendantsOf({ ...last, length: 1 })) {
    const { clock, length } = lineage.copiesAround(run);
    addCopies(run.client, run.clock + 1, clock + length);
  }
  return new Map([...outside].map(([client, ranges]) => [client, united(ranges)]));
}

/** The parts of a run between the ends of a note that may belong to its text. */
function within({ outside }: Trace, run: CharacterRun): CharacterRun[] {
  const ranges = outside.get(run.client);
  if (!ranges) return [run];
  return difference([{ clock: run.clock, end: run.clock + run.length }], ranges).map(({ clock, end }) => ({
    client: run.client,
    clock,
    length: end - clock,
  }));
}

/** The part of a piece from a clock on. */
function partOf(item: Y.Item, piece: Piece, clock: number, length: number): Piece {
  const offset = piece.clock - item.id.clock;
  const { lastBlock } = pieceOf(item, offset, clock - item.id.clock, 0, piece.block);
  return pieceOf(item, clock - item.id.clock, clock - item.id.clock + length, piece.from - offset, lastBlock);
}

const pieceOf = (item: Y.Item, from: number, to: number, index: number, block: number): Piece => ({
  ...idAfter(item.id, from),
  length: to - from,
  from: index + from,
  block,
  lastBlock: block + newlinesIn(item, from, to),
});

/** How many blocks start among the characters `from`–`to` of an item. */
function newlinesIn({ content }: Y.Item, from: number, to: number): number {
  if (!(content instanceof Y.ContentString)) return 0;
  let count = 0;
  for (let at = content.str.indexOf(NEWLINE, from); at !== -1 && at < to; at = content.str.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** @param of the note's own character that the first one of the piece is, or took the place of */
function groupOf(piece: Piece, of: CharacterId, isOwn: boolean, { first, last }: Anchor): Group {
  const { from, length } = piece;
  const indexOf = ({ client, clock }: CharacterId): number | null =>
    client === of.client && clock >= of.clock && clock < of.clock + length ? from + clock - of.clock : null;
  const end = indexOf(last);
  return {
    from,
    to: from + length,
    size: length,
    first: indexOf(first),
    last: end === null ? null : end + 1,
    lastPiece: piece,
    hasOwn: isOwn,
  };
}

/** Whether a piece belongs to the group: in the same block, written in one go with it, or neither of them moved. */
const belongs = (group: Group, { lastPiece: piece, hasOwn: isOwn, from }: Group): boolean =>
  (isOwn && group.hasOwn) || from < group.to || piece.block === group.lastPiece.lastBlock || follows(piece, group.lastPiece);

/** Whether a piece was written in one go with the one before it and all that stands between them. */
const follows = (piece: Piece, before: Piece): boolean =>
  piece.client === before.client && piece.clock - before.clock === piece.from - before.from;

const joined = (group: Group, next: Group): Group => ({
  from: group.from,
  to: Math.max(group.to, next.to),
  // A copy of a character and of a copy of it counts once.
  size: group.size + Math.max(0, next.size - Math.max(0, group.to - next.from)),
  first: group.first ?? next.first,
  last: group.last ?? next.last,
  lastPiece: next.to < group.to ? group.lastPiece : next.lastPiece,
  hasOwn: group.hasOwn || next.hasOwn,
});

/** A group with both ends wins, then the one with more characters, then the one that nobody moved. */
function isBetter(group: Group, best: Group): boolean {
  const isWhole = ({ first, last }: Group): boolean => first !== null && last !== null;
  if (isWhole(group) !== isWhole(best)) return isWhole(group);
  return group.size === best.size ? group.hasOwn && !best.hasOwn : group.size > best.size;
}

/** Chooses one copy of each deleted character: moved before pasted, then the nearest. @param most pieces to return */
function chosen(
  claims: readonly Claim[],
  places: ReadonlyMap<number, readonly Piece[]>,
  most: number,
): { readonly piece: Piece; readonly of: CharacterId }[] {
  const found: { readonly piece: Piece; readonly of: CharacterId }[] = [];
  const taken = new Map<number, Range[]>();
  const sorted = claims.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || a.distance - b.distance || a.run.client - b.run.client || a.run.clock - b.run.clock,
  );
  for (const { of, run } of sorted) {
    const pieces = places.get(run.client) ?? [];
    const end = run.clock + run.length;
    for (let i = firstBehind(pieces, run.clock); i < pieces.length && pieces[i]!.clock < end; i++) {
      if (found.length >= most) return found;
      const piece = pieces[i]!;
      const shift = of.clock - run.clock;
      const known = taken.get(of.client) ?? [];
      const range = { clock: Math.max(piece.clock, run.clock) + shift, end: Math.min(piece.clock + piece.length, end) + shift };
      const free = difference([range], known);
      taken.set(of.client, united([...known, ...free]));
      for (const { clock, end: to } of free)
        found.push({ piece: part(piece, clock - shift, to - clock), of: { client: of.client, clock } });
    }
  }
  return found;
}

const rankOf = ({ copying }: Claim): number => (copying === "rewritten" ? 0 : 1);

const part = (piece: Piece, clock: number, length: number): Piece => ({ ...piece, clock, length, from: piece.from + clock - piece.clock });
