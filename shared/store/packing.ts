import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Credit } from "./credits.ts";
import type { UpdateRow } from "./rows.ts";

// Several updates in one blob. For each: its length (varuint) and its bytes; in the journal before them the room's row number and
// 1 or 0 for "unconfirmed" (varuints). Credits are packed in a blob of their own. For each: the row number of the room, client,
// clock and length (varuints), the author (text, empty for none), and 1 where the author brought it, else 0 and who did. Varuints
// and texts are lib0's.

/** An update of the room with that row number. */
export interface JournalRecord {
  readonly room: number;
  readonly unconfirmed: boolean;
  readonly update: Uint8Array;
}

/** Packs updates of one room. */
export function packUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const update of updates) encoding.writeVarUint8Array(encoder, update);
  });
}

/** The updates of a row, as views of its data. */
export const updatesOf = ({ data, packed }: UpdateRow): Uint8Array[] => (packed === 0 ? [data] : unpackUpdates(data));

/** @returns views of `data`. */
function unpackUpdates(data: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(data);
  const updates: Uint8Array[] = [];
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder));
  return updates;
}

/** Packs the updates of one commit. */
export function packRecords(records: readonly JournalRecord[]): Uint8Array {
  let size = 0;
  for (const { room, update } of records) size += varUintLength(room) + 1 + varUintLength(update.length) + update.length;
  // By hand: an encoder grows its buffer piece by piece, and this is done for every commit.
  const data = new Uint8Array(size);
  let at = 0;
  for (const { room, unconfirmed, update } of records) {
    at = writeVarUint(data, at, room);
    data[at++] = unconfirmed ? 1 : 0;
    at = writeUpdate(data, at, update);
  }
  return data;
}

/** Packs updates one by one. An object for each update would survive many garbage collections, and take more memory than its bytes. */
export class Pack {
  count = 0;
  #data = new Uint8Array(SMALLEST);
  #size = 0;

  /** The updates so far, packed. */
  get data(): Uint8Array {
    return this.#data.subarray(0, this.#size);
  }

  add(update: Uint8Array): void {
    const size = this.#size + varUintLength(update.length) + update.length;
    if (size > this.#data.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#data.length));
      larger.set(this.data);
      this.#data = larger;
    }
    this.#size = writeUpdate(this.#data, this.#size, update);
    this.count++;
  }

  updates(): Uint8Array[] {
    // Copied, since this buffer is written to again.
    return unpackUpdates(this.data.slice());
  }

  clear(): void {
    if (this.#data.length > LARGEST_KEPT) this.#data = new Uint8Array(SMALLEST);
    this.#size = 0;
    this.count = 0;
  }
}

/** Bytes of a pack's first buffer. */
const SMALLEST = 64;
/** Bytes of the largest buffer that `clear` keeps. */
const LARGEST_KEPT = 4096;

/** @returns the index after it */
function writeUpdate(data: Uint8Array, start: number, update: Uint8Array): number {
  const at = writeVarUint(data, start, update.length);
  data.set(update, at);
  return at + update.length;
}

function varUintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** @returns the index after it */
function writeVarUint(data: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) data[at++] = 0x80 | (rest & 0x7f);
  data[at++] = rest;
  return at;
}

/** The inverse of `packRecords`. @returns records whose updates are views of `data` */
export function unpackRecords(data: Uint8Array): JournalRecord[] {
  const decoder = decoding.createDecoder(data);
  const records: JournalRecord[] = [];
  while (decoding.hasContent(decoder)) {
    records.push({
      room: decoding.readVarUint(decoder),
      unconfirmed: decoding.readVarUint(decoder) === 1,
      update: decoding.readVarUint8Array(decoder),
    });
  }
  return records;
}

/** A credit of the room with that row number. */
export interface CreditRecord {
  readonly room: number;
  readonly credit: Credit;
}

/** Packs the credits of one commit. */
export function packCredits(records: readonly CreditRecord[]): Uint8Array {
  let size = 0;
  for (const { room, credit } of records) {
    const { client, clock, end, author, broughtBy } = credit;
    size += varUintLength(room) + varUintLength(client) + varUintLength(clock) + varUintLength(end - clock) + nameOf(author).length + 1;
    if (author !== broughtBy) size += nameOf(broughtBy).length;
  }
  const data = new Uint8Array(size);
  let at = 0;
  for (const { room, credit } of records) {
    const { client, clock, end, author, broughtBy } = credit;
    for (const value of [room, client, clock, end - clock]) at = writeVarUint(data, at, value);
    const name = nameOf(author);
    data.set(name, at);
    at += name.length;
    data[at++] = author === broughtBy ? 1 : 0;
    if (author === broughtBy) continue;
    data.set(nameOf(broughtBy), at);
    at += nameOf(broughtBy).length;
  }
  return data;
}

/** Members' IDs as bytes: a few are packed again and again. */
const names = new Map<string, Uint8Array>();
const MOST_NAMES = 1000;

function nameOf(member: string | null): Uint8Array {
  let name = names.get(member ?? "");
  if (!name) {
    name = encoding.encode((encoder) => encoding.writeVarString(encoder, member ?? ""));
    if (names.size >= MOST_NAMES) names.clear();
    names.set(member ?? "", name);
  }
  return name;
}

/** The inverse of `packCredits`. */
export function unpackCredits(data: Uint8Array): CreditRecord[] {
  const decoder = decoding.createDecoder(data);
  const records: CreditRecord[] = [];
  while (decoding.hasContent(decoder)) {
    const room = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const end = clock + decoding.readVarUint(decoder);
    const author = decoding.readVarString(decoder);
    const broughtBy = decoding.readUint8(decoder) === 1 ? author : decoding.readVarString(decoder);
    records.push({ room, credit: { client, clock, end, author: author || null, broughtBy: broughtBy || null } });
  }
  return records;
}
