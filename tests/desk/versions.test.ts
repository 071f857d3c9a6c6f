/** Versions at a desk: its own, and the relay's. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import zlib from "node:zlib";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Library } from "../../main/core/library/library.ts";
import { DeskVersions } from "../../main/core/versions/versions.ts";
import { VersionWorker } from "../../main/core/versions/version-worker.ts";
import { openDesk } from "../../main/core/database.ts";
import { NOBODY } from "../../main/core/people/identity.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { VersionTable } from "../../shared/versions/version-table.ts";
import { eventually } from "../eventually.ts";
import { temporaryFolder, TestRelay } from "../relay/relay-fixture.ts";
import { article as filled, closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];

const open = async (name: string, role: "owner" | "editor" | "reader"): Promise<Desk> => {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
};
const textOf = async (desk: Desk, article: string, version: string): Promise<string> => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await desk.window.calls.version({ article, version })).state);
  return doc.getText("body").toJSON();
};
const labelsAt = async (desk: Desk, article: string): Promise<readonly string[]> =>
  (await desk.window.calls.versions({ article })).entries.map(({ label }) => label);
const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});
afterEach(() => closeDesks(site, desks));

test("VE13: a desk that has joined no newsroom keeps versions of its own, and has them after a restart", async () => {
  const desk = await Desk.alone(site);
  desks.push(desk);
  const article = await desk.create("تیتر\nبند نخست");
  const room = await desk.openRoom(article);
  const made = await desk.window.calls.makeVersion({ article, reason: "named", label: "نخست" });
  room.type(" دوم");
  await desk.window.calls.makeVersion({ article, reason: "named", label: "دوم" });
  expect(made).toMatchObject({ label: "نخست", isHere: true, reason: "named", author: NOBODY, people: [NOBODY] });
  desk.stop();
  await desk.start();
  await eventually(() => labelsAt(desk, article), ["دوم", "نخست"]);
  expect(await textOf(desk, article, made.id)).toBe("تیتر\nبند نخست");
  expect((await desk.window.calls.versions({ article })).isComplete).toBe(true);
  await desk.window.calls.deleteVersion({ article, version: made.id });
  expect(await labelsAt(desk, article)).toEqual(["دوم"]);
  expect(await codeOf(desk.window.calls.version({ article, version: "unknown" }))).toBe("relay-unreachable");
  room.close();
});

test("VE13 VE15: of an article that the relay has, versions are made there, and other desks list and open them, offline as well", async () => {
  const [sara, omid] = [await open("سارا", "owner"), await open("امید", "editor")];
  const article = await sara.create("تیتر");
  const room = await sara.openRoom(article);
  await eventually(() => sara.state(article), ["connected", 0]);
  room.type("\nبند");
  // The last letters may be on their way to the relay.
  const made = await sara.window.calls.makeVersion({ article, reason: "named", label: "برای چاپ" });
  expect(made).toMatchObject({ isHere: false, author: { name: "سارا" }, people: [{ name: "سارا" }] });
  room.type("\nبعد از آن");

  await omid.knows(article);
  const { entries, isComplete } = await omid.window.calls.versions({ article });
  expect(entries).toMatchObject([{ id: made.id, label: "برای چاپ", author: { name: "سارا" }, isHere: false, inserted: 8 }]);
  expect(isComplete).toBe(true);
  expect(await textOf(omid, article, made.id)).toBe("تیتر\nبند");

  await omid.window.calls.setOffline({ offline: true });
  expect(await omid.window.calls.versions({ article })).toMatchObject({ entries: [{ id: made.id }], isComplete: false });
  expect(await textOf(omid, article, made.id)).toBe("تیتر\nبند");
  await omid.window.calls.setOffline({ offline: false });

  expect(await codeOf(omid.window.calls.deleteVersion({ article, version: made.id }))).toBe("role");
  await sara.window.calls.deleteVersion({ article, version: made.id });
  expect(await labelsAt(omid, article)).toEqual([]);
  // What was opened is gone with it.
  expect(await codeOf(omid.window.calls.version({ article, version: made.id }))).toBe("version-unknown");
  room.close();
});

/** A relay of which a desk never gets to know whether it made a version: what it answers to that is cut off. */
async function mute(site: TestRelay): Promise<{ readonly http: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((desk) => {
    const relay = connect(Number(new URL(site.relay.http).port), "127.0.0.1");
    let isAsked = false;
    for (const [socket, other] of [
      [desk, relay],
      [relay, desk],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
    desk.on("data", (bytes) => {
      isAsked ||= /^POST \/api\/articles\/[\w-]+\/versions /.test(bytes.toString("latin1"));
      relay.write(bytes);
    });
    relay.on("data", (bytes) => (isAsked ? desk.destroy() : desk.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test(
  "VE74: a version that the relay made without its answer arriving is listed once, at the desk that made it too, and at others",
  { tags: "long" },
  async () => {
    const [sara, mina] = [await open("سارا", "owner"), await open("مینا", "reader")];
    const article = await sara.create("تیتر");
    const room = await sara.openRoom(article);
    await eventually(() => sara.state(article), ["connected", 0]);
    const silent = await mute(site);
    sara.stop();
    await sara.start();
    sara.core.connect(silent.http);
    await eventually(() => sara.state(article), ["connected", 0]);
    const made = await sara.window.calls.makeVersion({ article, reason: "named", label: "برای چاپ" });
    expect(made.isHere).toBe(true);
    await mina.knows(article);
    expect(await labelsAt(mina, article)).toEqual(["برای چاپ"]);
    for (const desk of [sara, mina])
      expect((await desk.window.calls.versions({ article })).entries).toMatchObject([{ id: made.id, label: "برای چاپ", isHere: false }]);
    expect(await textOf(sara, article, made.id)).toBe("تیتر");
    await sara.window.calls.deleteVersion({ article, version: made.id });
    for (const desk of [sara, mina]) expect(await labelsAt(desk, article)).toEqual([]);
    room.close();
    silent.close();
  },
);

test("VE13: what is named offline stays on this computer, and a reader makes no version", async () => {
  const [sara, mina] = [await open("سارا", "owner"), await open("مینا", "reader")];
  const article = await sara.create("تیتر");
  const room = await sara.openRoom(article);
  await eventually(() => sara.state(article), ["connected", 0]);
  await sara.window.calls.setOffline({ offline: true });
  room.type("\nدر راه");
  const made = await sara.window.calls.makeVersion({ article, reason: "named", label: "در قطار" });
  expect(made.isHere).toBe(true);
  await sara.window.calls.setOffline({ offline: false });
  await mina.knows(article);
  expect(await labelsAt(mina, article)).toEqual([]);
  expect(await labelsAt(sara, article)).toEqual(["در قطار"]);
  expect(await codeOf(mina.window.calls.makeVersion({ article, reason: "named", label: "جعل" }))).toBe("role");
  room.close();
});

test("VE38: a version is named later, one of the desk's own offline, one of the relay's at the relay alone", { tags: "long" }, async () => {
  const [sara, mina] = [await open("سارا", "owner"), await open("مینا", "reader")];
  const article = await sara.create("تیتر");
  const room = await sara.openRoom(article);
  await eventually(() => sara.state(article), ["connected", 0]);
  const shared = await sara.window.calls.makeVersion({ article, reason: "restore", label: "" });
  await mina.knows(article);
  expect(await codeOf(mina.window.calls.nameVersion({ article, version: shared.id, label: "جعل" }))).toBe("role");
  expect(await sara.window.calls.nameVersion({ article, version: shared.id, label: "نخست" })).toEqual({ ...shared, label: "نخست" });
  for (const desk of [mina, sara]) expect(await labelsAt(desk, article)).toEqual(["نخست"]);
  await sara.window.calls.setOffline({ offline: true });
  room.type("\nدر راه");
  const own = await sara.window.calls.makeVersion({ article, reason: "merge", label: "" });
  expect(await sara.window.calls.nameVersion({ article, version: own.id, label: "در راه" })).toEqual({ ...own, label: "در راه" });
  expect(await codeOf(sara.window.calls.nameVersion({ article, version: shared.id, label: "دوم" }))).toBe("relay-unreachable");
  expect(await labelsAt(sara, article)).toEqual(["در راه", "نخست"]);
  room.close();
});

test(
  "VE39: a desk keeps what was there before a large deletion where the relay does not see it at once, and leaves it to the relay otherwise",
  { tags: "long" },
  async () => {
    const sara = await open("سارا", "owner");
    const text = Array.from({ length: 20 }, (_, i) => `بند ${i}: آب رودخانه دیشب بالا آمد.`).join("\n");
    const article = await sara.create(text);
    const room = await sara.openRoom(article);
    await eventually(() => sara.state(article), ["connected", 0]);
    const reasons = async () => (await sara.window.calls.versions({ article })).entries.map(({ reason, isHere }) => [reason, isHere]);
    const bodyOf = () => room.doc.getText("body");
    bodyOf().delete(0, 400);
    await eventually(reasons, [["deletion", false]]);
    await sara.window.calls.setOffline({ offline: true });
    bodyOf().delete(5, bodyOf().length - 5);
    await eventually(reasons, [
      ["deletion", true],
      ["deletion", false],
    ]);
    const [version] = (await sara.window.calls.versions({ article })).entries;
    expect(version!.author).toMatchObject({ name: "سارا" });
    expect(await textOf(sara, article, version!.id)).toBe(text.slice(400));
    room.close();
  },
);

test("VE9: an article that is deleted for good takes its versions along at every desk", { tags: "long" }, async () => {
  const sara = await open("سارا", "owner");
  const article = await sara.create("تیتر");
  const room = await sara.openRoom(article);
  await eventually(() => sara.state(article), ["connected", 0]);
  await sara.window.calls.makeVersion({ article, reason: "named", label: "نخست" });
  expect(await labelsAt(sara, article)).toEqual(["نخست"]);
  room.close();
  await sara.window.calls.deleteForGood({ articles: [article] });
  await eventually(() => site.beside((db) => db.prepare("SELECT purge_at IS NULL FROM articles").pluck().get()), 0);
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
  await site.relay.stop();
  await site.start({ purgeEvery: 20 });
  await sara.restart();
  await eventually(async () => codeOf(sara.window.calls.versions({ article })), "article-unknown");
  expect(sara.beside((db) => db.prepare("SELECT count(*) FROM relay_versions").pluck().get())).toBe(0);
});

test("VE14: what was written offline for a while is kept before it is merged with what others wrote, and only then", async () => {
  const folder = temporaryFolder();
  const db = openDesk(folder.path);
  const log = new SqliteUpdateLog(db);
  const library = new Library(db);
  let now = 1_000_000_000_000;
  const reported: unknown[] = [];
  const worker = new VersionWorker(join(folder.path, "desk.sqlite"));
  const versions = new DeskVersions({
    db,
    worker,
    log,
    library,
    isPrivate: () => false,
    member: () => NOBODY,
    client: () => null,
    isConnected: () => false,
    flush: () => undefined,
    report: (error) => reported.push(error),
    now: () => now,
  });
  const [article, room] = ["article-1", "article/article-1"];
  library.add(article, "", "editor");
  library.relayHas(article, "");
  const write = (unconfirmed: boolean): void => {
    const update = filled("خبر");
    log.append([{ room, update, credits: [], unconfirmed }]);
    versions.committed({ room, update, stretches: [], deletions: [], reply: false, member: unconfirmed ? "me" : null, unconfirmed });
  };
  const reasons = (): readonly string[] => new VersionTable(db, zlib).list(article).map(({ reason }) => reason);

  write(false);
  await versions.beforeMerge(article);
  expect(reasons()).toEqual([]);
  write(true);
  now += 9 * 60_000;
  await versions.beforeMerge(article);
  expect(reasons()).toEqual([]);
  now += 60_000;
  await versions.beforeMerge(article);
  expect(reasons()).toEqual(["merge"]);
  await versions.beforeMerge(article);
  expect(reasons()).toEqual(["merge"]);

  // Nobody but this desk has these words, so it makes the automatic version as well.
  write(true);
  now += 5 * 60_000;
  versions.makeDue();
  await eventually(reasons, ["automatic", "merge"]);
  expect(reported).toEqual([]);
  versions.close();
  worker.close();
  db.close();
  folder.remove();
});
