/** Desks and their relay, all real but the sockets of the windows: what a person is promised about their words. */
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { openDesk } from "../../main/core/database.ts";
import { Uplink } from "../../main/core/sync/uplink.ts";
import { instruct } from "../../main/desk/instruct.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, closeDesks, Desk, OpenRoom } from "./desk-fixture.ts";
import { PAGE_DEFAULTS } from "../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../shared/typing/settings.ts";
import { collected, written } from "../relay/structs.ts";

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

async function seat(name: string, role: "owner" | "editor" | "commenter" | "reader" = "owner"): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

/** Both have the article open. */
async function shared(one: Desk, other: Desk, text = "تیتر\n"): Promise<[string, OpenRoom, OpenRoom]> {
  const id = await one.create(text);
  await eventually(() => one.state(id).then(([, unconfirmed]) => unconfirmed), 0);
  await other.knows(id);
  const rooms = [await one.openRoom(id), await other.openRoom(id)] as const;
  await eventually(() => rooms[1].text, text);
  return [id, ...rooms];
}

const setRole = (name: string, role: string): unknown =>
  site.beside((db) => db.prepare("UPDATE members SET role = ? WHERE name = ?").run(role, name));

const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "made",
    (error: RpcError) => error.code,
  );

/** The name under which one window sees the other. */
const sees = (one: OpenRoom, other: OpenRoom): unknown =>
  (one.awareness.getStates().get(other.doc.clientID) as { user?: { name: string } } | undefined)?.user?.name;

test("SY16: an article made at one desk appears at the other, under its headline, and its words with it", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const id = await sara.create("خبر نخست\nمتن");
  await eventually(() => sara.titles(), ["خبر نخست"]);
  await eventually(() => omid.titles(), ["خبر نخست"]);
  const theirs = await omid.openRoom(id);
  await eventually(() => theirs.text, "خبر نخست\nمتن");
  await eventually(() => sara.state(id).then(([, unconfirmed]) => unconfirmed), 0);
});

test(
  "SY16: an article made offline is the relay's under the id it has, and its title follows the headline everywhere",
  { tags: "long" },
  async () => {
    const [sara, omid] = [await seat("سارا"), await seat("امید")];
    await sara.window.calls.setOffline({ offline: true });
    const id = await sara.create("Made on the train\n");
    const room = await sara.openRoom(id);
    room.type("far from any network");
    await room.saved();
    expect(await sara.state(id)).toEqual(["offline", 2]);
    expect(await omid.titles()).toEqual([]);

    await sara.window.calls.setOffline({ offline: false });
    await eventually(() => omid.titles(), ["Made on the train"]);
    await eventually(() => sara.state(id), ["connected", 0]);
    const theirs = await omid.openRoom(id);
    await eventually(() => theirs.text, "Made on the train\nfar from any network");

    theirs.doc.getText("body").delete(0, "Made on the train".length);
    theirs.type("  Renamed\tin the office  ", 0);
    for (const desk of [omid, sara]) await eventually(() => desk.titles(), ["Renamed in the office"]);
    await eventually(() => site.beside((db) => db.prepare("SELECT title FROM articles").all()), [{ title: "Renamed in the office" }]);
  },
);

test("SY6: both write for an hour apart, and are in step afterwards; what waits is counted meanwhile", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers, his] = await shared(sara, omid, "Apart\nshared ");
  await eventually(() => sara.state(id), ["connected", 0]);
  await sara.window.calls.setOffline({ offline: true });
  await eventually(() => sara.state(id), ["offline", 0]);
  for (let i = 0; i < 20; i++) {
    hers.type(`s${i} `);
    his.type(`o${i} `);
  }
  await hers.saved();
  expect(await sara.state(id)).toEqual(["offline", 20]);
  expect((await sara.window.calls.articles(NEWEST)).entries[0]).toMatchObject({ id, unconfirmed: 20 });
  expect(hers.text).not.toContain("o1 ");

  await sara.window.calls.setOffline({ offline: false });
  await eventually(() => sara.state(id), ["connected", 0]);
  await eventually(() => hers.text === his.text, true);
  for (let i = 0; i < 20; i++) expect(hers.text.split(`s${i} `).length + hers.text.split(`o${i} `).length).toBe(4);
});

