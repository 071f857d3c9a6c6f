import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MemoryUpdateLog } from "./memory-update-log.ts";
import { migrate, NewerDatabaseError } from "../../shared/store/migrate.ts";
import { packRecords, packUpdates } from "../../shared/store/packing.ts";
import { SQL, STEPS } from "../../shared/store/schema.ts";
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
  const entry = { room: "article/full-disk", credits: [], unconfirmed: true };
  log.append([{ ...entry, update: Uint8Array.of(1) }]);
  db.pragma(`max_page_count = ${String(db.pragma("page_count", { simple: true }))}`);
  expect(() =>
    log.append([
      { ...entry, update: Uint8Array.of(2) },
      { ...entry, update: new Uint8Array(1e6) },
    ]),
  ).toThrow(/full/);
  expect([log.read(entry.room).updates.length, log.unconfirmed(entry.room)]).toEqual([1, 1]);
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

test("AU7: a database that knew one owner of each client ID credits what it holds, once, and keeps room, journal and owners", () => {
  const db = new Database(":memory:");
  migrate(db, "update-log", STEPS.slice(0, 2));
  const doc = new Y.Doc();
  doc.clientID = 7;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const letter of "سلام") doc.getText("body").insert(0, letter);
  const stranger = new Y.Doc();
  stranger.clientID = 8;
  stranger.getText("body").insert(0, "آن");
  db.exec(`INSERT INTO rooms (id, name, seq, state_seq, updated_at) VALUES (1, 'article/old', 3, 1, 50), (2, 'article/damaged', 1, 0, 60);
           INSERT INTO authors VALUES (1, 7, 'sara'), (1, 9, 'ali'), (2, 7, 'ali')`);
  db.prepare("INSERT INTO states VALUES (1, ?)").run(updates[0]);
  db.prepare("INSERT INTO updates VALUES (1, 3, ?, 2)").run(packUpdates(updates.slice(1, 3)));
  db.prepare("INSERT INTO updates VALUES (2, 1, ?, 0)").run(Uint8Array.of(255));
  db.prepare("INSERT INTO journal (data, at) VALUES (?, 70)").run(
    packRecords([updates[3]!, Y.encodeStateAsUpdate(stranger)].map((update) => ({ room: 1, unconfirmed: false, update }))),
  );
  for (let i = 0; i < 2; i++) {
    const log = new SqliteUpdateLog(db);
    const plain = (room: string): unknown =>
      log.authors(room).map(({ client, clock, end, author, broughtBy }) => [client, clock, end, author, broughtBy]);
    expect(plain("article/old")).toEqual([
      [7, 0, 4, "sara", "sara"],
      [8, 0, 2, null, null],
      [9, 0, 0, "ali", "ali"],
    ]);
    expect(plain("article/damaged")).toEqual([[7, 0, 0, "ali", "ali"]]);
    expect([log.read("article/old").updates.length, log.read("article/old").seq, log.unconfirmedCredits("article/old")]).toEqual([
      5,
      5,
      [],
    ]);
  }
  db.close();
});

test("ST2: a log that is opened looks its last change up, and does not walk over rooms and authors", () => {
  const db = new Database(":memory:");
  migrate(db, "update-log", STEPS);
  const steps = (db.prepare(`EXPLAIN QUERY PLAN ${SQL.latest}`).all() as { detail: string }[]).map(({ detail }) => detail);
  expect(steps.filter((step) => /^SCAN (rooms|authors)/.test(step))).toEqual([]);
  expect(steps.filter((step) => /^SEARCH (rooms|authors) USING COVERING INDEX/.test(step))).toHaveLength(2);
  db.close();
});
