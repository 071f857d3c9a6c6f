import { createHash } from "node:crypto";
import zlib from "node:zlib";
import Database from "better-sqlite3";
import { VersionReader } from "../../shared/versions/version-table.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { LISTS_ROOM } from "../../shared/lists-room.ts";
import { parseRoom } from "../../shared/roles.ts";
import { unpackRecords, updatesOf } from "../../shared/store/packing.ts";
import { SQL } from "../../shared/store/schema.ts";
import type { RoomRow, UpdateRow } from "../../shared/store/rows.ts";
import { checkCredits, readCredits } from "./verify-authors.ts";
import { readTransaction } from "../../shared/store/transaction.ts";

/** What was read, and the damage that was found. */
export interface Report {
  readonly rooms: number;
  readonly updates: number;
  /** One line each; none when all is well. */
  readonly damage: readonly string[];
}

/**
 * Reads a whole database and lists what is damaged in it, changing nothing (OP7).
 * @param file also of a relay that serves: one moment of it is read
 */
export function verifyDatabase(file: string): Report {
  const damage: string[] = [];
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const open = db;
    return readTransaction(open, () => {
      checkFile(open, damage);
      checkVersions(open, damage);
      checkPictures(open, damage);
      return { ...checkRooms(open, damage), damage };
    });
  } catch (error) {
    damage.push(`the database cannot be read: ${messageOf(error)}`);
    return { rooms: 0, updates: 0, damage };
  } finally {
    db?.close();
  }
}

function checkFile(db: Database.Database, damage: string[]): void {
  const found = db.pragma("integrity_check(20)") as { integrity_check: string }[];
  for (const { integrity_check: line } of found) if (line !== "ok") damage.push(`SQLite: ${line}`);
  const lost = db.pragma("foreign_key_check") as { table: string; rowid: number | null; parent: string }[];
  for (const { table, rowid, parent } of lost) damage.push(`${table} row ${rowid ?? "?"} refers to a missing row of ${parent}`);
}

/** A picture whose bytes are not those that it is named by. A backup may be older than pictures. */
function checkPictures(db: Database.Database, damage: string[]): void {
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'pictures'").get() === undefined) return;
  const names = db.prepare("SELECT sha256 FROM pictures").pluck().all() as string[];
  const data = db.prepare("SELECT data FROM pictures WHERE sha256 = ?").pluck();
  for (const name of names) {
    const found = createHash("sha256")
      .update(data.get(name) as Uint8Array)
      .digest("hex");
    if (found !== name) damage.push(`picture ${name} has other bytes than it had`);
  }
}

/** A version that cannot be unpacked, or is no update. A backup may be older than versions. */
function checkVersions(db: Database.Database, damage: string[]): void {
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'versions'").get() === undefined) return;
  const versions = new VersionReader(db, zlib);
  const rows = db.prepare("SELECT article, number, id FROM versions ORDER BY article, number").all();
  for (const { article, number, id } of rows as { article: string; number: number; id: string }[]) {
    try {
      readUpdate(versions.state(article, id)!);
    } catch (error) {
      damage.push(`version ${number} of ${article} cannot be read: ${messageOf(error)}`);
    }
  }
}

/** What was found in one room. */
interface Found {
  readonly name: string;
  /** Its state and updates that can be read. */
  readonly good: Uint8Array[];
  readonly wrong: (what: string) => void;
}

function checkRooms(db: Database.Database, damage: string[]): { rooms: number; updates: number } {
  const rooms = new Map<number, Found>();
  let updates = 0;
  // A backup may be older than the journal and the packing of rows.
  const hasJournal = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'journal'").get() !== undefined;
  const tailOf = db.prepare(hasJournal ? SQL.tail : "SELECT seq, data, 0 AS packed FROM updates WHERE room = ? ORDER BY seq");
  for (const row of db.prepare("SELECT id, name, seq, state_seq, waiting, updated_at FROM rooms ORDER BY id").all() as RoomRow[]) {
    const found: Found = { name: row.name, good: [], wrong: (what) => void damage.push(`${row.name}: ${what}`) };
    rooms.set(row.id, found);
    if (row.name !== LISTS_ROOM && parseRoom(row.name) === null) found.wrong("not the name of a room");
    checkState(row, db.prepare(SQL.state).get(row.id) as { data: Buffer } | undefined, found);
    updates += checkTail(row, tailOf.iterate(row.id) as IterableIterator<UpdateRow>, found);
  }
  if (hasJournal) updates += checkJournal(db, rooms, damage);
  const creditsOf = readCredits(db);
  for (const [id, { good, wrong }] of rooms) {
    try {
      if (good.length > 0) compactUpdates(good);
    } catch (error) {
      wrong(`its updates do not merge: ${messageOf(error)}`);
      continue;
    }
    if (creditsOf) checkCredits(good, creditsOf(id), wrong);
  }
  return { rooms: rooms.size, updates };
}

function checkState({ state_seq: last }: RoomRow, state: { readonly data: Uint8Array } | undefined, { good, wrong }: Found): void {
  if (last > 0 && !state) wrong(`the state of its first ${last} updates is missing`);
  if (last === 0 && state) wrong("there is a state of no updates");
  if (state && reads(state.data, "its state", wrong)) good.push(state.data);
}

/** @returns how many updates there are. */
function checkTail(room: RoomRow, rows: Iterable<UpdateRow>, { good, wrong }: Found): number {
  let next = room.state_seq + 1;
  let count = 0;
  for (const row of rows) {
    let held: Uint8Array[] = [];
    try {
      held = updatesOf(row);
    } catch (error) {
      wrong(`the updates up to ${row.seq} cannot be unpacked: ${messageOf(error)}`);
    }
    if (row.packed > 0 && held.length !== row.packed) wrong(`${held.length} of the ${row.packed} updates up to ${row.seq} are there`);
    const first = row.seq - Math.max(row.packed, 1) + 1;
    if (first > next) wrong(first - next === 1 ? `update ${next} is missing` : `updates ${next} to ${first - 1} are missing`);
    if (first < next) wrong(`update ${first} is there twice`);
    next = Math.max(next, row.seq + 1);
    for (const [i, update] of held.entries()) if (reads(update, `update ${first + i}`, wrong)) good.push(update);
    count += held.length;
  }
  if (next <= room.seq) wrong(`updates ${next} to ${room.seq} are missing at the end`);
  if (next > room.seq + 1) wrong(`it counts ${room.seq} updates and has ${next - 1}`);
  return count;
}

/** The commits that are not in the rooms' own rows yet. @returns how many updates there are. */
function checkJournal(db: Database.Database, rooms: ReadonlyMap<number, Found>, damage: string[]): number {
  let count = 0;
  for (const { id, data } of db.prepare("SELECT id, data FROM journal ORDER BY id").iterate() as IterableIterator<{
    id: number;
    data: Buffer;
  }>) {
    let records: ReturnType<typeof unpackRecords> = [];
    try {
      records = unpackRecords(data);
    } catch (error) {
      damage.push(`commit ${id} of the journal cannot be unpacked: ${messageOf(error)}`);
    }
    for (const { room, update } of records) {
      const found = rooms.get(room);
      if (!found) damage.push(`commit ${id} of the journal is about a room that is not there, number ${room}`);
      else if (reads(update, `an update in commit ${id} of the journal`, found.wrong)) found.good.push(update);
      count++;
    }
  }
  return count;
}

function reads(update: Uint8Array, what: string, wrong: (what: string) => void): boolean {
  try {
    readUpdate(update);
    return true;
  } catch (error) {
    wrong(`${what} cannot be read: ${messageOf(error)}`);
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
