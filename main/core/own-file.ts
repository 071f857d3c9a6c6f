import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/**
 * Creates a database file readable by its owner alone, whatever the umask, or makes an existing one and its WAL so (OP11). SQLite
 * gives new WAL files the permissions of the database.
 */
export function ownDatabase(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}
