import { statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { compactUpdates } from "../../shared/update/compact.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { backUp, restoreFrom } from "../ops/backup.ts";
import { ArticleTable } from "../articles/article-table.ts";
import { anyText, optional, readSettings, required, type Environment } from "./config.ts";
import { claimFolder, DATABASE, openDatabase } from "../store/database.ts";
import { ArgumentError } from "../errors.ts";
import { Newsroom } from "../people/newsroom.ts";
import { COMMON } from "./settings.ts";
import { verifyDatabase } from "../ops/verify.ts";
import { size, table, when } from "./table.ts";

/** Rooms that `stats` lists. */
const LARGEST = 10;

/** `relay backup`: a copy of the database in one file (OP6). */
export async function backup(args: readonly string[], environment: Environment): Promise<void> {
  const { values } = readSettings(args, { ...COMMON, to: required(anyText) }, environment);
  const { rooms, updates } = await backUp(values.data, values.to);
  const bytes = statSync(values.to).size;
  if (values.json) console.log(JSON.stringify({ file: values.to, bytes, rooms, updates }));
  else console.log(`${values.to}: ${size(bytes)}, ${rooms} rooms, checked.`);
}

/** `relay restore`: puts a backup in the place of the database (OP6). */
export function restore(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, { ...COMMON, from: required(anyText) }, environment);
  const kept = restoreFrom(values.from, values.data);
  if (values.json) console.log(JSON.stringify({ kept }));
  else console.log(`${values.data} is now as ${values.from} was.${kept === null ? "" : ` What was there is kept as ${kept}.`}`);
}

/** `relay verify`: reads everything, and ends with 1 when something is damaged (OP7). @throws ArgumentError without a file or folder to read */
export function verify(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, { ...COMMON, data: optional(anyText), file: optional(anyText) }, environment);
  const file = values.file ?? (values.data === null ? null : join(values.data, DATABASE));
  if (file === null) throw new ArgumentError("--data or --file is missing");
  const report = verifyDatabase(file);
  if (values.json) console.log(JSON.stringify(report));
  else if (report.damage.length === 0) console.log(`${file}: ${report.rooms} rooms and ${report.updates} updates read, all well.`);
  else console.log(`${file} is damaged:\n${report.damage.join("\n")}`);
  if (report.damage.length > 0) process.exitCode = 1;
}

/**
 * `relay compact`: compacts every room, and gives the space back to the disk (OP8). A relay that serves compacts by itself the
 * rooms that are written to.
 */
export function compact(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, COMMON, environment);
  const file = join(values.data, DATABASE);
  const release = claimFolder(values.data);
  try {
    const db = openDatabase(values.data, { mayBeNew: false });
    try {
      const history = new SqliteUpdateLog(db);
      db.pragma("wal_checkpoint(TRUNCATE)");
      const before = statSync(file).size;
      const rooms = history.rooms().filter((room) => history.tailLength(room) > 0);
      for (const room of rooms) {
        const { seq, updates } = history.read(room);
        history.compact(room, seq, compactUpdates(updates));
      }
      db.exec("VACUUM");
      db.pragma("wal_checkpoint(TRUNCATE)");
      const after = statSync(file).size;
      if (values.json) console.log(JSON.stringify({ rooms: rooms.length, before, after }));
      else console.log(`${rooms.length} rooms compacted; ${size(before)} before, ${size(after)} now.`);
    } finally {
      db.close();
    }
  } finally {
    release();
  }
}

/** `relay stats`: how much there is, and the largest rooms (OP8). */
export function stats(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, COMMON, environment);
  const db = openDatabase(values.data, { mayBeNew: false });
  try {
    const newsroom = new Newsroom(db);
    const history = new SqliteUpdateLog(db);
    const rooms = history
      .rooms()
      .map((room) => {
        const { state, tail } = history.sizes(room);
        return { room, bytes: state + tail, tail: history.tailLength(room), updatedAt: history.updatedAt(room) };
      })
      .sort((a, b) => b.bytes - a.bytes);
    const found = {
      bytes: statSync(join(values.data, DATABASE)).size,
      members: newsroom.members.list().length,
      devices: newsroom.devices.list(null).length,
      invitations: newsroom.invitations.list().length,
      articles: new ArticleTable(db).count,
      rooms: rooms.length,
      textBytes: rooms.reduce((sum, { bytes }) => sum + bytes, 0),
      largest: rooms.slice(0, LARGEST),
    };
    if (values.json) {
      console.log(JSON.stringify(found));
      return;
    }
    const { members, devices, invitations, articles } = found;
    console.log(
      `${members} members with ${devices} devices, ${invitations} open invitations, ${articles} articles in ${rooms.length} rooms.`,
    );
    console.log(`The database has ${size(found.bytes)}, of which the rooms are ${size(found.textBytes)}.`);
    if (rooms.length > 0) {
      const rows = found.largest.map((one) => [one.room, size(one.bytes), String(one.tail), when(one.updatedAt)]);
      console.log(`\n${table(["LARGEST ROOMS", "SIZE", "NOT COMPACTED", "CHANGED"], rows)}`);
    }
  } finally {
    db.close();
  }
}
