import { creditByClock } from "./credit-migration.ts";
import type { Step } from "./migrate.ts";

/**
 * Migrations of the update log's tables. A commit is one row of `journal`, however many rooms it is about; when the
 * journal is compacted, its updates are moved to the rows of their rooms. A room consists of its state, then its
 * updates, then its records in the journal, oldest first.
 */
export const STEPS: readonly Step[] = [
  `CREATE TABLE rooms (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     seq INTEGER NOT NULL DEFAULT 0,
     state_seq INTEGER NOT NULL DEFAULT 0,
     waiting INTEGER NOT NULL DEFAULT 0,
     updated_at INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   -- Apart from rooms, whose rows are rewritten often.
   CREATE TABLE states (
     room INTEGER PRIMARY KEY REFERENCES rooms (id),
     data BLOB NOT NULL
   ) STRICT;
   CREATE TABLE updates (
     room INTEGER NOT NULL REFERENCES rooms (id),
     seq INTEGER NOT NULL,
     data BLOB NOT NULL,
     PRIMARY KEY (room, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE authors (
     room INTEGER NOT NULL REFERENCES rooms (id),
     client INTEGER NOT NULL,
     member TEXT NOT NULL,
     PRIMARY KEY (room, client)
   ) STRICT, WITHOUT ROWID;`,
  // `seq` and `waiting` of a room leave the journal out. 0 packed: the row is one update as it came; n: it is n of them,
  // packed, of which the last is number seq.
  `ALTER TABLE updates ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE journal (
     id INTEGER PRIMARY KEY,
     data BLOB NOT NULL,
     at INTEGER NOT NULL
   ) STRICT;`,
  `CREATE INDEX rooms_by_time ON rooms (updated_at);
   CREATE INDEX rooms_waiting ON rooms (waiting) WHERE waiting <> 0;`,
  creditByClock,
  // The last change is looked up at every start.
  "CREATE INDEX authors_by_time ON authors (changed);",
  // What is older was stored at the latest when its client's credits last grew.
  `CREATE TABLE times (
     room INTEGER NOT NULL REFERENCES rooms (id),
     client INTEGER NOT NULL,
     end INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (room, client, end)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO times SELECT room, client, max(end), max(changed) FROM authors WHERE clock < end AND changed > 0 GROUP BY room, client;`,
];

/** The statements of the update log, by name. */
export const SQL = {
  version: "PRAGMA data_version",
  find: "SELECT id, name, seq, state_seq, waiting, updated_at FROM rooms WHERE name = ?",
  byId: "SELECT id, name, seq, state_seq, waiting, updated_at FROM rooms WHERE id = ?",
  latest: `SELECT max((SELECT ifnull(max(updated_at), 0) FROM rooms), (SELECT ifnull(max(at), 0) FROM journal),
             (SELECT ifnull(max(changed), 0) FROM authors)) AS at`,
  make: "INSERT INTO rooms (name) VALUES (?) ON CONFLICT DO NOTHING",
  changed: "SELECT name AS room, updated_at AS at FROM rooms WHERE updated_at > ? ORDER BY updated_at LIMIT ?",
  changedAt: "SELECT name AS room, updated_at AS at FROM rooms WHERE updated_at = ?",
  unconfirmed: "SELECT name FROM rooms WHERE waiting <> 0",
  names: "SELECT name FROM rooms WHERE seq > 0 ORDER BY name",
  record: "INSERT INTO journal (data, at, authors) VALUES (?, ?, ?)",
  journal: "SELECT data, at, authors FROM journal ORDER BY id",
  clearJournal: "DELETE FROM journal",
  append: "INSERT INTO updates (room, seq, data, packed) VALUES (?, ?, ?, ?)",
  grow: "UPDATE rooms SET seq = ?, waiting = ?, updated_at = ? WHERE id = ?",
  state: "SELECT data FROM states WHERE room = ?",
  tail: "SELECT seq, data, packed FROM updates WHERE room = ? ORDER BY seq",
  setState: "INSERT INTO states (room, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
  setStateSeq: "UPDATE rooms SET state_seq = ? WHERE id = ?",
  cut: "SELECT seq, data, packed FROM updates WHERE room = ? AND seq > ? AND seq - packed < ? AND packed > 0",
  forget: "DELETE FROM updates WHERE room = ? AND seq <= ?",
  credit: "INSERT INTO authors (room, client, clock, end, author, brought_by, changed) VALUES (?, ?, ?, ?, ?, ?, ?)",
  extend: "UPDATE authors SET end = ?, changed = ? WHERE room = ? AND client = ? AND end = ? AND author IS ? AND brought_by IS ?",
  uncredit: "DELETE FROM authors WHERE room = ? AND client = ? AND clock = ? AND end = ?",
  authors: "SELECT client, clock, end, author, brought_by, changed FROM authors WHERE room = ? AND changed > ? ORDER BY client, clock, end",
  author: "SELECT client, clock, end, author, brought_by, changed FROM authors WHERE room = ? AND client = ? ORDER BY clock, end",
  unconfirmedCredits: `SELECT client, clock, end, author, brought_by, changed FROM authors
                WHERE room = ? AND author IS NOT brought_by ORDER BY client, clock`,
  times: "SELECT client, end, at FROM times WHERE room = ? AND at > ? ORDER BY client, end",
  timesOf: "SELECT end, at FROM times WHERE room = ? AND client = ? ORDER BY end",
  lastTime: "SELECT end, at FROM times WHERE room = ? AND client = ? ORDER BY end DESC LIMIT 1",
  time: "INSERT INTO times (room, client, end, at) VALUES (?, ?, ?, ?)",
  growTime: "UPDATE times SET end = ?, at = ? WHERE room = ? AND client = ? AND end = ?",
  untime: "DELETE FROM times WHERE room = ? AND client = ? AND end = ?",
  sizes: `SELECT (SELECT ifnull(sum(length(data)), 0) FROM states WHERE room = ?1) AS state,
            (SELECT ifnull(sum(length(data)), 0) FROM updates WHERE room = ?1) AS tail`,
  setUnconfirmed: "UPDATE rooms SET waiting = ? WHERE id = ?",
  erase_updates: "DELETE FROM updates WHERE room = ?",
  erase_states: "DELETE FROM states WHERE room = ?",
  erase_authors: "DELETE FROM authors WHERE room = ?",
  erase_times: "DELETE FROM times WHERE room = ?",
  erase: "DELETE FROM rooms WHERE id = ?",
} as const;