test("SY6: the count never reads 0 before the relay has every change", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers] = await shared(sara, omid, "Counted\n");
  const wrong: string[] = [];
  sara.window.on("sync", ({ article, state }) => {
    if (article !== id || state.unconfirmed > 0 || state.link !== "connected" || hers.replica.state.pending) return;
    const { updates } = site.beside((db) => new SqliteUpdateLog(db).read(`article/${id}`));
    const stored = new Y.Doc();
    for (const update of updates) Y.applyUpdate(stored, update);
    const text = stored.getText("body").toJSON();
    if (text !== hers.text) wrong.push(`${text} of ${hers.text}`);
  });
  for (let i = 0; i < 30; i++) {
    hers.type(`${i} `);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await hers.saved();
  await eventually(() => sara.state(id), ["connected", 0]);
  expect(wrong).toEqual([]);
});

test("SY15: a closed article is fetched in the background, body and notes, and can be read without a network", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers, his] = await shared(sara, omid, "Closed\n");
  const notes = await sara.openRoom(id, "notes");
  his.close();
  hers.type("written while he has it closed");
  notes.doc.getMap("threads").set("one", "a note");
  await Promise.all([hers.saved(), notes.saved()]);
  await eventually(() => sara.state(id), ["connected", 0]);
  const onDisk = (): unknown => {
    const files = readdirSync(omid.folder.path).filter((name) => name.startsWith("desk.sqlite"));
    const bytes = Buffer.concat(files.map((name) => readFileSync(join(omid.folder.path, name))));
    return ["written while he has it closed", "a note"].every((text) => bytes.includes(text));
  };
  await eventually(onDisk, true);
  await omid.window.calls.setOffline({ offline: true });
  expect((await omid.openRoom(id)).text).toBe("Closed\nwritten while he has it closed");
  expect((await omid.openRoom(id, "notes")).doc.getMap("threads").toJSON()).toEqual({ one: "a note" });
});

test("SY15: an article closed with words on their way is still brought to the relay", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers] = await shared(sara, omid, "Closing\n");
  await sara.window.calls.setOffline({ offline: true });
  hers.type("last words");
  await hers.saved();
  hers.close();
  expect(await sara.state(id)).toEqual(["offline", 1]);
  await sara.window.calls.setOffline({ offline: false });
  await eventually(() => sara.state(id).then(([, unconfirmed]) => unconfirmed), 0);
  await eventually(async () => (await omid.openRoom(id)).text, "Closing\nlast words");
});

test("SY15: the line of a closed article is hung up, also where its room was closed for a broken frame", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers, his] = await shared(sara, omid, "Hung up\n");
  his.close();
  const channel = sara.window.open(`article/${id}`);
  let closed = 0;
  channel.onClose((code) => (closed = code));
  channel.send(Uint8Array.of(99));
  await eventually(() => closed, 4400);
  await eventually(() => sara.state(id), ["connected", 0]);
  const destroyed = vi.spyOn(Uplink.prototype, "destroy");
  hers.close();
  await eventually(() => destroyed.mock.calls.length >= 2, true);
});

test("SY6: both go on while the relay is down, and are in step when it is back on its port", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers, his] = await shared(sara, omid, "Down\n");
  await eventually(() => sara.state(id), ["connected", 0]);
  const port = Number(new URL(site.relay.http).port);
  await site.relay.stop();
  await eventually(() => sara.state(id), ["offline", 0]);
  hers.type("hers ");
  his.type("his ");
  await hers.saved();
  expect(await sara.state(id)).toEqual(["offline", 1]);
  await site.start({ port });
  await eventually(() => sara.state(id), ["connected", 0]);
  await eventually(() => [hers.text === his.text, hers.text.length], [true, "Down\nhers his ".length]);
});

test("AU2: who wrote what is known at both desks, and still known offline after a restart", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید", "editor")];
  const [id, hers, his] = await shared(sara, omid, "Authors\n");
  hers.type("by her ");
  await hers.saved();
  his.type("by him");
  await his.saved();
  const room = `article/${id}`;
  const names = async (desk: Desk): Promise<Record<number, string>> =>
    Object.fromEntries((await desk.window.calls.authors({ room })).map(({ client, author }) => [client, author!.name]));
  const authors = async (desk: Desk): Promise<unknown> => {
    const known = await names(desk);
    return [hers, his].map(({ doc }) => known[doc.clientID]);
  };
  for (const desk of [sara, omid]) await eventually(() => authors(desk), ["سارا", "امید"]);

  omid.stop();
  await omid.start();
  await eventually(() => authors(omid), ["سارا", "امید"]);
});

