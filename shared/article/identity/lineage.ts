import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type * as Y from "yjs";
import { firstIndex } from "../../binary-search.ts";
import { firstBehind, idAfter, idOfKey, isSameId, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { isKnown, structsOf } from "../yjs-internals/items.ts";
import { writeAs } from "../yjs-internals/last-client.ts";
import { valueBy } from "../yjs-internals/map-entries.ts";
import { LINEAGE } from "../model/names.ts";
import { RunIndex } from "./run-index.ts";

/**
 * How characters came to be written anew: "rewritten" by undo, redo or a move, which take the old ones away; "pasted" where they
 * had been cut; or "copied" while the old ones stayed.
 */
export type Copying = "rewritten" | "pasted" | "copied";
const COPYINGS: readonly Copying[] = ["rewritten", "pasted", "copied"];

/** Characters that are copies. */
export interface Copy extends CharacterRun {
  /** First character of each stretch of the same length that they are copies of, nearest first, the one that was typed last. */
  readonly ancestors: readonly CharacterId[];
}

/** Characters that are copies of the ones that were asked about. */
export interface Descendant {
  /** Of the first of those that were asked about, in the run that was asked about. */
  readonly offset: number;
  readonly run: CharacterRun;
  readonly copying: Copying;
  /** Generations between the two, from 0. */
  readonly distance: number;
}

/** More ancestors than this are not written down: those in the middle are left out. */
const MOST_ANCESTORS = 24;
/** An entry with more is read so far; nobody writes such. */
const MOST_STRETCHES = 100_000;

/** Characters that have copies, with these. */
interface Descent extends CharacterRun {
  readonly run: CharacterRun;
  readonly copying: Copying;
  readonly distance: number;
}

type CopyOfEntry = Copy & { readonly copying: Copying };

interface Entry {
  /** As the map has them. */
  readonly bytes: Uint8Array;
  readonly copying: Copying;
  readonly copies: readonly Copy[];
}

/**
 * Lineage: which characters are copies of which. Undo, redo, moves and pastes write text anew, under new Yjs IDs; what was said of
 * the old characters (the attributes of a block, a note, who wrote them) is found through it. Rules LN1–LN4.
 *
 * It stands in a flat `Y.Map` beside the body. The key of an entry is the ID of the first of some characters that follow one
 * another; its value is bytes: how they came about, then stretch by stretch its length and its ancestors, nearest first. Each
 * stretch names all of its ancestors, so that an entry whose own characters are gone can be dropped.
 */
export class Lineage {
  readonly map: Y.Map<unknown>;
  readonly #doc: Y.Doc;
  readonly #entries = new Map<string, Entry>();
  /** Copies by their own client, in the order of their clocks, and by each of their ancestors: made when they are asked for, and kept until one goes. */
  #copies: Map<number, CopyOfEntry[]> | null = null;
  #descents: RunIndex<Descent> | null = null;
  #latest: { readonly transaction: Y.Transaction; readonly copies: readonly Copy[] } | null = null;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.map = doc.getMap(LINEAGE);
    for (const key of this.map.keys()) this.#read(key);
    this.map.observe(({ keysChanged }, transaction) => {
      const copies = () => [...keysChanged].flatMap((key) => this.#entries.get(key)?.copies ?? []);
      const before = copies();
      for (const key of keysChanged) this.#read(key);
      this.#latest = { transaction, copies: [...before, ...copies()] };
    });
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** The characters of which `transaction`, the last one of the document, said something else than was said before. */
  changedIn(transaction: Y.Transaction): readonly Copy[] {
    return this.#latest?.transaction === transaction ? this.#latest.copies : [];
  }

  /** The characters that this one took the place of, nearest first. */
  ancestorsOf(id: CharacterId): readonly CharacterId[] {
    const copies = this.#byCopy().get(id.client);
    const copy = copies?.[firstBehind(copies, id.clock)];
    if (!copy || copy.clock > id.clock || copy.copying === "copied") return [];
    return copy.ancestors.map((ancestor) => idAfter(ancestor, id.clock - copy.clock));
  }

  /** The characters around this one that are copies as well, as far as their IDs follow one another. */
  copiesAround(id: CharacterId): CharacterRun {
    const copies = this.#byCopy().get(id.client) ?? [];
    const at = firstBehind(copies, id.clock);
    const copy = copies[at];
    if (!copy || copy.clock > id.clock) return { ...id, length: 1 };
    let { clock } = copy;
    let end = clock + copy.length;
    for (let i = at - 1; i >= 0 && copies[i]!.clock + copies[i]!.length === clock; i--) ({ clock } = copies[i]!);
    for (let i = at + 1; i < copies.length && copies[i]!.clock === end; i++) end += copies[i]!.length;
    return { client: id.client, clock, length: end - clock };
  }

  /** The characters that took the place of those of `run`, whether they are still there or not, in no order. */
  descendantsOf(run: CharacterRun): Descendant[] {
    const end = run.clock + run.length;
    return this.#byAncestor()
      .overlapping(run)
      .map(({ clock, length, run: copy, copying, distance }) => {
        const [from, to] = [Math.max(clock, run.clock), Math.min(clock + length, end)];
        return { offset: from - run.clock, run: { ...idAfter(copy, from - clock), length: to - from }, copying, distance };
      });
  }

  /** Whether no character of `run` took the place of another: `partsOf` without any ancestor. */
  isOriginal(run: CharacterRun): boolean {
    if (this.isEmpty) return true;
    const copies = this.#byCopy().get(run.client) ?? [];
    for (let i = firstBehind(copies, run.clock); i < copies.length && copies[i]!.clock < run.clock + run.length; i++)
      if (copies[i]!.copying !== "copied") return false;
    return true;
  }

  /** Parts `run` where the ancestors of its characters part, each part with those whose place it took; none for what is no copy, or one of what stayed. */
  partsOf(run: CharacterRun): Copy[] {
    const copies = this.#byCopy().get(run.client) ?? [];
    const parts: Copy[] = [];
    const end = run.clock + run.length;
    let at = run.clock;
    for (let i = firstBehind(copies, at); at < end; i++) {
      const copy = copies[i];
      const from = copy ? Math.max(copy.clock, at) : end;
      if (from > at) parts.push({ client: run.client, clock: at, length: Math.min(from, end) - at, ancestors: [] });
      if (!copy || copy.clock >= end) break;
      const to = Math.min(copy.clock + copy.length, end);
      const ancestors = copy.copying === "copied" ? [] : copy.ancestors.map((ancestor) => idAfter(ancestor, from - copy.clock));
      parts.push({ client: run.client, clock: from, length: to - from, ancestors });
      at = to;
    }
    return parts;
  }

  /**
   * Says of characters that were written in this transaction, by this client, what they are copies of.
   * @param copies without the ancestors of their first ancestor, which are looked up
   */
  record(copies: readonly Copy[], copying: Copying): void {
    // Only a client itself says it of its characters (LN2).
    for (const [client, own] of Map.groupBy(copies, (copy) => copy.client))
      writeAs(this.map.doc!, client, () => this.#recordOf(own, copying));
  }

  #recordOf(copies: readonly Copy[], copying: Copying): void {
    const whole = copies.flatMap((copy) => this.#withAncestors(copy)).sort((a, b) => a.clock - b.clock);
    let entry: Copy[] = [];
    for (const [i, copy] of whole.entries()) {
      entry.push(copy);
      if (whole[i + 1]?.clock === copy.clock + copy.length) continue;
      const bytes = encode(entry, copying);
      this.map.set(keyOf(entry[0]!), bytes);
      this.#enter(keyOf(entry[0]!), { bytes, copying, copies: entry });
      entry = [];
    }
  }

  /** Drops what is said of characters none of which is there: each copy names all of its ancestors itself. @param isThere whether some of a run is */
  prune(isThere: (run: CharacterRun) => boolean): void {
    for (const [key, { copies }] of this.#entries) {
      if (copies.some(isThere)) continue;
      this.map.delete(key);
      this.#entries.delete(key);
      this.#forget();
    }
  }

  #withAncestors(copy: Copy): Copy[] {
    const [nearest] = copy.ancestors;
    if (!nearest) return [];
    return this.partsOf({ ...nearest, length: copy.length }).map(({ clock, length, ancestors }) => {
      const offset = clock - nearest.clock;
      const all = merged(
        copy.ancestors.map((ancestor) => idAfter(ancestor, offset)),
        ancestors,
      );
      const kept = all.length <= MOST_ANCESTORS ? all : [...all.slice(0, MOST_ANCESTORS - 1), all.at(-1)!];
      return { ...idAfter(copy, offset), length, ancestors: kept };
    });
  }

  #enter(key: string, entry: Entry): void {
    if (this.#entries.has(key)) this.#forget();
    this.#entries.set(key, entry);
    if (this.#copies) for (const copy of copiesOf(entry)) insertCopy(this.#copies, copy);
    if (this.#descents) for (const descent of descentsOf(entry)) this.#descents.add(descent);
  }

  /** Reads an entry that may have changed. Only whoever wrote characters may say what they are copies of. */
  #read(key: string): void {
    const id = idOfKey(key);
    const value = id && valueBy(this.map, key, id.client);
    // This client's own was entered when it was recorded.
    if (value instanceof Uint8Array && value === this.#entries.get(key)?.bytes) return;
    const entry = id && value instanceof Uint8Array ? decode(value, id) : null;
    if (entry) this.#enter(key, entry);
    else if (!this.#isGone(key) && this.#entries.delete(key)) this.#forget();
  }

  /**
   * Whether an entry that somebody dropped is of characters that all are gone: undo may bring them back, or has to know of those that
   * they were copies of that they were there again.
   */
  #isGone(key: string): boolean {
    const copies = this.#entries.get(key)?.copies ?? [];
    return copies.every((run) => isKnown(this.#doc, run) && [...structsOf(this.#doc, run)].every((struct) => struct.deleted));
  }

  #forget(): void {
    this.#copies = null;
    this.#descents = null;
  }

  #byCopy(): ReadonlyMap<number, readonly CopyOfEntry[]> {
    return (this.#copies ??= sorted([...this.#entries.values()].flatMap(copiesOf)));
  }

  #byAncestor(): RunIndex<Descent> {
    if (this.#descents) return this.#descents;
    this.#descents = new RunIndex();
    for (const entry of this.#entries.values()) for (const descent of descentsOf(entry)) this.#descents.add(descent);
    return this.#descents;
  }
}

const copiesOf = ({ copying, copies }: Entry): CopyOfEntry[] => copies.map((copy) => ({ ...copy, copying }));

/** None for copies of what stayed: they took no place. */
const descentsOf = ({ copying, copies }: Entry): Descent[] =>
  copying === "copied"
    ? []
    : copies.flatMap(({ ancestors, ...run }) =>
        ancestors.map((ancestor, distance) => ({ ...ancestor, length: run.length, run, copying, distance })),
      );

function insertCopy(copies: Map<number, CopyOfEntry[]>, copy: CopyOfEntry): void {
  const list = copies.get(copy.client);
  if (list)
    list.splice(
      firstIndex(list.length, (i) => list[i]!.clock > copy.clock),
      0,
      copy,
    );
  else copies.set(copy.client, [copy]);
}

/** Two lists of ancestors of the same characters as one, nearest first. */
function merged(some: readonly CharacterId[], others: readonly CharacterId[]): CharacterId[] {
  const all: CharacterId[] = [];
  let next = 0;
  for (const one of some) {
    const at = others.findIndex((other, i) => i >= next && isSameId(one, other));
    if (at !== -1) {
      all.push(...others.slice(next, at));
      next = at + 1;
    }
    all.push(one);
  }
  return [...all, ...others.slice(next)];
}

/** Each client's, in the order of their clocks. */
const sorted = <T extends CharacterRun>(runs: T[]): Map<number, T[]> =>
  Map.groupBy(
    runs.sort((a, b) => a.clock - b.clock),
    ({ client }) => client,
  );

function encode(copies: readonly Copy[], copying: Copying): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, COPYINGS.indexOf(copying));
    encoding.writeVarUint(encoder, copies.length);
    for (const { length, ancestors } of copies) {
      encoding.writeVarUint(encoder, length);
      encoding.writeVarUint(encoder, ancestors.length);
      for (const { client, clock } of ancestors) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
      }
    }
  });
}

/** @returns null for bytes that say nothing: another program wrote them */
function decode(bytes: Uint8Array, first: CharacterId): Entry | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const copying = COPYINGS[decoding.readVarUint(decoder)];
    const count = Math.min(decoding.readVarUint(decoder), MOST_STRETCHES);
    const copies: Copy[] = [];
    let at = first.clock;
    for (let i = 0; i < count; i++) {
      const length = decoding.readVarUint(decoder);
      const generations = decoding.readVarUint(decoder);
      if (length === 0 || generations > MOST_ANCESTORS || !Number.isSafeInteger(at + length)) return null;
      const ancestors: CharacterId[] = [];
      for (let left = generations; left > 0; left--)
        ancestors.push({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) });
      copies.push({ client: first.client, clock: at, length, ancestors });
      at += length;
    }
    return copying === undefined ? null : { bytes, copying, copies };
  } catch {
    // Truncated.
    return null;
  }
}
