import { byClient, withCredits, type Credit } from "./credits.ts";
import { unpackCredits, unpackRecords, updatesOf } from "./packing.ts";
import { SQL } from "./schema.ts";
import type { AuthorRow, RoomRow, UpdateRow } from "./rows.ts";
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

/** Reads all of a room over a connection of its own, the journal included. @returns updates, oldest first; none for an unknown room */
export function readWholeRoom(db: SqlDatabase, name: string): readonly Uint8Array[] {
  return readTransaction(db, () => {
    const room = db.prepare(SQL.find).get(name) as RoomRow | undefined;
    if (!room) return [];
    const journal = db.prepare(SQL.journal).all() as { readonly data: Uint8Array }[];
    const records = journal.flatMap(({ data }) => unpackRecords(data)).filter((record) => record.room === room.id);
    return [...readRoomRows(db, name).updates, ...records.map(({ update }) => update)];
  });
}

/** Reads who wrote what in a room, over a connection of its own, the journal included. @returns credits by client, in order */
export function readWholeCredits(db: SqlDatabase, name: string): readonly Credit[] {
  return readTransaction(db, () => {
    const room = db.prepare(SQL.find).get(name) as RoomRow | undefined;
    if (!room) return [];
    const rows = (db.prepare(SQL.authors).all(room.id, -1) as AuthorRow[]).map(
      ({ client, clock, end, author, brought_by: broughtBy }): Credit => ({ client, clock, end, author, broughtBy }),
    );
    const journal = (db.prepare(SQL.journal).all() as { readonly authors: Uint8Array | null }[])
      .flatMap(({ authors }) => (authors ? unpackCredits(authors) : []))
      .flatMap((record) => (record.room === room.id ? [record.credit] : []));
    const [known, more] = [byClient(rows), byClient(journal)];
    return [...new Set([...known.keys(), ...more.keys()])].flatMap((client) =>
      withCredits(known.get(client) ?? [], more.get(client) ?? []),
    );
  });
}
