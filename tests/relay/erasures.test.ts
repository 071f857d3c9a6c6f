/** Who erased what, as a relay keeps it. */
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Erasures } from "../../server/articles/erasures.ts";
import { openDatabase } from "../../server/store/database.ts";
import { eventually } from "../eventually.ts";
import { temporaryFolder, TestRelay, type Device, type FrameClient } from "./relay-fixture.ts";

/** Client, clock, end, member, and whether it was brought. */
type Known = readonly [number, number, number, string, boolean];

let site: TestRelay;
let owner: Device;
let editor: Device;
let article: string;
let doc: Y.Doc;
let sara: FrameClient;
let omid: FrameClient;
let sent = 0;

const known = async (device = owner): Promise<readonly Known[]> => {
  const { status, body } = await device.call("GET", `/api/articles/${article}/erasures`);
  expect(status).toBe(200);
  const { erasures } = body as { erasures: readonly (readonly [number, number, number, string, number, boolean])[] };
  return erasures.map(([client, clock, end, member, , brought]) => [client, clock, end, member, brought]);
};
/** Writes in the one document that all share, and sends it as the work of one of them. */
const write = async (client: FrameClient, edit: (text: Y.Text) => void, reply = false): Promise<void> => {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array): void => void updates.push(update);
  doc.on("update", listen);
  edit(doc.getText("body"));
  doc.off("update", listen);
  for (const update of updates) client.send({ type: "update", update, reply });
  await client.barrier(++sent);
};

beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
  editor = await site.desk("امید", "editor");
  doc = new Y.Doc();
  doc.clientID = 7;
  [sara, omid] = [await owner.enter(`article/${article}`), await editor.enter(`article/${article}`)];
  await write(sara, (text) => text.insert(0, "۰۱۲۳۴۵۶۷۸۹"));
});
afterEach(async () => {
  expect(site.reported).toEqual([]);
  await site.close();
});

test("VE41: each deletion is its member's, letter by letter in one row, and a reader may ask", async () => {
  for (const at of [9, 8, 7]) await write(omid, (text) => text.delete(at, 1));
  for (let i = 0; i < 2; i++) await write(sara, (text) => text.delete(0, 1));
  await eventually(known, [
    [7, 0, 2, owner.member.id, false],
    [7, 7, 10, editor.member.id, false],
  ]);
  expect(await known(await site.desk("مینا", "reader"))).toEqual(await known());
  // Across restarts.
  await site.relay.stop();
  await site.start();
  expect((await known()).length).toBe(2);
});

test("VE41: what comes with all that a desk had is marked, and of it only what is new", { tags: "long" }, async () => {
  await write(omid, (text) => text.delete(0, 2));
  doc.getText("body").delete(0, 1);
  sara.send({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: true });
  await sara.barrier(++sent);
  await eventually(known, [
    [7, 0, 2, editor.member.id, false],
    [7, 2, 3, owner.member.id, true],
  ]);
});

test("VE41: a deletion that is known stays whoever's it was, also if another sends it as their own", { tags: "long" }, async () => {
  await write(omid, (text) => text.delete(2, 3));
  await eventually(async () => (await known()).length, 1);
  const again = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  sara.send({ type: "update", update: again, reply: false });
  await sara.barrier(++sent);
  await write(sara, (text) => text.delete(0, text.length));
  await eventually(known, [
    [7, 0, 2, owner.member.id, false],
    [7, 2, 5, editor.member.id, false],
    [7, 5, 10, owner.member.id, false],
  ]);
});

test("VE41: an article that is deleted for good takes it along", { tags: "long" }, async () => {
  await write(omid, (text) => text.delete(2, 3));
  await eventually(async () => (await known()).length, 1);
  await site.relay.stop();
  await site.start({ purgeEvery: 20 });
  await owner.call("DELETE", `/api/articles/${article}`);
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
  await eventually(() => site.beside((db) => db.prepare("SELECT count(*) FROM erasures").pluck().get()), 0);
});

test("VE41: a row is a member and a minute, and of one article the newest 20,000 are kept", { tags: "long" }, () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder.path);
  let now = 0;
  const erasures = new Erasures(db, () => now);
  const erase = (clock: number, end: number, member: string): void =>
    erasures.committed({
      room: "article/of-many-1",
      update: new Uint8Array(),
      stretches: [],
      deletions: [{ client: 1, clock, end }],
      reply: false,
      member,
      unconfirmed: false,
    });
  const rows = (): readonly (readonly [number, number, string])[] => {
    erasures.store();
    return erasures.list("of-many-1").map(({ clock, end, member }) => [clock, end, member]);
  };
  erase(10, 11, "sara");
  erase(12, 13, "sara");
  rows();
  // It closes a gap between rows that are stored.
  erase(11, 12, "sara");
  expect(rows()).toEqual([[10, 13, "sara"]]);
  now += 60_000;
  erase(13, 14, "sara");
  erase(14, 15, "omid");
  expect(rows()).toEqual([
    [10, 13, "sara"],
    [13, 14, "sara"],
    [14, 15, "omid"],
  ]);
  // It covers what others erased before.
  erase(0, 20, "mina");
  expect(rows()).toEqual([
    [0, 10, "mina"],
    [10, 13, "sara"],
    [13, 14, "sara"],
    [14, 15, "omid"],
    [15, 20, "mina"],
  ]);
  // It begins and ends within what is known.
  erase(5, 17, "omid");
  expect(rows()).toHaveLength(5);
  for (let minute = 0; minute < 11; minute++) {
    now += 60_000;
    for (let i = 0; i < 2000; i++) erase(100 + 10 * (2000 * minute + i), 101 + 10 * (2000 * minute + i), "sara");
    erasures.store();
  }
  const kept = rows();
  expect(kept.length).toBeLessThanOrEqual(20_000);
  expect(kept.length).toBeGreaterThanOrEqual(18_000);
  expect(kept.at(-1)).toEqual([100 + 10 * 21_999, 101 + 10 * 21_999, "sara"]);
  db.close();
  folder.remove();
});
