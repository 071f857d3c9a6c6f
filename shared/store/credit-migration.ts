import { Merged } from "../update/merge.ts";
import { united, type Range } from "../update/ranges.ts";
import { unpackRecords, updatesOf } from "./packing.ts";
import type { SqlDatabase } from "./update-log.ts";

/**
 * Migrates a database in which each client ID had one owner: what a room holds is credited to the owner of its client
 * ID, clock by clock. Runs once, when an older database is opened (AU7).
 */
export function creditByClock(db: SqlDatabase): void {
  db.exec(`
    ALTER TABLE authors RENAME TO owners;
    CREATE TABLE authors (
      room INTEGER NOT NULL REFERENCES rooms (id),
      client INTEGER NOT NULL,
      clock INTEGER NOT NULL,
      end INTEGER NOT NULL,
      author TEXT,
      brought_by TEXT,
      changed INTEGER NOT NULL,
      PRIMARY KEY (room, client, clock, end)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX authors_unconfirmed ON authors (room) WHERE author IS NOT brought_by;
    ALTER TABLE journal ADD COLUMN authors BLOB;
  `);
  const journal = journalByRoom(db);
  const owners = db.prepare("SELECT client, member FROM owners WHERE room = ?");
  const state = db.prepare("SELECT data FROM states WHERE room = ?");
  const tail = db.prepare("SELECT seq, data, packed FROM updates WHERE room = ? ORDER BY seq");
  const insert = db.prepare("INSERT INTO authors VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (const { id, updated_at: at } of db.prepare("SELECT id, updated_at FROM rooms").all() as { id: number; updated_at: number }[]) {
    const owned = new Map((owners.all(id) as { client: number; member: string }[]).map(({ client, member }) => [client, member]));
    const updates = [
      ...(state.all(id) as { data: Uint8Array }[]).map(({ data }) => data),
      ...(tail.all(id) as Parameters<typeof updatesOf>[0][]).flatMap(updatesOf),
    ];
    const clocks = clocksOf([...updates, ...(journal.get(id) ?? [])]);
    for (const client of new Set([...owned.keys(), ...clocks.keys()])) {
      const owner = owned.get(client) ?? null;
      for (const { clock, end } of clocks.get(client) ?? [{ clock: 0, end: 0 }]) insert.run(id, client, clock, end, owner, owner, at);
    }
  }
  db.exec("DROP TABLE owners");
}

function journalByRoom(db: SqlDatabase): ReadonlyMap<number, readonly Uint8Array[]> {
  const rooms = new Map<number, Uint8Array[]>();
  for (const { data } of db.prepare("SELECT data FROM journal ORDER BY id").all() as { data: Uint8Array }[]) {
    for (const { room, update } of unpackRecords(data)) {
      const own = rooms.get(room);
      if (own) own.push(update);
      else rooms.set(room, [update]);
    }
  }
  return rooms;
}

/** @returns no clocks for a room that cannot be read: it keeps the owners of its client IDs, and nobody can add to it (SY24) */
function clocksOf(updates: readonly Uint8Array[]): ReadonlyMap<number, readonly Range[]> {
  try {
    return new Map([...new Merged(updates).clocks].map(([client, ranges]) => [client, united([...ranges])]));
  } catch {
    return new Map();
  }
}
