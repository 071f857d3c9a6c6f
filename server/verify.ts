/** Reads a whole database and says what is damaged in it, changing nothing (OP7). */
import Database from "better-sqlite3";
import { scanUpdate } from "../shared/room/scan.ts";
import { mergeLog } from "../shared/room/update.ts";
import { parseRoom } from "../shared/roles.ts";

export interface Report {
  readonly rooms: number;
  readonly updates: number;
  /** One line each; none when all is well. */
  readonly damage: readonly string[];
}

interface RoomRow {
  readonly id: number;
  readonly name: string;
  readonly seq: number;
  readonly state_seq: number;
}

/** @param file also of a relay that serves: what is read is one moment of it. */
export function verifyDatabase(file: string): Report {
  const damage: string[] = [];
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const open = db;
    return open.transaction(() => {
      checkFile(open, damage);
      return { ...checkRooms(open, damage), damage };
    })();
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

function checkRooms(db: Database.Database, damage: string[]): { rooms: number; updates: number } {
  const rooms = db.prepare("SELECT id, name, seq, state_seq FROM rooms ORDER BY id").all() as RoomRow[];
  const stateOf = db.prepare("SELECT data FROM states WHERE room = ?");
  const tailOf = db.prepare("SELECT seq, data FROM updates WHERE room = ? ORDER BY seq");
  let updates = 0;
  for (const room of rooms) {
    const wrong = (what: string): void => void damage.push(`${room.name}: ${what}`);
    if (parseRoom(room.name) === null) wrong("not the name of a room");
    const state = stateOf.get(room.id) as { data: Buffer } | undefined;
    if (room.state_seq > 0 && !state) wrong(`the state of its first ${room.state_seq} updates is missing`);
    if (state && room.state_seq === 0) wrong("there is a state of no updates");
    const good: Uint8Array[] = state && reads(state.data, "its state", wrong) ? [state.data] : [];
    let next = room.state_seq + 1;
    for (const { seq, data } of tailOf.iterate(room.id) as IterableIterator<{ seq: number; data: Buffer }>) {
      updates++;
      if (seq > next) wrong(seq - next === 1 ? `update ${next} is missing` : `updates ${next} to ${seq - 1} are missing`);
      if (seq < next) wrong(`update ${seq} should be in its state alone`);
      next = Math.max(next, seq + 1);
      if (reads(data, `update ${seq}`, wrong)) good.push(data);
    }
    if (next <= room.seq) wrong(`updates ${next} to ${room.seq} are missing at the end`);
    if (next > room.seq + 1) wrong(`it counts ${room.seq} updates and has ${next - 1}`);
    try {
      if (good.length > 0) mergeLog(good);
    } catch (error) {
      wrong(`its updates do not merge: ${messageOf(error)}`);
    }
  }
  return { rooms: rooms.length, updates };
}

function reads(update: Uint8Array, what: string, wrong: (what: string) => void): boolean {
  try {
    scanUpdate(update);
    return true;
  } catch (error) {
    wrong(`${what} cannot be read: ${messageOf(error)}`);
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
