/** Goal 5: how long a newcomer waits for a document that nobody has open, stored as many small updates. */
import { join } from "node:path";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { openDatabase } from "../../../../server/store/database.ts";
import { SqliteUpdateLog } from "../../../../shared/store/sqlite-update-log.ts";
import { CONTESTANTS, type Contestant, type Seat } from "../contestants.ts";
import { alternate, rowsOf, withServer, type Scenario, type Settings } from "../scenario.ts";
import { longDocument, UPDATES } from "./long-document.ts";

const KEEPERS = { hocuspocusSqlite: CONTESTANTS.hocuspocusSqlite, tahrir: CONTESTANTS.tahrir };
/** Updates after the last compaction with which a log counts as compacted. */
const SHORT = 100;

export const coldOpen: Scenario = async (settings) => {
  const updates = longDocument();
  const values = await alternate(settings, KEEPERS, async (contestant, folder) => {
    let room = "";
    await withServer(contestant, folder, async ({ seats }) => {
      // The tables and the article are the contestant's to make.
      const [first, second] = await seats(2, 1);
      await settings.load.run({
        job: "open",
        seats: [first!],
        upload: state(updates.slice(0, 10)),
        dialect: contestant.dialect,
        synced: true,
      });
      await settings.load.run({ job: "close" });
      room = second!.room;
    });
    if (contestant === CONTESTANTS.tahrir) storeUpdates(folder, room, updates);
    else storeState(folder, room, state(updates));
    return await withServer(contestant, folder, async ({ seats }) => {
      await openOne(settings, contestant, (await seats(1, 1))[0]!);
      const before = await openOne(settings, contestant, (await seats(2, 1))[1]!);
      if (contestant === CONTESTANTS.tahrir) await compacted(folder, room);
      const again: number[] = [];
      for (let i = 0; i < 5; i++) again.push(await openOne(settings, contestant, (await seats(2, 1))[1]!));
      return [before, again.sort((a, b) => a - b)[2]!];
    });
  });
  return {
    title: `5. Cold open of a document stored as ${UPDATES} updates, milliseconds from connecting to the whole text`,
    columns: ["before compaction", "after it"],
    rows: rowsOf(KEEPERS, values),
    goals: [
      { text: "≤ 120 ms before compaction", is: values.tahrir[0]!, atMost: 120 },
      { text: "≤ 15 ms after it", is: values.tahrir[1]!, atMost: 15 },
    ],
    notes: ["Hocuspocus stores one state and has nothing to compact: both columns open that"],
  };
};

const state = (updates: readonly Uint8Array[]): string => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64");
};

async function openOne({ load }: Settings, contestant: Contestant, seat: Seat): Promise<number> {
  const { milliseconds } = await load.run({ job: "open", seats: [seat], upload: "", dialect: contestant.dialect, synced: true });
  await load.run({ job: "close" });
  return milliseconds!;
}

function storeUpdates(folder: string, room: string, updates: readonly Uint8Array[]): void {
  const db = openDatabase(folder);
  db.pragma("synchronous = OFF");
  const log = new SqliteUpdateLog(db);
  for (const update of updates) log.append([{ room, update, credits: [], unconfirmed: false }]);
  db.close();
}

function storeState(folder: string, room: string, base64: string): void {
  const db = new Database(join(folder, "hocuspocus.sqlite"));
  db.prepare("INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data").run(
    room,
    Buffer.from(base64, "base64"),
  );
  db.close();
}

async function compacted(folder: string, room: string): Promise<void> {
  const db = openDatabase(folder);
  const log = new SqliteUpdateLog(db);
  const deadline = performance.now() + 30_000;
  while (log.tailLength(room) > SHORT) {
    if (performance.now() > deadline) throw new Error(`the log of ${room} still has ${log.tailLength(room)} updates`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  db.close();
}
