import { migrate } from "./migrate.ts";
import { CreditTable } from "./credit-table.ts";
import { byClient, extend, type Credit, type DatedCredit, type Growing } from "./credits.ts";
import { Pack, packCredits, packRecords, packUpdates, unpackCredits, unpackRecords, updatesOf, type JournalRecord } from "./packing.ts";
import { TimeTable } from "./time-table.ts";
import type { ClockTime } from "./times.ts";
import { SQL, STEPS } from "./schema.ts";
import type { RoomRow, UpdateRow } from "./rows.ts";
import { readTransaction, writeTransaction } from "./transaction.ts";
import type { LogEntry, RoomChange, RoomState, SqlDatabase, SqlStatement, UpdateLog } from "./update-log.ts";

/** Bytes and updates in the journal from which it is compacted; they are held in memory until then. */
const JOURNAL_BYTES = 1024 * 1024;
const JOURNAL_UPDATES = 16_384;
/** Below them it is compacted when it has so many updates for each room, and so many in all: each room is written to once. */
const UPDATES_PER_ROOM = 32;
const WORTH_COMPACTING = 512;

/** A room with its records in the journal; kept in memory as long as it has some. */
interface CachedRoom {
  readonly id: number;
  readonly name: string;
  /** As in the room's row, which leaves the journal out. */
  seq: number;
  stateSeq: number;
  unconfirmed: number;
  updatedAt: number;
  /** Its updates in the journal, how many of them are unconfirmed, and the time of the last. */
  readonly records: Pack;
  recordsUnconfirmed: number;
  recordedAt: number;
}

/**
 * The `UpdateLog` in SQLite. Whoever opens the database sets `journal_mode = WAL` and `synchronous = FULL`, which make
 * a committed transaction survive the loss of the process and of power (ST1), and closes it. One process writes; others
 * may read at the same time.
 */
export class SqliteUpdateLog implements UpdateLog {
  readonly #db: SqlDatabase;
  readonly #now: () => number;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  /** Time of the last commit. Every commit has a later time than the one before, so that `changedSince` misses none. */
  #latest: number;
  readonly #credits: CreditTable;
  readonly #times: TimeTable;
  /** Rooms with records in the journal. */
  #rooms = new Map<string, CachedRoom>();
  /** Updates in the journal, and commits of credits alone. */
  #entries = 0;
  #bytes = 0;
  /** SQLite's `data_version`, which changes when another connection has written; null when the cache is out of date. */
  #version: number | null = null;