test("RO2: a role changed at the relay counts at the desk, in its windows and for what was already written", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید", "editor")];
  const [id, hers, his] = await shared(sara, omid, "Roles\n");
  await eventually(() => omid.state(id), ["connected", 0]);
  setRole("امید", "reader");
  his.type("he does not know yet");
  await eventually(() => omid.state(id).then(([link]) => link), "refused");
  expect((await omid.state(id))[1]).toBe(1);
  await eventually(async () => (await omid.window.calls.articles(NEWEST)).entries[0]!.role, "reader");
  expect((await omid.window.calls.session()).member.role).toBe("reader");
  his.type(" and now he does");
  await eventually(() => his.replica.state.refused, `امید may not write in article/${id}`);
  expect(hers.text).toBe("Roles\n");

  setRole("امید", "editor");
  await eventually(() => omid.state(id), ["connected", 0]);
  await eventually(() => hers.text.startsWith("Roles\nhe does not know yet"), true);
});

test("SY17: a desk that was signed out is told so, keeps all it has, and counts what waits", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید", "editor")];
  const [id, , his] = await shared(sara, omid, "Signed out\n");
  await eventually(() => omid.state(id), ["connected", 0]);
  site.beside((db) => db.prepare("DELETE FROM devices WHERE member = (SELECT id FROM members WHERE name = ?)").run("امید"));
  await omid.restart();
  await eventually(() => omid.state(id).then(([link]) => link), "refused");
  expect(String((await omid.state(id))[2])).not.toBe("");
  his.type("kept here");
  await his.saved();
  expect((await omid.state(id))[1]).toBe(1);
  await eventually(() => omid.titles(), ["Signed out"]);
});

test("DE10: settings, names and counts outlive the core, and both windows of a desk hear of a change", { tags: "long" }, async () => {
  const sara = await seat("سارا");
  const second = sara.openWindow();
  const heard: unknown[] = [];
  second.on("settings", (settings) => heard.push(settings));
  expect(await second.calls.settings()).toEqual({
    language: "system",
    calendar: "language",
    theme: "system",
    presence: "shown",
    typing: TYPING_DEFAULTS,
    page: PAGE_DEFAULTS,
  });
  const chosen = {
    language: "he",
    calendar: "hebrew",
    theme: "dark",
    presence: "quiet",
    typing: { ...TYPING_DEFAULTS, quotes: false, digits: "latin" },
    page: PAGE_DEFAULTS,
  } as const;
  await sara.window.calls.saveSettings(chosen);
  await eventually(() => heard, [chosen]);
  await sara.window.calls.setOffline({ offline: true });
  const id = await sara.create("Kept\n");

  sara.stop();
  await sara.start();
  await eventually(() => second.up, true);
  expect(await second.calls.settings()).toEqual(chosen);
  expect(await second.calls.session()).toMatchObject({ member: { name: "سارا", role: "owner" }, relay: null, offline: true });
  await eventually(() => sara.titles(), ["Kept"]);
  expect(await sara.state(id)).toEqual(["offline", 1]);
  second.end();
});

test("SP15: a dictionary that a person adds is told to every window of the desk, outlives the core, is replaced and is removed", async () => {
  const sara = await seat("سارا");
  const second = sara.openWindow();
  const heard: unknown[] = [];
  second.on("dictionaries", (dictionaries) => heard.push(dictionaries));
  const files = { aff: "SET UTF-8\n", dic: "1\nשלום\n" };
  const entry = { language: "he", name: "he_IL", size: 17 };
  expect(await second.calls.dictionaries()).toEqual([]);
  expect(await second.calls.dictionary({ language: "he" })).toBeNull();
  await sara.window.calls.addDictionary({ language: "he", name: "first", files: { ...files, dic: "1\nעולם\n" } });
  await sara.window.calls.addDictionary({ language: "he", name: "he_IL", files });
  await eventually(() => heard.at(-1), [entry]);
  await expect(sara.window.calls.addDictionary({ language: "ar", name: "ar", files })).rejects.toThrow();
  sara.stop();
  await sara.start();
  await eventually(() => second.up, true);
  expect(await second.calls.dictionaries()).toEqual([entry]);
  expect(await second.calls.dictionary({ language: "he" })).toEqual(files);
  await second.calls.removeDictionary({ language: "he" });
  await eventually(() => heard.at(-1), []);
  second.end();
});

