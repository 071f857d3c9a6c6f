/**
 * Where notes stand whose text was cut into: on most of its characters, wherever those are that took the place of the ones that
 * are gone. Rules NO2, LN3.
 */
import * as Y from "yjs";
import { idAfter, type CharacterId, type CharacterRun } from "../article/character-id.ts";
import type { Copying, Lineage } from "../article/lineage.ts";
import { NEWLINE } from "../article/names.ts";
import { difference, touches, united, type Range } from "../room/ranges.ts";
import type { Anchor } from "./anchor.ts";

/** So many pieces of text are followed; nobody's notes have more, and whoever makes some that do holds nobody up. */
const MOST_PIECES = 100_000;

/** Characters of a note's text, or others that took their place, as they stand side by side in the body. */
interface Piece {
  readonly from: number;
  readonly to: number;
  /** How many blocks start before it, and before its end. */
  readonly block: number;
  readonly lastBlock: number;
  /** The ID of the first; those of one piece follow one another. */
  readonly id: CharacterId;
}

/** Of some characters that are gone, others that took their place. */
interface Claim {
  readonly of: CharacterRun;
  readonly run: CharacterRun;
  readonly copying: Copying;
  readonly distance: number;
}

interface Trace {
  readonly anchor: Anchor;
  /** Ends that the walk has passed. */
  ends: number;
  /** Characters of the text that are there. */
  readonly own: Piece[];
  readonly claims: Claim[];
}

/** Characters of a note's text, or such as took their place, that belong together. */
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

export class Traces {
  readonly #body: Y.Text;
  readonly #lineage: Lineage;
  readonly #traces: ReadonlyMap<number, Trace>;
  readonly #open = new Set<Trace>();
  #pieces = 0;
  #block = 0;
  #found: ReadonlyMap<number, readonly Piece[]> | null = null;

  /** @param anchors those to follow, by number */
  constructor(body: Y.Text, lineage: Lineage, anchors: ReadonlyMap<number, Anchor>) {
    this.#body = body;
    this.#lineage = lineage;
    this.#traces = new Map([...anchors].map(([i, anchor]) => [i, { anchor, ends: 0, own: [], claims: [] }]));
  }

  /** The walk comes by an end of this anchor. */
  passEnd(anchor: number): void {
    const trace = this.#traces.get(anchor);
    if (!trace) return;
    if (trace.ends++ === 0) this.#open.add(trace);
    else this.#open.delete(trace);
  }

