/**
 * The `UpdateLog` in SQLite. Whoever opens the database sets `journal_mode = WAL` and `synchronous = FULL`, which make a
 * committed transaction survive the loss of the process and of power (ST1), and closes it. One process writes; others may
 * read beside it.
 */
import { migrate } from "./migrate.ts";
import { packRecords, packUpdates, unpackRecords, updatesOf, type JournalRecord } from "./packing.ts";
import { SQL, STEPS, type RoomRow, type UpdateRow } from "./schema.ts";
import type { LogEntry, RoomState, SqlDatabase, SqlStatement, SqlTransaction, UpdateLog } from "./update-log.ts";

/** Bytes and updates in the journal at which it is settled at the latest; both are held in memory meanwhile. */
const JOURNAL_BYTES = 1024 * 1024;
const JOURNAL_UPDATES = 4096;
/** Settling writes to each room once, which pays when there are that many updates for each, and that many in all. */
const UPDATES_PER_ROOM = 8;
const WORTH_SETTLING = 512;

/** A room as the database and the journal together have it. */
interface Known {
  readonly row: RoomRow;
  /** Its updates in the journal. */
  readonly records: Uint8Array[];
  waiting: number;
  at: number;
  /** Clients whose owner is known to be entered. */
  readonly claimed: Set<number>;
}

