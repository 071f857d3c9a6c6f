/** A relay that was set back to a backup: the desks bring back what it lost, and who wrote it stays true. */
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { backUp, restoreFrom } from "../../server/ops/backup.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { roomName, type Role, type RoomKind } from "../../shared/roles.ts";
import { TestRelay, temporaryFolder } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];
const folder = temporaryFolder();
let backups = 0;
/** A busy machine takes its time for desks and relays that start again. */
vi.setConfig({ testTimeout: 120_000 });

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});

afterEach(() => closeDesks(site, desks));
afterAll(() => folder.remove());

async function seat(name: string, role: Role): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

async function backup(): Promise<string> {
  const file = join(folder.path, `${++backups}.sqlite`);
  await backUp(site.folder.path, file);
  return file;
}

/** The relay is set back, and serves at the address it had. @param before runs while it is down */
async function restore(file: string, before: () => void = () => undefined): Promise<void> {
  const { port } = new URL(site.relay.http);
  await site.relay.stop();
  restoreFrom(file, site.folder.path);
  before();
  await site.start({ port: Number(port) });
}

/** What the relay has on disk. */
const stored = (article: string, kind: RoomKind = "body"): string =>
  site.beside((db) => {
    const doc = new Y.Doc();
    for (const update of new SqliteUpdateLog(db).read(roomName(article, kind)).updates) Y.applyUpdate(doc, update);
    return doc.getText("body").toJSON();
  });

/** Whose the relay says that a client's writing is, stretch by stretch, each with who brought it where that is somebody else. */
const authorsAtRelay = (article: string, { clientID }: Y.Doc): string[] =>
  site.beside((db) => {
    const name = (id: string | null): string =>
      (db.prepare("SELECT name FROM members WHERE id = ?").get(id) as { name: string } | undefined)?.name ?? "?";
    return new SqliteUpdateLog(db)
      .authorsOf(roomName(article, "body"), clientID)
      .map(({ author, broughtBy }) => (author === broughtBy ? name(author) : `${name(author)} ← ${name(broughtBy)}`));
  });

const titles = (): string[] =>
  site.beside((db) => (db.prepare("SELECT title FROM articles ORDER BY title").all() as { title: string }[]).map(({ title }) => title));

test("SY25: closed articles come back to a relay that was set back, those too that it never knew, with their titles", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const old = await sara.create("پیش\n");
  await eventually(() => omid.titles(), ["پیش"]);
  await eventually(() => stored(old), "پیش\n");
  const file = await backup();

  const room = await sara.openRoom(old);
  room.type("از پشتیبان", 0);
  await room.saved();
  const young = await sara.create("تازه\n");
  await eventually(() => omid.titles(), ["از پشتیبانپیش", "تازه"].sort());
  for (const id of [old, young]) await eventually(() => sara.state(id).then(([, unconfirmed]) => unconfirmed), 0);
  room.close();
  await eventually(() => titles(), ["از پشتیبانپیش", "تازه"].sort());

  await restore(file);
  expect([titles(), stored(old), stored(young)]).toEqual([["پیش"], "پیش\n", ""]);
  await eventually(() => [stored(old), stored(young)], ["از پشتیبانپیش\n", "تازه\n"]);
  await eventually(() => titles(), ["از پشتیبانپیش", "تازه"].sort());
});

test("SY25: what was written and closed a moment before, which the feed had no time to tell of, comes back too", async () => {
  const sara = await seat("سارا", "owner");
  const id = await sara.create("پیش\n");
  await eventually(() => stored(id), "پیش\n");
  const file = await backup();
  const room = await sara.openRoom(id);
  room.type("آخرین لحظه ", 0);
  await eventually(() => stored(id), room.text);
  const { text } = room;
  room.close();
  await restore(file);
  expect(stored(id)).toBe("پیش\n");
  await eventually(() => stored(id), text);
});

test(
  "SY25: what everybody but its author has comes back too, and is said to be theirs until their desk is there",
  { tags: "long" },
  async () => {
    const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
    const id = await sara.create("خبر\n");
    await omid.knows(id);
    const file = await backup();
    const [hers, his] = [await sara.openRoom(id), await omid.openRoom(id)];
    hers.type("او ");
    await eventually(() => his.text, hers.text);
    his.type("من ");
    await eventually(() => hers.text, his.text);
    await eventually(() => [authorsAtRelay(id, hers.doc), authorsAtRelay(id, his.doc)], [["سارا"], ["امید"]]);
    const { calls } = omid.window;
    const name = async ({ clientID }: Y.Doc): Promise<string | undefined> =>
      (await calls.authors({ room: `article/${id}` })).find(({ client }) => client === clientID)?.author?.name;
    await eventually(() => name(hers.doc), "سارا");

    await restore(file, () => sara.stop());
    await eventually(() => stored(id), his.text);
    expect([authorsAtRelay(id, hers.doc), authorsAtRelay(id, his.doc)]).toEqual([["سارا ← امید"], ["امید"]]);
    // His own desk has not forgotten.
    expect(await name(hers.doc)).toBe("سارا");

    await sara.restart();
    await eventually(() => [authorsAtRelay(id, hers.doc), authorsAtRelay(id, his.doc)], [["سارا"], ["امید"]]);
  },
);

test("SY25: the desk of a reader, who has what the relay lost and may not bring it, is refused nothing", { tags: "long" }, async () => {
  const [sara, reza] = [await seat("سارا", "owner"), await seat("رضا", "reader")];
  const id = await sara.create("خبر\n");
  await reza.knows(id);
  const file = await backup();
  const [hers, his] = [await sara.openRoom(id), await reza.openRoom(id)];
  hers.type("بعد ");
  await eventually(() => his.text, hers.text);
  const text = hers.text;
  await restore(file, () => sara.stop());
  await eventually(() => reza.state(id), ["connected", 0]);
  expect([his.text, stored(id)]).toEqual([text, "خبر\n"]);
  await sara.restart();
  await eventually(() => stored(id), text);
});

test("DE15: who joined after the backup joins again, and brings along what was written, as its author", { tags: "long" }, async () => {
  const sara = await seat("سارا", "owner");
  const id = await sara.create("خبر\n");
  await eventually(() => stored(id), "خبر\n");
  const file = await backup();
  const omid = await seat("امید", "editor");
  await omid.knows(id);
  const his = await omid.openRoom(id);
  his.type("پیش ");
  await eventually(() => omid.state(id), ["connected", 0]);
  await restore(file, () => sara.stop());

  const { calls } = omid.window;
  await eventually(() => calls.session().then(({ signedOut }) => signedOut), true);
  his.type("در میان ");
  const invite = (): string => site.invite("امید", "editor");
  await expect(calls.join({ invitation: `http://127.0.0.1:1/join#${invite()}`, share: "all" })).rejects.toMatchObject({ code: "joined" });
  await calls.join({ invitation: `${site.relay.http}/join#${invite()}`, share: "all" });
  expect(await calls.session()).toMatchObject({ signedOut: false, member: { name: "امید" } });
  await eventually(() => omid.state(id), ["connected", 0]);
  await eventually(() => [stored(id), authorsAtRelay(id, his.doc)], [his.text, ["امید"]]);
  await expect(calls.join({ invitation: `${site.relay.http}/join#${invite()}`, share: "all" })).rejects.toMatchObject({ code: "joined" });
});
