/** The relay's one SQLite file, in its data folder. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { UsageError } from "./errors.ts";

/** The database's file in a data folder. */
export const DATABASE = "relay.sqlite";

/**
 * Opens, or makes, the database of a data folder. A commit survives the loss of process and power (ST1).
 * @param mayBeNew false when there must be one already: a misspelt folder is no empty newsroom.
 * @throws UsageError when the folder cannot be made or written.
 */
export function openDatabase(folder: string, { mayBeNew = true } = {}): Database.Database {
  if (!mayBeNew && !existsSync(join(folder, DATABASE))) throw new UsageError(`there is no newsroom in ${folder}`);
  const db = open(folder, DATABASE);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  return db;
}

/**
 * Claims a data folder for this process; two relays on one folder would not hear of each other's updates. The claim is a
 * lock of the operating system, which even SIGKILL releases.
 * @returns a function that gives the folder back.
 * @throws UsageError when another relay serves it.
 */
export function claimFolder(folder: string): () => void {
  const lock = open(folder, "serving.lock");
  try {
    lock.pragma("busy_timeout = 0");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== "SQLITE_BUSY") throw error;
    throw new UsageError(`another relay is serving ${folder}: stop it first, or name another --data folder`);
  }
  return () => lock.close();
}

function open(folder: string, file: string): Database.Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Database(join(folder, file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot use ${folder} as the data folder: ${reason}`, { cause: error });
  }
}
