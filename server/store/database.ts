import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { UsageError } from "../errors.ts";

/** Name of the database's file in a data folder. */
export const DATABASE = "relay.sqlite";

/**
 * Opens, or makes, the relay's one SQLite file in its data folder. A commit survives the loss of process and power (ST1).
 * @param mayBeNew false when it must be there already: a misspelt folder is no empty newsroom
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

/** Makes a folder that only its owner may read, whatever the umask; one that is there stays as it is. */
function makeFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
}

/** Makes a database's file, and those that SQLite keeps beside it, its owner's alone. New ones get the mode of the first. */
function keepPrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  for (const end of ["", "-wal", "-shm", "-journal"]) {
    const file = path + end;
    if (existsSync(file) && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  }
}

/**
 * Claims a data folder for this process (RE9): two relays on one folder would not know of each other's updates. The claim is a lock
 * of the operating system, which even SIGKILL releases.
 * @returns a function that gives the folder back
 * @throws UsageError when another relay serves it.
 */
export function claimFolder(folder: string): () => void {
  const lock = open(realFolder(folder), "serving.lock");
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

/** In the folder where the file really is, whatever links lead to it: that one is locked. */
function realFolder(folder: string): string {
  return using(folder, () => {
    makeFolder(folder);
    const file = join(folder, DATABASE);
    if (!existsSync(file)) return realpathSync(folder);
    if (statSync(file).nlink > 1) throw new UsageError(`${file} is there under another name, too (a hard link): remove that`);
    return dirname(realpathSync(file));
  });
}

function open(folder: string, file: string): Database.Database {
  return using(folder, () => {
    makeFolder(folder);
    const path = join(folder, file);
    keepPrivate(path);
    return new Database(path);
  });
}

/** @throws UsageError for whatever goes wrong */
function using<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot use ${folder} as the data folder: ${reason}`, { cause: error });
  }
}
