/** When clocks were stored, in SQLite: what it costs, and what an older database knows. */
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate } from "../../shared/store/migrate.ts";
import { STEPS } from "../../shared/store/schema.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";

const ROOM = "article/times/body";
const credit = (client: number, clock: number, end: number) => ({ client, clock, end, author: "sara", broughtBy: "sara" });
const rowsOf = (db: Database.Database): unknown[] => db.prepare("SELECT client, end, at FROM times ORDER BY client, end").all();

test("AU10: an hour of typing five letters a second is sixty rows, however often the journal is compacted meanwhile", () => {
  const db = new Database(":memory:");
  let now = 0;
  const log = new SqliteUpdateLog(db, () => now);
  for (let clock = 0; clock < 5 * 3600; clock++, now += 200)
    log.append([{ room: ROOM, update: Uint8Array.of(1), credits: [credit(7, clock, clock + 1)], unconfirmed: false }]);
  log.compactJournal();
  expect(rowsOf(db)).toHaveLength(60);
  expect(log.times(ROOM)[0]).toEqual({ client: 7, end: 300, at: 59_800 });
  log.erase(ROOM);
  expect(rowsOf(db)).toEqual([]);
  db.close();
});

test("AU10: a room that takes the row number of an erased one begins its times anew", () => {
  const db = new Database(":memory:");
  const log = new SqliteUpdateLog(db, () => 60_000);
  const type = (room: string, clock: number) => {
    log.append([{ room, update: Uint8Array.of(1), credits: [credit(7, clock, clock + 1)], unconfirmed: false }]);
    log.compactJournal();
  };
  type(ROOM, 0);
  log.erase(ROOM);
  type("article/other/body", 5);
  expect(log.times("article/other/body").map(({ end }) => end)).toEqual([6]);
  db.close();
});

test("AU10: a clock that is set back dates nothing after what it was stored before", () => {
  const db = new Database(":memory:");
  let now = 600_000;
  const log = new SqliteUpdateLog(db, () => now);
  const type = (clock: number) =>
    log.append([{ room: ROOM, update: Uint8Array.of(1), credits: [credit(7, clock, clock + 1)], unconfirmed: false }]);
  type(0);
  // A relay whose clock is ahead.
  log.credit(
    ROOM,
    [],
    [
      { client: 7, end: 1, at: 900_000 },
      { client: 7, end: 5, at: 900_000 },
    ],
  );
  now = 700_000;
  type(5);
  log.compactJournal();
  expect(log.times(ROOM).map(({ end, at }) => [end, at])).toEqual([
    [1, 600_000],
    [6, 700_000],
  ]);
  db.close();
});

test("AU10: of what an older database holds the time is known by which its client had written it all", () => {
  const db = new Database(":memory:");
  migrate(
    db,
    "update-log",
    STEPS.slice(
      0,
      STEPS.findIndex((step) => typeof step === "string" && step.includes("CREATE TABLE times")),
    ),
  );
  db.exec(`INSERT INTO rooms (id, name) VALUES (1, '${ROOM}');
    INSERT INTO authors (room, client, clock, end, author, brought_by, changed) VALUES
      (1, 7, 0, 5, 'sara', 'sara', 1000), (1, 7, 5, 9, 'sara', 'omid', 3000), (1, 8, 0, 0, 'omid', 'omid', 2000);`);
  const log = new SqliteUpdateLog(db);
  expect(log.times(ROOM)).toEqual([{ client: 7, end: 9, at: 3000 }]);
  db.close();
});
