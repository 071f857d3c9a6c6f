/**
 * The `UpdateLog` in SQLite. Whoever opens the database sets `journal_mode = WAL` and `synchronous = FULL`, which make a
 * committed transaction survive the loss of the process and of power (ST1), and closes it.
 */
import { migrate } from "./migrate.ts";
import type { LogEntry, RoomState, SqlDatabase, SqlStatement, UpdateLog } from "./update-log.ts";

const STEPS = [
  `CREATE TABLE rooms (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     seq INTEGER NOT NULL DEFAULT 0,
     state_seq INTEGER NOT NULL DEFAULT 0,
     waiting INTEGER NOT NULL DEFAULT 0,
     updated_at INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   -- Apart from rooms, whose rows are rewritten at every commit.
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
];

interface RoomRow {
  readonly id: number;
  readonly seq: number;
  readonly state_seq: number;
  readonly waiting: number;
  readonly updated_at: number;
}

/** A room's numbers while a batch is appended. */
interface Growth {
  readonly id: number;
  seq: number;
  waiting: number;
}

export class SqliteUpdateLog implements UpdateLog {
  readonly #now: () => number;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  readonly #transaction: (body: () => void) => void;
  readonly #snapshot: (body: () => RoomState) => RoomState;

  /** Makes or migrates its tables in `db`. @param now milliseconds since 1970. */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "update-log", STEPS);
    this.#now = now;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
    this.#transaction = db.transaction((body: () => void) => body());
    this.#snapshot = db.transaction((body: () => RoomState) => body());
  }

  append(entries: readonly LogEntry[]): void {
    this.#transaction(() => {
      const grown = new Map<string, Growth>();
      for (const { room: name, update, clients, member, waiting } of entries) {
        let room = grown.get(name);
        if (!room) {
          const { id, seq, waiting: before } = this.#make(name);
          room = { id, seq, waiting: before };
          grown.set(name, room);
        }
        this.#sql.append.run(room.id, ++room.seq, update);
        if (waiting) room.waiting++;
        if (member !== null) for (const client of clients) this.#sql.claim.run(room.id, client, member);
      }
      const now = this.#now();
      for (const { id, seq, waiting } of grown.values()) this.#sql.grow.run(seq, waiting, now, id);
    });
  }

  read(name: string): RoomState {
    return this.#snapshot(() => {
      const room = this.#find(name);
      if (!room) return { seq: 0, updates: [] };
      const rows = this.#sql.tail.all(room.id) as { data: Uint8Array }[];
      const state = this.#sql.state.get(room.id) as { data: Uint8Array } | undefined;
      return { seq: room.seq, updates: (state ? [state, ...rows] : rows).map(({ data }) => data) };
    });
  }

  tailLength(name: string): number {
    const room = this.#find(name);
    return room ? room.seq - room.state_seq : 0;
  }

  compact(name: string, seq: number, state: Uint8Array): void {
    this.#transaction(() => {
      const room = this.#find(name);
      if (!room || seq > room.seq || seq < room.state_seq) throw new RangeError(`${name} has no update ${seq} to compact`);
      this.#sql.fold.run(room.id, state);
      this.#sql.folded.run(seq, room.id);
      this.#sql.forget.run(room.id, seq);
    });
  }

  authors(name: string): ReadonlyMap<number, string> {
    const rows = this.#sql.authors.all(name) as { client: number; member: string }[];
    return new Map(rows.map(({ client, member }) => [client, member]));
  }

  claim(name: string, owners: ReadonlyMap<number, string>): void {
    this.#transaction(() => {
      const { id } = this.#make(name);
      for (const [client, member] of owners) this.#sql.claim.run(id, client, member);
    });
  }

  waiting(name: string): number {
    return this.#find(name)?.waiting ?? 0;
  }

  confirm(name: string, count: number): void {
    this.#sql.confirm.run(count, name);
  }

  updatedAt(name: string): number {
    return this.#find(name)?.updated_at ?? 0;
  }

  rooms(): readonly string[] {
    return (this.#sql.names.all() as { name: string }[]).map(({ name }) => name);
  }

  close(): void {
    // The database is its opener's, and other parts live in it.
  }

  #find(name: string): RoomRow | undefined {
    return this.#sql.find.get(name) as RoomRow | undefined;
  }

  #make(name: string): RoomRow {
    this.#sql.make.run(name);
    return this.#find(name)!;
  }
}

const SQL = {
  find: "SELECT id, seq, state_seq, waiting, updated_at FROM rooms WHERE name = ?",
  make: "INSERT INTO rooms (name) VALUES (?) ON CONFLICT DO NOTHING",
  append: "INSERT INTO updates (room, seq, data) VALUES (?, ?, ?)",
  grow: "UPDATE rooms SET seq = ?, waiting = ?, updated_at = ? WHERE id = ?",
  state: "SELECT data FROM states WHERE room = ?",
  tail: "SELECT data FROM updates WHERE room = ? ORDER BY seq",
  fold: "INSERT INTO states (room, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
  folded: "UPDATE rooms SET state_seq = ? WHERE id = ?",
  forget: "DELETE FROM updates WHERE room = ? AND seq <= ?",
  claim: "INSERT INTO authors (room, client, member) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  authors: "SELECT client, member FROM authors JOIN rooms ON rooms.id = room WHERE name = ?",
  confirm: "UPDATE rooms SET waiting = max(0, waiting - ?) WHERE name = ?",
  names: "SELECT name FROM rooms WHERE seq > 0 ORDER BY name",
} as const;
