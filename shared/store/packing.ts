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

export function packRecords(records: readonly JournalRecord[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const { room, waiting, update } of records) {
      encoding.writeVarUint(encoder, room);
      encoding.writeVarUint(encoder, waiting ? 1 : 0);
      encoding.writeVarUint8Array(encoder, update);
    }
  });
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