  /** Makes or migrates its tables in `db`. @param now milliseconds since 1970. */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "update-log", STEPS);
    this.#now = now;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
    this.#credits = new CreditTable(this.#sql);
    this.#times = new TimeTable(this.#sql);
    this.#db = db;
    this.#latest = (this.#sql.latest.get() as { at: number }).at;
  }

  append(entries: readonly LogEntry[]): void {
    const now = this.#tick();
    this.#write(() => {
      const records: Pending[] = [];
      const brought = new Map<number, Map<number, Growing[]>>();
      for (const { room: name, update, credits, unconfirmed } of entries) {
        const known = this.#make(name);
        for (const credit of credits) enter(brought, known.id, credit);
        if (update) records.push({ known, room: known.id, unconfirmed, update });
      }
      const credits = [...brought].flatMap(([room, clients]) => [...clients.values()].flat().map((credit) => ({ room, credit })));
      const data = packRecords(records);
      const isLong = this.#isLong(records.length, data.length);
      if (!isLong) this.#sql.record.run(data, now, credits.length > 0 ? packCredits(credits) : null);
      for (const { known, update, unconfirmed } of records) this.#remember(known, update, unconfirmed, now);
      for (const credit of credits) {
        this.#credits.remember(credit, now);
        this.#times.remember(credit, now);
      }
      // An entry of credits alone takes a row of the journal, too.
      this.#entries += entries.length - records.length;
      if (isLong) this.#compactJournal();
    });
  }

  read(name: string): RoomState {
    return readTransaction(this.#db, () => {
      this.#refresh();
      const room = this.#find(name);
      if (!room) return { seq: 0, updates: [] };
      const state = this.#sql.state.get(room.id) as { data: Uint8Array } | undefined;
      const tail = (this.#sql.tail.all(room.id) as UpdateRow[]).flatMap(updatesOf);
      return { seq: seqOf(room), updates: [...(state ? [state.data] : []), ...tail, ...room.records.updates()] };
    });
  }

  tailLength(name: string): number {
    const room = this.#look(name);
    return room ? seqOf(room) - room.stateSeq : 0;
  }

  sizes(name: string): { readonly state: number; readonly tail: number } {
    const room = this.#look(name);
    if (!room) return { state: 0, tail: 0 };
    const { state, tail } = this.#sql.sizes.get({ 1: room.id }) as { state: number; tail: number };
    return { state, tail: tail + room.records.data.length };
  }

  compact(name: string, seq: number, state: Uint8Array): void {
    this.#write(() => {
      const room = this.#find(name);
      if (!room || seq > seqOf(room) || seq < room.stateSeq) throw new RangeError(`${name} has no update ${seq} to compact`);
      if (seq > room.seq) this.#compactJournal();
      const { id } = room;
      for (const row of this.#sql.cut.all(id, seq, seq) as UpdateRow[]) {
        const later = updatesOf(row).slice(seq - row.seq);
        this.#sql.forget.run(id, row.seq);
        this.#sql.append.run(id, row.seq, packUpdates(later), later.length);
      }
      this.#sql.setState.run(id, state);
      this.#sql.setStateSeq.run(seq, id);
      this.#sql.forget.run(id, seq);
      room.stateSeq = seq;
    });
  }

  /** Moves the journal's updates to the rows of their rooms, which is all that `readRoomRows` reads. */
  compactJournal(): void {
    if (this.#version !== null && this.#entries === 0) return;
    this.#write(() => this.#compactJournal());
  }

  authors(name: string, since = -1): readonly DatedCredit[] {
    const room = this.#look(name);
    return room ? this.#credits.changedSince(room.id, since) : [];
  }

  authorsOf(name: string, client: number): readonly Credit[] {
    const room = this.#look(name);
    return room ? this.#credits.ofClient(room.id, client) : [];
  }

  unconfirmedCredits(name: string): readonly Credit[] {
    const room = this.#look(name);
    return room ? this.#credits.unconfirmedCredits(room.id) : [];
  }

  times(name: string, since = -1): readonly ClockTime[] {
    const room = this.#look(name);
    return room ? this.#times.changedSince(room.id, since) : [];
  }

  credit(name: string, credits: readonly Credit[], times: readonly ClockTime[] = []): boolean {
    const now = this.#tick();
    let changed = false;
    this.#write(() => {
      const { id } = this.#make(name);
      if (this.#entries > 0) this.#compactJournal();
      for (const [client, own] of byClient(credits)) changed = this.#credits.enter(id, client, own, now) || changed;
      for (const [client, own] of byClient(times)) changed = this.#times.enter(id, client, own) || changed;
    });
    return changed;
  }

  unconfirmed(name: string): number {
    const room = this.#look(name);
    return room ? room.unconfirmed + room.recordsUnconfirmed : 0;
  }

  confirm(name: string, count: number): void {
    this.#write(() => {
      const room = this.#find(name);
      if (!room) return;
      // Below zero where confirmed updates are still in the journal.
      room.unconfirmed = Math.max(0, room.unconfirmed + room.recordsUnconfirmed - count) - room.recordsUnconfirmed;
      this.#sql.setUnconfirmed.run(room.unconfirmed, room.id);
    });
  }

  updatedAt(name: string): number {
    const room = this.#look(name);
    return room ? Math.max(room.updatedAt, room.recordedAt) : 0;
  }

  changedSince(at: number, limit?: number): readonly RoomChange[] {
    this.#refresh();
    const most = limit ?? -1;
    const stored = this.#sql.changed.all(at, most) as RoomChange[];
    const last = stored.at(-1);
    if (last && stored.length === most) {
      // Rooms of one commit have one time, and go together.
      const rest = this.#sql.changedAt.all(last.at) as RoomChange[];
      return [...stored.filter((change) => change.at < last.at), ...rest];
    }
    // The journal's updates came after those in the rows.
    const recorded = [...this.#rooms.values()].filter(({ recordedAt, records }) => recordedAt > at && records.count > 0);
    const rooms = new Set(recorded.map(({ name }) => name));
    const fresh = recorded.map(({ name, recordedAt }) => ({ room: name, at: recordedAt })).sort((one, other) => one.at - other.at);
    return [...stored.filter(({ room }) => !rooms.has(room)), ...fresh];
  }

  unconfirmedRooms(): readonly string[] {
    this.#refresh();
    const names = new Set((this.#sql.unconfirmed.all() as { name: string }[]).map(({ name }) => name));
    for (const { name, recordsUnconfirmed } of this.#rooms.values()) if (recordsUnconfirmed > 0) names.add(name);
    return [...names].filter((name) => this.unconfirmed(name) > 0);
  }

  rooms(): readonly string[] {
    this.#refresh();
    const stored = (this.#sql.names.all() as { name: string }[]).map(({ name }) => name);
    const fresh = [...this.#rooms.values()].filter(({ seq, records }) => seq === 0 && records.count > 0);
    return [...stored, ...fresh.map(({ name }) => name)].sort();
  }

  /** Erases a room. The caller makes sure that no update of it is about to be appended. */
  erase(name: string): void {
    this.#write(() => {
      const room = this.#find(name);
      if (!room) return;
      // The journal may hold its credits.
      if (this.#entries > 0) this.#compactJournal();
      for (const table of ["updates", "states", "authors", "times"] as const) this.#sql[`erase_${table}`].run(room.id);
      this.#times.forget();
      this.#sql.erase.run(room.id);
      this.#rooms.delete(name);
    });
  }

  close(): void {
    // The database is its opener's, and other parts live in it.
  }

  /** Runs one transaction. When it fails, the cache is read again before it is used. */
  #write(body: () => void): void {
    try {
      writeTransaction(this.#db, () => {
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
    this.#rooms = new Map();
    this.#entries = 0;
    this.#bytes = 0;
    this.#credits.forget();
    this.#times.forget();
    for (const { data, at, authors } of this.#sql.journal.all() as { data: Uint8Array; at: number; authors: Uint8Array | null }[]) {
      for (const credit of authors ? unpackCredits(authors) : []) {
        this.#credits.remember(credit, at);
        this.#times.remember(credit, at);
      }
      if (data.length === 0) this.#entries++;
      for (const { room, unconfirmed, update } of unpackRecords(data)) this.#remember(this.#byId(room), update, unconfirmed, at);
    }
  }

  #look(name: string): CachedRoom | undefined {
    this.#refresh();
    return this.#find(name);
  }

  #find(name: string): CachedRoom | undefined {
    const known = this.#rooms.get(name);
    if (known) return known;
    const row = this.#sql.find.get(name) as RoomRow | undefined;
    return row && cachedRoom(row);
  }

  #make(name: string): CachedRoom {
    const found = this.#rooms.get(name);
    if (found) return found;
    this.#sql.make.run(name);
    const known = cachedRoom(this.#sql.find.get(name) as RoomRow);
    this.#rooms.set(name, known);
    return known;
  }

  #byId(id: number): CachedRoom {
    for (const known of this.#rooms.values()) if (known.id === id) return known;
    const known = cachedRoom(this.#sql.byId.get(id) as RoomRow);
    this.#rooms.set(known.name, known);
    return known;
  }

  /** @returns the time of a new commit: now, or 1 ms after the last commit where the computer's clock was set back */
  #tick(): number {
    return (this.#latest = Math.max(this.#now(), this.#latest + 1));
  }

  #isLong(updates: number, bytes: number): boolean {
    const [count, size] = [this.#entries + updates, this.#bytes + bytes];
    return size > JOURNAL_BYTES || count > JOURNAL_UPDATES || (count > WORTH_COMPACTING && count > UPDATES_PER_ROOM * this.#rooms.size);
  }

  #remember(room: CachedRoom, update: Uint8Array, unconfirmed: boolean, at: number): void {
    room.records.add(update);
    room.recordedAt = at;
    if (unconfirmed) room.recordsUnconfirmed++;
    this.#entries++;
    this.#bytes += update.length;
  }

  #compactJournal(): void {
    for (const room of this.#rooms.values()) {
      const { id, name, records } = room;
      if (records.count === 0) {
        // It had no update since the journal was last compacted: the memory is freed.
        this.#rooms.delete(name);
        continue;
      }
      room.seq += records.count;
      room.unconfirmed += room.recordsUnconfirmed;
      room.updatedAt = room.recordedAt;
      if (records.count === 1) this.#sql.append.run(id, room.seq, records.updates()[0], 0);
      else this.#sql.append.run(id, room.seq, records.data, records.count);
      this.#sql.grow.run(room.seq, room.unconfirmed, room.updatedAt, id);
      records.clear();
      room.recordsUnconfirmed = 0;
    }
    this.#credits.compactJournal();
    this.#times.compactJournal();
    this.#sql.clearJournal.run();
    this.#entries = 0;
    this.#bytes = 0;
  }
}

interface Pending extends JournalRecord {
  readonly known: CachedRoom;
}

/** Adds a credit to those of the same room and client in this commit. */
function enter(rooms: Map<number, Map<number, Growing[]>>, room: number, credit: Credit): void {
  let clients = rooms.get(room);
  if (!clients) rooms.set(room, (clients = new Map()));
  const own = clients.get(credit.client);
  if (own) extend(own, credit);
  else clients.set(credit.client, [{ ...credit }]);
}

const seqOf = ({ seq, records }: CachedRoom): number => seq + records.count;

function cachedRoom({ id, name, seq, state_seq: stateSeq, waiting: unconfirmed, updated_at: updatedAt }: RoomRow): CachedRoom {
  return { id, name, seq, stateSeq, unconfirmed, updatedAt, records: new Pack(), recordsUnconfirmed: 0, recordedAt: 0 };
}