export class SqliteUpdateLog implements UpdateLog {
  readonly #now: () => number;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  readonly #transaction: SqlTransaction<[body: () => void], void>;
  readonly #snapshot: SqlTransaction<[body: () => RoomState], RoomState>;
  /** Rooms with records in the journal. */
  #known = new Map<string, Known>();
  #updates = 0;
  #bytes = 0;
  /** SQLite's, which changes when another connection has written; null when the memory cannot be trusted. */
  #version: number | null = null;

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
    const now = this.#now();
    this.#write(() => {
      const rooms = entries.map(({ room }) => this.#make(room));
      const records = entries.map(({ waiting, update }, i) => ({ room: rooms[i]!.row.id, waiting, update }));
      for (const [i, { clients, member }] of entries.entries()) if (member !== null) this.#claim(rooms[i]!, clients, member);
      const data = packRecords(records);
      const settle = this.#isLong(entries.length, data.length);
      if (!settle) this.#sql.record.run(data, now);
      this.#remember(data, now, rooms);
      if (settle) this.#settle();
    });
  }

  read(name: string): RoomState {
    return this.#snapshot(() => {
      this.#refresh();
      const room = this.#find(name);
      if (!room) return { seq: 0, updates: [] };
      const state = this.#sql.state.get(room.row.id) as { data: Uint8Array } | undefined;
      const tail = (this.#sql.tail.all(room.row.id) as UpdateRow[]).flatMap(updatesOf);
      return { seq: seqOf(room), updates: [...(state ? [state.data] : []), ...tail, ...room.records] };
    });
  }

  tailLength(name: string): number {
    const room = this.#look(name);
    return room ? seqOf(room) - room.row.state_seq : 0;
  }

  size(name: string): number {
    const room = this.#look(name);
    if (!room) return 0;
    const { size } = this.#sql.size.get({ 1: room.row.id }) as { size: number };
    return room.records.reduce((sum, { length }) => sum + length, size);
  }

  compact(name: string, seq: number, state: Uint8Array): void {
    this.#write(() => {
      let room = this.#find(name);
      if (!room || seq > seqOf(room) || seq < room.row.state_seq) throw new RangeError(`${name} has no update ${seq} to compact`);
      if (seq > room.row.seq) {
        this.#settle();
        room = this.#find(name)!;
      }
      const { id } = room.row;
      for (const row of this.#sql.cut.all(id, seq, seq) as UpdateRow[]) {
        const later = updatesOf(row).slice(seq - row.seq);
        this.#sql.forget.run(id, row.seq);
        this.#sql.append.run(id, row.seq, packUpdates(later), later.length);
      }
      this.#sql.fold.run(id, state);
      this.#sql.folded.run(seq, id);
      this.#sql.forget.run(id, seq);
      const known = this.#known.get(name);
      if (known) this.#known.set(name, { ...known, row: { ...known.row, state_seq: seq } });
    });
  }

  /** Brings the journal into the rooms' own rows, where another thread that reads the database looks. */
  settle(): void {
    if (this.#version !== null && this.#updates === 0) return;
    this.#write(() => this.#settle());
  }

  authors(name: string): ReadonlyMap<number, string> {
    const rows = this.#sql.authors.all(name) as { client: number; member: string }[];
    return new Map(rows.map(({ client, member }) => [client, member]));
  }

  claim(name: string, owners: ReadonlyMap<number, string>): void {
    this.#write(() => {
      const room = this.#make(name);
      for (const [client, member] of owners) this.#claim(room, [client], member);
    });
  }

  waiting(name: string): number {
    const room = this.#look(name);
    return room ? room.row.waiting + room.waiting : 0;
  }

  confirm(name: string, count: number): void {
    this.#write(() => {
      const room = this.#find(name);
      if (!room) return;
      // Below zero where some of what is confirmed still stands in the journal.
      const waiting = Math.max(0, room.row.waiting + room.waiting - count) - room.waiting;
      this.#sql.wait.run(waiting, room.row.id);
      const known = this.#known.get(name);
      if (known) this.#known.set(name, { ...known, row: { ...known.row, waiting } });
    });
  }

  updatedAt(name: string): number {
    const room = this.#look(name);
    return room ? Math.max(room.row.updated_at, room.at) : 0;
  }

  rooms(): readonly string[] {
    this.#refresh();
    const settled = (this.#sql.names.all() as { name: string }[]).map(({ name }) => name);
    const fresh = [...this.#known.values()].filter(({ row, records }) => row.seq === 0 && records.length > 0);
    return [...settled, ...fresh.map(({ row }) => row.name)].sort();
  }

  close(): void {
    // The database is its opener's, and other parts live in it.
  }

  /** One transaction. When it fails, what is in memory is read again before it is used. */
  #write(body: () => void): void {
    try {
      this.#transaction.immediate(() => {
        this.#refresh();
        body();
      });
    } catch (error) {
      this.#version = null;
      throw error;
    }
  }

  /** Reads the journal again if another connection has written, or a transaction here has failed. */
  #refresh(): void {
    const { data_version: version } = this.#sql.version.get() as { data_version: number };
    if (version === this.#version) return;
    this.#version = version;
    this.#clear();
    for (const { data, at } of this.#sql.journal.all() as { data: Uint8Array; at: number }[]) this.#remember(data, at);
  }

  #look(name: string): Known | undefined {
    this.#refresh();
    return this.#find(name);
  }

  #find(name: string): Known | undefined {
    const known = this.#known.get(name);
    if (known) return known;
    const row = this.#sql.find.get(name) as RoomRow | undefined;
    return row && knownAs(row);
  }

  #make(name: string): Known {
    const found = this.#known.get(name);
    if (found) return found;
    this.#sql.make.run(name);
    const known = knownAs(this.#sql.find.get(name) as RoomRow);
    this.#known.set(name, known);
    return known;
  }

  #claim({ row, claimed }: Known, clients: readonly number[], member: string): void {
    for (const client of clients) {
      if (claimed.has(client)) continue;
      this.#sql.claim.run(row.id, client, member);
      claimed.add(client);
    }
  }

  #isLong(updates: number, bytes: number): boolean {
    const [count, size] = [this.#updates + updates, this.#bytes + bytes];
    return size > JOURNAL_BYTES || count > JOURNAL_UPDATES || (count > WORTH_SETTLING && count > UPDATES_PER_ROOM * this.#known.size);
  }

  /** @param rooms of each record, where they are known. */
  #remember(data: Uint8Array, at: number, rooms?: readonly Known[]): void {
    this.#bytes += data.length;
    for (const [i, record] of unpackRecords(data).entries()) {
      const room = rooms?.[i] ?? this.#roomOf(record);
      room.records.push(record.update);
      room.at = at;
      if (record.waiting) room.waiting++;
      this.#updates++;
    }
  }

  #roomOf({ room: id }: JournalRecord): Known {
    for (const known of this.#known.values()) if (known.row.id === id) return known;
    const known = knownAs(this.#sql.byId.get(id) as RoomRow);
    this.#known.set(known.row.name, known);
    return known;
  }

  #settle(): void {
    for (const room of this.#known.values()) {
      const { row, records, waiting, at } = room;
      if (records.length === 0) continue;
      if (records.length === 1) this.#sql.append.run(row.id, seqOf(room), records[0], 0);
      else this.#sql.append.run(row.id, seqOf(room), packUpdates(records), records.length);
      this.#sql.grow.run(seqOf(room), row.waiting + waiting, at, row.id);
    }
    this.#sql.settled.run();
    this.#clear();
  }

  #clear(): void {
    this.#known = new Map();
    this.#updates = 0;
    this.#bytes = 0;
  }
}

const knownAs = (row: RoomRow): Known => ({ row, records: [], waiting: 0, at: 0, claimed: new Set() });
const seqOf = ({ row, records }: Known): number => row.seq + records.length;
