import { writeTransaction } from "./transaction.ts";
import type { SqlDatabase } from "./update-log.ts";

/** The database was written by a newer version of Tahrir; nothing was changed. */
export class NewerDatabaseError extends Error {
  override readonly name = "NewerDatabaseError";
}

/** An SQL script, or a change that SQL cannot make. Runs in the transaction of the migration. */
export type Step = string | ((db: SqlDatabase) => void);

/**
 * Migrates one part of `db` to its newest version, in one transaction: each step runs once, in order (ST5).
 * @param part names the tables that `steps` are about; a database holds several parts.
 * @param steps step n makes version n out of version n-1. Released steps never change.
 * @throws NewerDatabaseError when the part is already beyond the last step.
 */
export function migrate(db: SqlDatabase, part: string, steps: readonly Step[]): void {
  writeTransaction(db, () => {
    db.exec("CREATE TABLE IF NOT EXISTS migrations (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT");
    const row = db.prepare("SELECT version FROM migrations WHERE part = ?").get(part) as { version: number } | undefined;
    const version = row?.version ?? 0;
    if (version > steps.length) {
      throw new NewerDatabaseError(
        `the database has ${part} version ${version}, this program knows ${steps.length}: install a newer Tahrir`,
      );
    }
    if (version === steps.length) return;
    for (const step of steps.slice(version)) {
      if (typeof step === "string") db.exec(step);
      else step(db);
    }
    db.prepare("INSERT INTO migrations VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version").run(part, steps.length);
  });
}
