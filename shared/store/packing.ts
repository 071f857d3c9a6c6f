/**
 * How several updates stand in one blob: for each a length (varuint) and its bytes; in the journal the room's row number and
 * 1 or 0 for "waiting" (varuints) before them. Varuints are lib0's.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { UpdateRow } from "./schema.ts";

export interface JournalRecord {
  readonly room: number;
  readonly waiting: boolean;
  readonly update: Uint8Array;
}

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

/** @returns the blob, and the updates as views of it, which keep nothing alive but the blob. */
export function packRecords(records: readonly JournalRecord[]): { readonly data: Uint8Array; readonly updates: readonly Uint8Array[] } {
  let size = 0;
  for (const { room, update } of records) size += varUintLength(room) + 1 + varUintLength(update.length) + update.length;
  // By hand: an encoder grows its buffer piece by piece, and this is done for every commit.
  const data = new Uint8Array(size);
  const updates: Uint8Array[] = [];
  let at = 0;
  for (const { room, waiting, update } of records) {
    at = writeVarUint(data, at, room);
    data[at++] = waiting ? 1 : 0;
    at = writeVarUint(data, at, update.length);
    data.set(update, at);
    updates.push(data.subarray(at, at + update.length));
    at += update.length;
  }
  return { data, updates };
}

function varUintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** @returns where it ends */
function writeVarUint(data: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) data[at++] = 0x80 | (rest & 0x7f);
  data[at++] = rest;
  return at;
}

/** @returns records whose updates are views of `data`. */
export function unpackRecords(data: Uint8Array): JournalRecord[] {
  const decoder = decoding.createDecoder(data);
  const records: JournalRecord[] = [];
  while (decoding.hasContent(decoder)) {
    records.push({
      room: decoding.readVarUint(decoder),
      waiting: decoding.readVarUint(decoder) === 1,
      update: decoding.readVarUint8Array(decoder),
    });
  }
  return records;
}
