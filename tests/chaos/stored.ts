/** What stands in a database, read as whoever opens it would: the relay's and a desk's have the same tables for it. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";

/** @returns the document of each room. @param file may be in use */
export function storedDocs(file: string, rooms: readonly string[]): Map<string, Y.Doc> {
  const db = new Database(file, { fileMustExist: true });
  try {
    const log = new SqliteUpdateLog(db);
    return new Map(rooms.map((room) => [room, docOf(log.read(room).updates)]));
  } finally {
    db.close();
  }
}

/** The same of a database whose program was killed; looked at in a copy, so that it recovers without help. */
export function leftDocs(file: string, rooms: readonly string[]): Map<string, Y.Doc> {
  const folder = temporaryFolder();
  try {
    const copy = join(folder.path, "copy.sqlite");
    for (const end of ["", "-wal"]) if (existsSync(file + end)) copyFileSync(file + end, copy + end);
    return storedDocs(copy, rooms);
  } finally {
    folder.remove();
  }
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}
