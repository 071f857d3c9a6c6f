import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { WorkerCompactor } from "../../server/store/compactor.ts";
import { DATABASE, openDatabase } from "../../server/store/database.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { temporaryFolder } from "./relay-fixture.ts";

const ROOM = "article/compactor";
let folder: ReturnType<typeof temporaryFolder>;
let db: ReturnType<typeof openDatabase>;
let log: SqliteUpdateLog;
let compactor: WorkerCompactor;
beforeEach(() => {
  folder = temporaryFolder();
  db = openDatabase(folder.path);
  log = new SqliteUpdateLog(db);
  compactor = new WorkerCompactor(join(folder.path, DATABASE), log);
});
afterEach(async () => {
  await compactor.close();
  db.close();
  folder.remove();
});

/** Somebody types that many letters, each an update; all of them are in `text`. */
function writer(): { write(count: number): void; readonly text: string } {
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => log.append([{ room: ROOM, update, credits: [], unconfirmed: false }]));
  const body = doc.getText("body");
  return {
    write: (count) => {
      for (let i = 0; i < count; i++) body.insert(body.length, "ab"[i % 2]!);
    },
    get text() {
      return body.toJSON();
    },
  };
}

const stored = (): string => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, compactUpdates(log.read(ROOM).updates));
  return doc.getText("body").toJSON();
};

test("SY20: a log is compacted beside this thread, and what came meanwhile stays behind it", async () => {
  const sara = writer();
  sara.write(300);
  const done = compactor.compact(ROOM);
  sara.write(20);
  await done;
  expect([log.tailLength(ROOM), stored(), log.read(ROOM).seq]).toEqual([20, sara.text, 320]);
  await compactor.compact(ROOM);
  expect([log.tailLength(ROOM), log.read(ROOM).updates.length, stored()]).toEqual([0, 1, sara.text]);
});

test("SY20: a room asked for twice is compacted once, and one that somebody else compacted further is left alone", async () => {
  const sara = writer();
  sara.write(100);
  const compact = vi.spyOn(log, "compact");
  const [first, second] = [compactor.compact(ROOM), compactor.compact(ROOM)];
  sara.write(5);
  const { seq, updates } = log.read(ROOM);
  log.compact(ROOM, seq, compactUpdates(updates));
  await Promise.all([first, second]);
  expect([compact.mock.calls.length, log.tailLength(ROOM), stored()]).toEqual([1, 0, sara.text]);
});

test("SY20: a room of nothing, and an unknown one, need no compaction", async () => {
  writer().write(1);
  await compactor.compact(ROOM);
  await compactor.compact("article/unknown-room");
  expect([log.tailLength(ROOM), log.rooms()]).toEqual([1, [ROOM]]);
});

test("SY20: what cannot be compacted is told, and stays as it was", async () => {
  const lost = new WorkerCompactor(join(folder.path, "not-there.sqlite"), log);
  const sara = writer();
  sara.write(100);
  await expect(lost.compact(ROOM)).rejects.toThrow();
  await lost.close();
  log.append([{ room: ROOM, update: Uint8Array.of(255), credits: [], unconfirmed: false }]);
  await expect(compactor.compact(ROOM)).rejects.toThrow(/article\/compactor was not compacted/);
  expect(log.tailLength(ROOM)).toBe(101);
});

test("SY20: closing in the middle of a compaction leaves the log as it was", async () => {
  const sara = writer();
  sara.write(200);
  void compactor.compact(ROOM);
  await compactor.close();
  expect([log.tailLength(ROOM), stored()]).toEqual([200, sara.text]);
});
