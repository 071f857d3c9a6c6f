import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { MemoryUpdateLog } from "./memory-update-log.ts";
import { migrate, NewerDatabaseError } from "../../shared/store/migrate.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { updateLogContract } from "./update-log.ts";

updateLogContract("memory", (now) => {
  const log = new MemoryUpdateLog(now);
  return { log, reopen: null, dispose: () => log.close() };
});

updateLogContract("sqlite", (now) => {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-log-"));
  const open = (): Database.Database => {
    const db = new Database(join(folder, "log.sqlite"));
    db.pragma("journal_mode = WAL");
    return db;
  };
  const databases = [open()];
  return {
    log: new SqliteUpdateLog(databases[0]!, now),
    reopen: () => {
      databases[0]!.close();
      databases.push(open());
      return new SqliteUpdateLog(databases.at(-1)!, now);
    },
    dispose: () => {
      for (const db of databases) db.close();
      rmSync(folder, { recursive: true });
    },
  };
});

test("ST1: a batch that the disk refuses leaves nothing behind", () => {
  const db = new Database(":memory:");
  const log = new SqliteUpdateLog(db);
  const entry = { room: "article/full-disk", clients: [1], member: "sara", waiting: true };
  log.append([{ ...entry, update: Uint8Array.of(1) }]);
  db.pragma(`max_page_count = ${String(db.pragma("page_count", { simple: true }))}`);
  expect(() => log.append([{ ...entry, update: Uint8Array.of(2) }, { ...entry, update: new Uint8Array(1e6) }])).toThrow(/full/);
  expect([log.read(entry.room).updates.length, log.waiting(entry.room)]).toEqual([1, 1]);
  db.pragma("max_page_count = 100000");
  log.append([{ ...entry, update: new Uint8Array(1e6) }]);
  expect(log.read(entry.room).seq).toBe(2);
  db.close();
});

test("ST5: each migration runs once, in order, and a newer database is refused untouched", () => {
  const db = new Database(":memory:");
  const steps = ["CREATE TABLE a (x); INSERT INTO a VALUES (1)", "UPDATE a SET x = x + 10"];
  migrate(db, "part", steps.slice(0, 1));
  migrate(db, "part", steps);
  migrate(db, "part", steps);
  expect(db.prepare("SELECT x FROM a").all()).toEqual([{ x: 11 }]);
  expect(() => migrate(db, "part", steps.slice(0, 1))).toThrow(NewerDatabaseError);
  expect(() => migrate(db, "part", [...steps, "UPDATE a SET x = 0; SELECT broken"])).toThrow(/broken/);
  expect(db.prepare("SELECT x FROM a").all()).toEqual([{ x: 11 }]);
  db.close();
});
