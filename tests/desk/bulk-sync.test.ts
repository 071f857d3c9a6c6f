/** Many closed articles over one line: a fresh desk, one that wrote offline, and one that is cut off. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { BulkChannel } from "../../main/core/sync/bulk-channel.ts";
import { NewsroomLine } from "../../main/core/sync/newsroom-line.ts";
import { RelayClient } from "../../main/core/relay-client.ts";
import { NEWEST, type SyncProgress } from "../../shared/rpc/contract.ts";
import { roomName, type Role } from "../../shared/roles.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, closeDesks, Desk } from "./desk-fixture.ts";

const MANY = 80;

let site: TestRelay;
let desks: Desk[];

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeDesks(site, desks);
});

async function seat(name: string, role: Role): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

const open = Reflect.get(NewsroomLine.prototype, "open");
const setRole = (role: Role): unknown => site.beside((db) => db.prepare("UPDATE members SET role = ? WHERE name = 'امید'").run(role));
const name = (i: number): string => `bulk-${String(i).padStart(4, "0")}`;
const textOf = (updates: readonly Uint8Array[], type = "body"): string => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText(type).toJSON();
};
const atRelay = (id: string, kind: "body" | "notes" = "body"): string =>
  site.beside((db) => textOf(new SqliteUpdateLog(db).read(roomName(id, kind)).updates));
const whole = (look: (id: string) => string): boolean =>
  Array.from({ length: MANY }, (_, i) => look(name(i))).every((text, i) => text === `خبر ${i}\nمتن`);

async function fill(desk: Desk): Promise<void> {
  for (let i = 0; i < MANY; i++) await desk.core.write(name(i), { body: article(`خبر ${i}\nمتن`), notes: article("یادداشت") });
}

async function written(): Promise<Desk> {
  const desk = await Desk.alone(site);
  desks.push(desk);
  await fill(desk);
  return desk;
}

async function join(desk: Desk, role: Role = "editor"): Promise<void> {
  await desk.core.join(site.relay.http, site.invite("سارا", role));
  desk.core.connect(site.relay.http);
}

/** Until the relay has numbered all that came. */
const numbered = (): Promise<void> =>
  eventually(
    () =>
      site.beside((db) => new SqliteUpdateLog(db).changedSince((db.prepare("SELECT noted_at AS at FROM feed").get() as { at: number }).at)),
    [],
  );

/** The titles that the relay has, by the articles' names. */
const titles = (): unknown => site.beside((db) => db.prepare("SELECT title FROM articles ORDER BY id").all());
const ALL_TITLES = Array.from({ length: MANY }, (_, i) => ({ title: `خبر ${i}` }));

/** Counts the tickets that this relay is asked for from now on: a desk of another file may still dial one that is gone. */
function ticketsForSite(): () => number {
  const asked = vi.spyOn(RelayClient.prototype, "ticket");
  return () => asked.mock.contexts.filter((client) => (client as RelayClient).http === site.relay.http).length;
}

const unconfirmed = async (desk: Desk): Promise<number> => (await desk.window.calls.articles({ ...NEWEST, filter: "unconfirmed" })).total;

test("SY30 SY16: what was written offline goes to the relay over one line, with one ticket, and is its authors'", async () => {
  const sara = await written();
  const tickets = ticketsForSite();
  await join(sara);
  await eventually(() => unconfirmed(sara), 0);
  expect(whole(atRelay)).toBe(true);
  expect(atRelay(name(3), "notes")).toBe("یادداشت");
  expect(tickets()).toBe(1);
  await eventually(titles, ALL_TITLES);
  const owners = site.beside((db) => new SqliteUpdateLog(db).authors(roomName(name(1), "body")));
  expect(owners.map(({ author, broughtBy }) => [author, broughtBy])).toEqual([[sara.core.member.id, sara.core.member.id]]);
});

