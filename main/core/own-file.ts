import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/**
 * Makes a database that its owner alone reads, where there is none, and takes from others what they could read before, whatever
 * the umask (OP11). SQLite gives its log the rights of the database.
 */
export function ownDatabase(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}