  /** The walk comes by the characters `from`–`to` of an item that starts at `index`. */
  see(item: Y.Item, from: number, to: number, index: number): void {
    if (from >= to || this.#traces.size === 0) return;
    const run = { client: item.id.client, clock: item.id.clock + from, length: to - from };
    if (item.deleted) {
      const heirs = this.#open.size > 0 ? this.#lineage.heirsOf(run) : [];
      for (const trace of heirs.length > 0 ? this.#open : []) {
        if ((this.#pieces += heirs.length) > MOST_PIECES) return;
        trace.claims.push(...heirs.map(({ offset, run: heir, ...rest }) => ({ of: { ...idAfter(run, offset), length: heir.length }, run: heir, ...rest })));
      }
    } else if (item.countable) {
      const lastBlock = this.#block + newlinesIn(item, from, to);
      const piece = { from: index + from, to: index + to, block: this.#block, lastBlock, id: idAfter(item.id, from) };
      for (const trace of this.#open) {
        if (++this.#pieces > MOST_PIECES) return;
        trace.own.push(piece);
      }
      this.#block = lastBlock;
    }
  }

  /** @returns null for a note that is not followed, or of whose characters none is anywhere */
  placeOf(number: number): { readonly from: number; readonly to: number } | null {
    const trace = this.#traces.get(number);
    if (!trace) return null;
    const places = (this.#found ??= this.#findHeirs());
    const { anchor, own, claims } = trace;
    const groups = [...own.map((piece) => groupOf(piece, piece.id, true, anchor)), ...chosen(claims, places).map(({ piece, of }) => groupOf(piece, of, false, anchor))];
    groups.sort((a, b) => a.from - b.from);
    let best: Group | null = null;
    let group: Group | null = null;
    for (const next of groups) {
      group = group && belongs(group, next) ? joined(group, next) : next;
      if (!best || isBetter(group, best)) best = group;
    }
    if (!best) return null;
    // What else stood between the ends of its text does not draw it beyond them.
    const [from, to] = [best.first ?? best.from, best.last ?? best.to];
    return from < to ? { from, to } : { from: best.from, to: best.to };
  }

  /** Walks over the body for the characters that took the place of others. @returns them by client */
  #findHeirs(): ReadonlyMap<number, readonly Piece[]> {
    const claims = [...this.#traces.values()].flatMap((trace) => trace.claims);
    const byClient = Map.groupBy(claims, ({ run }) => run.client);
    const wanted = new Map([...byClient].map(([client, list]) => [client, united(list.map(({ run }) => ({ clock: run.clock, end: run.clock + run.length })))]));
    const pieces = new Map<number, Piece[]>();
    if (wanted.size === 0) return pieces;
    let index = 0;
    let block = 0;
    for (let item = this.#body._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const { client, clock } = item.id;
      const lastBlock = block + newlinesIn(item, 0, item.length);
      if (touches(wanted.get(client) ?? [], clock, clock + item.length)) {
        const piece = { from: index, to: index + item.length, block, lastBlock, id: { client, clock } };
        const list = pieces.get(client);
        if (list) list.push(piece);
        else pieces.set(client, [piece]);
      }
      index += item.length;
      block = lastBlock;
    }
    return pieces;
  }
}

/** @param of the note's own character that the first one of the piece is, or took the place of */
function groupOf(piece: Piece, of: CharacterId, isOwn: boolean, { first, last }: Anchor): Group {
  const { from, to } = piece;
  const indexOf = ({ client, clock }: CharacterId): number | null =>
    client === of.client && clock >= of.clock && clock < of.clock + to - from ? from + clock - of.clock : null;
  const end = indexOf(last);
  return { from, to, size: to - from, first: indexOf(first), last: end === null ? null : end + 1, lastPiece: piece, hasOwn: isOwn };
}

/** What stands in one block belongs together, as do characters that were written in one go, or that nobody moved. */
const belongs = (group: Group, { lastPiece: piece, hasOwn: isOwn }: Group): boolean =>
  (isOwn && group.hasOwn) || piece.block === group.lastPiece.lastBlock || follows(piece, group.lastPiece);

const joined = (group: Group, next: Group): Group => ({
  from: group.from,
  to: Math.max(group.to, next.to),
  size: group.size + next.size,
  first: group.first ?? next.first,
  last: group.last ?? next.last,
  lastPiece: next.lastPiece,
  hasOwn: group.hasOwn || next.hasOwn,
});

/** Where both ends are, the text is: what was typed between them meanwhile may be more, and is not of it. */
function isBetter(group: Group, best: Group): boolean {
  const isWhole = ({ first, last }: Group): boolean => first !== null && last !== null;
  return isWhole(group) === isWhole(best) ? group.size > best.size : isWhole(group);
}

/** Of each character that is gone one that took its place: moved before pasted, and the nearest. */
function chosen(claims: readonly Claim[], places: ReadonlyMap<number, readonly Piece[]>): { readonly piece: Piece; readonly of: CharacterId }[] {
  const found: { readonly piece: Piece; readonly of: CharacterId }[] = [];
  const taken = new Map<number, Range[]>();
  const sorted = claims.toSorted((a, b) => rankOf(a) - rankOf(b) || a.distance - b.distance || a.run.client - b.run.client || a.run.clock - b.run.clock);
  for (const { of, run } of sorted) {
    for (const piece of places.get(run.client) ?? []) {
      const from = Math.max(piece.id.clock, run.clock);
      const to = Math.min(piece.id.clock + piece.to - piece.from, run.clock + run.length);
      if (from >= to) continue;
      const shift = of.clock - run.clock;
      const known = taken.get(of.client) ?? [];
      const free = difference([{ clock: from + shift, end: to + shift }], known);
      taken.set(of.client, united([...known, ...free]));
      for (const { clock, end } of free) {
        found.push({ piece: part(piece, clock - shift - piece.id.clock, end - shift - piece.id.clock), of: { client: of.client, clock } });
      }
    }
  }
  return found;
}

const rankOf = ({ copying }: Claim): number => (copying === "rewritten" ? 0 : 1);

const part = ({ from, id, ...piece }: Piece, start: number, end: number): Piece => ({ ...piece, from: from + start, to: from + end, id: idAfter(id, start) });

/** Whether a piece was written in one go with the one before it. */
const follows = ({ id }: Piece, { id: before, from, to }: Piece): boolean => id.client === before.client && id.clock === before.clock + to - from;

function newlinesIn({ content }: Y.Item, from: number, to: number): number {
  if (!(content instanceof Y.ContentString)) return 0;
  let count = 0;
  for (let at = content.str.indexOf(NEWLINE, from); at !== -1 && at < to; at = content.str.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