test(
  "SY30: a fresh desk has all of it over one line, is told how far it is, and reads it without a network",
  { tags: "long" },
  async () => {
    const sara = await written();
    await join(sara);
    await eventually(() => unconfirmed(sara), 0);
    // A title that comes later is a change of its article, which is compared once more.
    await eventually(titles, ALL_TITLES);
    await numbered();
    const tickets = ticketsForSite();
    const omid = await Desk.alone(site);
    desks.push(omid);
    const told: SyncProgress[] = [];
    omid.window.on("syncProgress", (progress) => told.push(progress));
    await eventually(() => omid.window.up, true);
    await omid.core.join(site.relay.http, site.invite("امید", "reader"));
    omid.core.connect(site.relay.http);
    await eventually(() => told.length > 0 && told.at(-1), { done: 0, total: 0 });
    for (let i = 0; i < MANY; i++) await eventually(() => omid.hasText(name(i)), true);
    // Both desks may dial; each has one line.
    expect(tickets()).toBeLessThanOrEqual(1);
    expect(told.every(({ done, total }) => done <= total && total <= MANY)).toBe(true);
    expect(await omid.window.calls.syncProgress()).toEqual({ done: 0, total: 0 });
    await omid.window.calls.setOffline({ offline: true });
    expect((await omid.openRoom(name(7))).text).toBe("خبر 7\nمتن");
    expect((await omid.openRoom(name(7), "notes")).text).toBe("یادداشت");
  },
);

test("SY30: a desk that is cut off goes on where it was", { tags: "long" }, async () => {
  const sara = await written();
  await join(sara);
  await eventually(() => unconfirmed(sara), 0);
  await numbered();
  sara.stop();

  const opened: string[] = [];
  let isCut = false;
  const stops: Promise<void>[] = [];
  vi.spyOn(NewsroomLine.prototype, "open").mockImplementation(function (this: NewsroomLine, room, handlers) {
    opened.push(room);
    if (!isCut && opened.length === MANY) {
      isCut = true;
      stops.push(new Promise((resolve) => setImmediate(() => resolve(site.relay.stop()))));
    }
    return open.call(this, room, handlers);
  });
  const { port } = new URL(site.relay.http);
  const omid = await seat("امید", "reader");
  await eventually(() => isCut, true);
  await Promise.all(stops);
  await site.start({ port: Number(port) });
  for (let i = 0; i < MANY; i++) await eventually(() => omid.hasText(name(i)), true);
  await eventually(() => omid.window.calls.syncProgress(), { done: 0, total: 0 });
  // Of what was under way when the line broke, at most sixteen articles, the rooms are opened twice.
  expect(opened.length).toBeLessThanOrEqual(2 * MANY + 2 * 16);
});

test("SY30: an article that a window opens meanwhile has its own lines, and counts nothing twice", { tags: "long" }, async () => {
  const sara = await written();
  const abandoned = vi.spyOn(BulkChannel.prototype, "abandon");
  const windows: Promise<unknown>[] = [];
  vi.spyOn(NewsroomLine.prototype, "open").mockImplementation(function (this: NewsroomLine, room, handlers) {
    const channel = open.call(this, room, handlers);
    if (room === roomName(name(5), "notes") && windows.length === 0) windows.push(sara.openRoom(name(5)));
    return channel;
  });
  await join(sara);
  await eventually(() => windows.length, 1);
  await Promise.all(windows);
  await eventually(() => unconfirmed(sara), 0);
  expect(abandoned).toHaveBeenCalled();
  expect(whole(atRelay)).toBe(true);
  await eventually(() => sara.state(name(5)), ["connected", 0]);
});

test("SY14: what a role does not let a closed article send goes on waiting, and is sent when the role does", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("نقش\n");
  await eventually(() => omid.hasText(id), true);
  await omid.window.calls.setOffline({ offline: true });
  const his = await omid.openRoom(id);
  his.type("در راه ");
  await his.saved();
  his.close();
  setRole("reader");
  await omid.window.calls.setOffline({ offline: false });
  await eventually(async () => (await omid.window.calls.article({ id }))?.role, "reader");
  await eventually(() => omid.window.calls.syncProgress(), { done: 0, total: 0 });
  expect([await unconfirmed(omid), atRelay(id)]).toEqual([1, "نقش\n"]);
  setRole("editor");
  await eventually(() => atRelay(id), "نقش\nدر راه ");
  await eventually(() => unconfirmed(omid), 0);
});