test("DE8: the token is in a file that its owner alone reads, and nowhere else", async () => {
  const sara = await seat("سارا");
  await sara.create("A secret\n");
  const path = join(sara.folder.path, "identity.json");
  const { token } = JSON.parse(readFileSync(path, "utf8")) as { token: string };
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const name of readdirSync(sara.folder.path).filter((name) => name.startsWith("desk.sqlite"))) {
    expect(readFileSync(join(sara.folder.path, name)).includes(token), name).toBe(false);
  }
  expect(JSON.stringify(await sara.window.calls.session())).not.toContain(token);
});

test("OP11: what a desk keeps is its owner's alone to read, whatever the umask, and what others could read before is closed to them", async () => {
  const before = process.umask(0);
  try {
    const sara = await seat("سارا");
    await sara.create("A secret\n");
    const modes = (): string[] =>
      readdirSync(sara.folder.path).map((name) => `${name} ${(statSync(join(sara.folder.path, name)).mode & 0o777).toString(8)}`);
    expect(modes().length).toBeGreaterThan(3);
    expect(modes().filter((one) => !one.endsWith(" 600"))).toEqual([]);
    sara.stop();
    for (const name of readdirSync(sara.folder.path)) if (name.includes("sqlite")) chmodSync(join(sara.folder.path, name), 0o644);
    await sara.start();
    expect(modes().filter((one) => !one.endsWith(" 600"))).toEqual([]);
  } finally {
    process.umask(before);
  }
});

test("DE10: an identity that cannot be read is an error with nothing changed, and no second member", async () => {
  const sara = await seat("سارا");
  sara.stop();
  writeFileSync(join(sara.folder.path, "identity.json"), '{"token":""}');
  await expect(sara.start()).rejects.toThrow(/the stored identity cannot be read/);
});

test("RP2: an article that may not be made, or is none, is an error with a code, and leaves nothing", async () => {
  const [sara, reader] = [await seat("سارا"), await seat("رضا", "reader")];
  expect(await code(reader.window.calls.createArticle({ body: article("x\n") }))).toBe("role");
  expect(await code(sara.window.calls.createArticle({ body: Uint8Array.of(1, 2, 3) }))).toBe("update");
  expect(await code(sara.window.calls.createArticle({ body: article("x\n"), notes: Uint8Array.of(7) }))).toBe("update");
  expect([await sara.titles(), await reader.titles()]).toEqual([[], []]);
});

test("RP9: a room of no article on this computer is not opened, whatever its name", async () => {
  const sara = await seat("سارا");
  for (const room of ["article/unknown-1", "article/../x", "", "article/unknown-1/notes", "settings"]) {
    const channel = sara.window.open(room);
    let closed: unknown = null;
    channel.onClose((code, reason) => (closed = [code, reason]));
    await eventually(() => closed, [4404, `there is no article for ${room} on this computer`]);
  }
});

test("PR6: people are seen on both sides of a line that was cut, without having moved", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [, hers, his] = await shared(sara, omid, "Presence\n");
  hers.awareness.setLocalState({ cursor: null, mood: "idle" });
  his.awareness.setLocalState({ cursor: null, mood: "idle" });
  await eventually(() => [sees(hers, his), sees(his, hers)], ["امید", "سارا"]);
  await sara.window.calls.setOffline({ offline: true });
  await eventually(() => [sees(hers, his), sees(his, hers)], [undefined, undefined]);
  const clocks = (): unknown => [hers, his].map(({ awareness, doc }) => awareness.meta.get(doc.clientID)!.clock);
  const [, before] = clocks() as [number, number];
  await sara.window.calls.setOffline({ offline: false });
  await eventually(() => [sees(hers, his), sees(his, hers)], ["امید", "سارا"]);
  expect((clocks() as number[])[1]).toBe(before);
});

