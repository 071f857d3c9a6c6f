import { updatesOf } from "./packing.ts";
import { SQL, type RoomRow, type UpdateRow } from "./schema.ts";
import { readTransaction } from "./transaction.ts";
import type { RoomState, SqlDatabase } from "./update-log.ts";

/**
 * Reads a room's own rows, without the journal, over a connection beside the one that writes: see `SqliteUpdateLog.compactJournal`.
 * @returns a state first, if there is one, then the updates after it; nothing for an unknown room
 */
export function readRoomRows(db: SqlDatabase, name: string): RoomState {
  return readTransaction(db, () => {
    const room = db.prepare(SQL.find).get(name) as RoomRow | undefined;
    if (!room) return { seq: 0, updates: [] };
    const state = db.prepare(SQL.state).get(room.id) as { data: Uint8Array } | undefined;
    const tail = (db.prepare(SQL.tail).all(room.id) as UpdateRow[]).flatMap(updatesOf);
    return { seq: room.seq, updates: [...(state ? [state.data] : []), ...tail] };
  });
}
