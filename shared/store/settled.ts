/** Reading rooms without the journal, for whoever looks at a database that another writes. */
import { updatesOf } from "./packing.ts";
import { SQL, type RoomRow, type UpdateRow } from "./schema.ts";
import { readTransaction } from "./transaction.ts";
import type { RoomState, SqlDatabase } from "./update-log.ts";

/** @returns what of the room is settled: a state first, if there is one, then the updates after it */
export function settledState(db: SqlDatabase, name: string): RoomState {
  return readTransaction(db, () => {
    const room = db.prepare(SQL.find).get(name) as RoomRow | undefined;
    if (!room) return { seq: 0, updates: [] };
    const state = db.prepare(SQL.state).get(room.id) as { data: Uint8Array } | undefined;
    const tail = (db.prepare(SQL.tail).all(room.id) as UpdateRow[]).flatMap(updatesOf);
    return { seq: room.seq, updates: [...(state ? [state.data] : []), ...tail] };
  });
}
