import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { claimFolder, DATABASE } from "../store/database.ts";
import { UsageError } from "../errors.ts";
import { verifyDatabase, type Report } from "./verify.ts";

/**
 * Pages of one step: all. A step sees one moment of the database; with more steps, a busy relay would make it start over and over.
 */
const ALL = 0x7fff_ffff;

/**
 * Copies the database of a data folder into one file, also while a relay serves it, with SQLite's backup API
 * (https://sqlite.org/backup.html). The file is whole or not there (OP6).
 * @param to path of the file
 * @returns what verifying the copy found
 * @throws UsageError when it cannot be written, is there already, or the copy is damaged.
 */
export async function backUp(folder: string, to: string): Promise<Report> {
  const source = join(folder, DATABASE);
  if (!existsSync(source)) throw new UsageError(`there is no newsroom in ${folder}`);
  if (existsSync(to)) throw new UsageError(`${to} is there already: a backup overwrites nothing`);
  const unfinished = `${to}.unfinished`;
  try {
    // Members' names and the articles are for the owner of the file alone.
    writeFileSync(unfinished, "", { mode: 0o600 });
    chmodSync(unfinished, 0o600);
    const db = new Database(source, { readonly: true });
    try {
      await db.backup(unfinished, { progress: () => ALL });
    } finally {
      db.close();
    }
    makeOneFile(unfinished);
    const report = verifyDatabase(unfinished);
    if (report.damage.length > 0) throw new UsageError(`the copy is damaged, and was not kept:\n${report.damage.join("\n")}`);
    sync(unfinished);
    // Unlike a rename, a link fails when the name was taken meanwhile.
    linkSync(unfinished, to);
    sync(dirname(to));
    return report;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot back up to ${to}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(unfinished + end, { force: true });
  }
}

/**
 * Puts a backup in the place of a folder's database, while no relay serves it; what was there is kept beside it (OP6).
 * @returns the path of what was there, or null when nothing was
 * @throws UsageError when the backup is damaged or the folder is in use; then nothing was changed.
 */
export function restoreFrom(from: string, folder: string): string | null {
  if (!existsSync(from)) throw new UsageError(`there is no file ${from}`);
  const { damage } = verifyDatabase(from);
  if (damage.length > 0) throw new UsageError(`${from} is damaged, and was not taken:\n${damage.join("\n")}`);
  const release = claimFolder(folder);
  try {
    const file = join(folder, DATABASE);
    const next = `${file}.restored`;
    copyFileSync(from, next);
    chmodSync(next, 0o600);
    makeOneFile(next);
    sync(next);
    const kept = existsSync(file) ? keep(file) : null;
    renameSync(next, file);
    sync(folder);
    return kept;
  } finally {
    release();
  }
}

/** Sets a database aside, whole. */
function keep(file: string): string {
  makeOneFile(file);
  const kept = `${file}.before-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  renameSync(file, kept);
  return kept;
}

/** Brings what still stands in the write-ahead log into the file, so that it can be moved alone. */
function makeOneFile(file: string): void {
  const db = new Database(file);
  try {
    db.pragma("journal_mode = DELETE");
  } finally {
    db.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