test("DE14: a disk that takes nothing ends no desk: it says so, and what it could not write follows", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, hers, his] = await shared(sara, omid);
  const full = new Database(join(sara.folder.path, "desk.sqlite"));
  full.exec("CREATE TRIGGER full BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  // The title is written behind everybody's back.
  hers.type("نو ", 0);
  await eventually(() => sara.reported.some((error) => (error as Error).stack?.includes("Library.rename")), true);
  expect(his.text).toBe("نو تیتر\n");
  full.exec("DROP TRIGGER full");
  full.close();
  hers.type("ت", 0);
  await eventually(() => sara.titles(), ["تنو تیتر"]);
  expect(sara.core.joined && (await sara.state(id))[1]).toBe(0);
  sara.reported.length = 0;
});

test("DE1: a desk does what the program that started it asks, and says what it could not", { tags: "long" }, async () => {
  const desk = await seat("سارا");
  const { core } = desk;
  const http = site.relay.http;
  const write = { body: Buffer.from(article("Sample\n")).toString("base64") };
  expect(await instruct(core, { type: "write", article: "sample-1", ...write }, () => undefined)).toEqual({
    type: "written",
    article: "sample-1",
  });
  await eventually(() => desk.titles(), ["Sample"]);
  expect(await instruct(core, { type: "invitation", url: "http://127.0.0.1:1/?key=x" }, () => undefined)).toBeNull();
  expect((await desk.window.calls.session()).invitation).toBe("http://127.0.0.1:1/?key=x");
  // It has joined: a code that comes again is not used up.
  const code = site.invite("دیگری", "reader");
  expect(await instruct(core, { type: "relay", http, code }, () => undefined)).toEqual({ type: "joined", name: "سارا" });
  expect(site.beside((db) => db.prepare("SELECT count(*) AS n FROM members").get())).toEqual({ n: 1 });

  const reported: unknown[] = [];
  const broken = await instruct(core, { type: "write", article: "sample-2", body: "AQID" }, (error) => reported.push(error));
  expect([broken?.type, reported.length, await desk.titles()]).toEqual(["failed", 1, ["Sample"]]);
});

test("DE1: a desk that was never invited, or with a code that is used up, says so", async () => {
  const desk = await seat("سارا");
  desk.stop();
  rmSync(join(desk.folder.path, "identity.json"));
  await desk.start();
  expect(desk.core.joined).toBe(false);
  const failed = await instruct(desk.core, { type: "relay", http: site.relay.http, code: "no-such-code" }, () => undefined);
  expect(failed).toMatchObject({ type: "failed", message: expect.stringMatching(/./) });
  expect(existsSync(join(desk.folder.path, "identity.json"))).toBe(false);
  const gone = await instruct(desk.core, { type: "relay", http: "http://127.0.0.1:9", code: "x" }, () => undefined);
  expect(gone).toEqual({ type: "failed", message: "the relay at http://127.0.0.1:9 does not answer" });
});

test("SY24: a desk whose own copy of a room cannot be read says so there, and goes on with all the rest", async () => {
  const [sara, omid] = [await seat("سارا"), await seat("امید")];
  const [id, room, theirs] = await shared(sara, omid);
  const other = await sara.create("مقالهٔ دیگر\n");
  await omid.knows(other);
  const [otherRoom, otherTheirs] = [await sara.openRoom(other), await omid.openRoom(other)];
  await eventually(() => otherTheirs.text, otherRoom.text);
  sara.stop();
  const db = openDesk(sara.folder.path);
  const log = new SqliteUpdateLog(db);
  for (const update of [collected(0, 3), written(1, "ابپت")]) {
    log.append([{ room: `article/${id}/notes`, update, credits: [], unconfirmed: false }]);
  }
  db.close();
  await sara.restart();

  const notes = new OpenRoom(sara.window, `article/${id}/notes`);
  await eventually(() => notes.replica.state.unreadable, true);
  for (const [mine, far] of [
    [room, theirs],
    [otherRoom, otherTheirs],
  ] as const) {
    mine.type("هنوز ");
    await mine.saved();
    await eventually(() => far.text, mine.text);
    far.type("اینجا ");
    await eventually(() => mine.text, far.text);
  }
  await eventually(() => sara.state(other), ["connected", 0]);
  expect(new Set(sara.reported.splice(0).map(String))).toEqual(
    new Set(["TypeError: Cannot read properties of undefined (reading 'origin')"]),
  );
  notes.close();
});
