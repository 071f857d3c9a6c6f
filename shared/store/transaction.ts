import type { SqlDatabase } from "./update-log.ts";

/**
 * Runs `body` in one transaction that may write. In WAL mode a transaction that reads first and writes later fails at once with
 * SQLITE_BUSY when another process wrote in between, since its snapshot is out of date (https://sqlite.org/isolation.html); no timeout
 * helps. So this one takes the write lock first, for which it waits as long as the connection's
 * busy timeout says (ST6). Within another transaction it is a savepoint of that one.
 * @returns what `body` returns. @throws whatever `body` throws; then nothing of it is stored.
 */
export function writeTransaction<R>(db: SqlDatabase, body: () => R): R {
  return db.transaction(body).immediate();
}

/** Runs `body`, which only reads, on one snapshot of the database. @returns what `body` returns. */
export function readTransaction<R>(db: SqlDatabase, body: () => R): R {
  return db.transaction(body)();
}
