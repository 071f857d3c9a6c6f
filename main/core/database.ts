import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { ownDatabase } from "./own-file.ts";

/** Name of the database of drafts (DR1). */
const DRAFTS = "drafts.sqlite";

/** Name of the database of the newsroom's lists. */
const LISTS = "lists.sqlite";

/** The path of a desk's database of pictures. */
export const picturesIn = (folder: string): string => join(folder, "pictures.sqlite");

/** The path of a desk's database. */
export const databaseIn = (folder: string): string => join(folder, "desk.sqlite");

/** Opens the desk's database of everything but drafts, as `open` does. */
export const openDesk = (folder: string): Database.Database => open(folder, databaseIn(folder));

/** Whether another process has the desk's database open: in WAL mode it alone could lock it for itself else. */
export function isDatabaseInUse(folder: string): boolean {
  const db = new Database(databaseIn(folder), { timeout: 0 });
  try {
    db.pragma("locking_mode = EXCLUSIVE");
    db.exec("BEGIN IMMEDIATE; COMMIT");
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return true;
    throw error;
  } finally {
    db.close();
  }
}

/** Opens the desk's database of drafts, as `open` does. */
export const openDrafts = (folder: string): Database.Database => open(folder, join(folder, DRAFTS));

/** Opens the desk's database of pictures, as `open` does. */
export const openPictures = (folder: string): Database.Database => open(folder, picturesIn(folder));

/** Opens the desk's database of the newsroom's lists, as `open` does. */
export const openLists = (folder: string): Database.Database => open(folder, join(folder, LISTS));

/**
 * Opens a database of the desk's; folder and file are made when they are not there, readable by their owner alone
 * whatever the umask (OP11). A commit survives the loss of process and power (ST1).
 * @throws SqliteError when the file is no database or cannot be opened
 */
function open(folder: string, path: string): Database.Database {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
  ownDatabase(path);
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  return db;
}
