/** Pictures of articles between desks, over a real relay. */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backUp, restoreFrom } from "../../server/ops/backup.ts";
import { readReference, writeReference } from "../../shared/pictures/reference.ts";
import { draftRoom } from "../../shared/draft-room.ts";
import { eventually } from "../eventually.ts";
import { hashOf, png } from "../picture-samples.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, OpenRoom } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];
beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});
afterEach(() => closeDesks(site, desks));

async function open(name: string, role: "owner" | "editor" | "reader"): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

const picture = (): Buffer => Buffer.concat([png(30, 20), randomBytes(100)]);

/** Stores a picture at a desk and makes an article that shows it. @returns its ID */
async function articleWith(desk: Desk, ...pictures: Buffer[]): Promise<string> {
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "خبر");
  for (const bytes of pictures) await show(desk, doc, bytes);
  return (await desk.window.calls.createArticle({ body: Y.encodeStateAsUpdate(doc) })).id;
}

async function show(desk: Desk, doc: Y.Doc, bytes: Buffer): Promise<void> {
  const { src } = await desk.window.calls.storePicture({ bytes });
  doc.getMap("blocks").set(`${hashOf(bytes).slice(0, 5)}/src`, src);
}

const seen = async (desk: Desk, bytes: Buffer, article: string | null = null): Promise<boolean> => {
  const found = await desk.window.calls.picture({ sha256: hashOf(bytes), article });
  return found.bytes !== null && Buffer.from(found.bytes).equals(bytes);
};
const atRelay = (bytes: Buffer): unknown =>
  site.beside((db) => db.prepare("SELECT count(*) FROM pictures WHERE sha256 = ?").pluck().get(hashOf(bytes)));
const beside = <T>(desk: Desk, run: (db: Database.Database) => T): T => {
  const db = new Database(join(desk.folder.path, "pictures.sqlite"));
  try {
    return run(db);
  } finally {
    db.close();
  }
};
const unconfirmed = async (desk: Desk, article: string): Promise<number> => (await desk.window.calls.syncState({ article })).unconfirmed;

test("PI3 PI4: what a window stores comes back as it was, and what is no picture is refused by its reason", async () => {
  const desk = await open("سارا", "owner");
  const bytes = picture();
  const { src } = await desk.window.calls.storePicture({ bytes });
  expect(readReference(src)).toEqual({ sha256: hashOf(bytes), type: "image/png", width: 30, height: 20 });
  expect(await seen(desk, bytes)).toBe(true);
  await expect(desk.window.calls.storePicture({ bytes: Buffer.from("<svg/>") })).rejects.toMatchObject({ code: "picture-type" });
  await expect(desk.window.calls.storePicture({ bytes: png(60_000, 60_000) })).rejects.toMatchObject({ code: "picture-too-large" });
});

test("PI15 PI16: a picture goes to the relay and to the other desks by itself, and is there when they are offline", async () => {
  const [sara, omid] = [await open("سارا", "owner"), await open("امید", "reader")];
  const bytes = picture();
  const article = await articleWith(sara, bytes);
  // Nobody at the other desk opened the article.
  await eventually(() => beside(omid, (db) => db.prepare("SELECT count(*) FROM pictures").pluck().get()), 1);
  await eventually(() => unconfirmed(sara, article), 0);
  await omid.window.calls.setOffline({ offline: true });
  expect(await seen(omid, bytes, article)).toBe(true);
});

test(
  "PI15: a picture put in offline waits in the count of changes, and goes on after restarts of the desk and of the relay",
  { tags: "long" },
  async () => {
    const sara = await open("سارا", "owner");
    const [first, second] = [picture(), picture()];
    const article = await articleWith(sara, first);
    await eventually(() => atRelay(first), 1);
    await sara.window.calls.setOffline({ offline: true });
    const room = new OpenRoom(sara.window, `article/${article}`);
    await room.loaded();
    await show(sara, room.doc, second);
    await room.saved();
    room.close();
    expect(await unconfirmed(sara, article)).toBeGreaterThanOrEqual(2);
    await sara.restart();
    expect(await seen(sara, second, article)).toBe(true);
    expect(await unconfirmed(sara, article)).toBeGreaterThanOrEqual(2);
    expect(atRelay(second)).toBe(0);
    await sara.window.calls.setOffline({ offline: false });
    await eventually(() => atRelay(second), 1);
    await eventually(() => unconfirmed(sara, article), 0);
  },
);

test("PI16: whoever shows a picture that is not there yet is told when it has come", { tags: "long" }, async () => {
  const [sara, omid] = [await open("سارا", "owner"), await open("امید", "editor")];
  const bytes = picture();
  const came: string[] = [];
  omid.window.on("picture", ({ sha256 }) => came.push(sha256));
  expect(await seen(omid, bytes)).toBe(false);
  await articleWith(sara, bytes);
  await eventually(() => came, [hashOf(bytes)]);
  expect(await seen(omid, bytes)).toBe(true);
});

test(
  "PI15: a picture that nobody has does not wait, and one that was copied before it came goes into the other article, too",
  { tags: "long" },
  async () => {
    const [sara, omid] = [await open("سارا", "owner"), await open("امید", "editor")];
    const bytes = picture();
    const src = writeReference({ sha256: hashOf(bytes), type: "image/png", width: 30, height: 20 });
    const doc = new Y.Doc();
    doc.getText("body").insert(0, "رونوشت");
    doc.getMap("blocks").set("a/src", src);
    const { id: copy } = await omid.window.calls.createArticle({ body: Y.encodeStateAsUpdate(doc) });
    await eventually(() => unconfirmed(omid, copy), 0);
    await articleWith(sara, bytes);
    const articles = () =>
      site.beside((db) => db.prepare("SELECT count(*) FROM article_pictures WHERE sha256 = ?").pluck().get(hashOf(bytes)));
    expect(await seen(omid, bytes, copy)).toBe(false);
    await eventually(articles, 2);
  },
);

test("PI15 DE23: nothing of a private article is sent, until somebody shares it", async () => {
  const desk = await Desk.alone(site);
  desks.push(desk);
  const bytes = picture();
  const article = await articleWith(desk, bytes);
  await desk.core.join(site.relay.http, site.invite("سارا", "owner"), false, "none");
  desk.core.connect(site.relay.http);
  const shared = await articleWith(desk, picture());
  await eventually(() => unconfirmed(desk, shared), 0);
  expect(atRelay(bytes)).toBe(0);
  await desk.window.calls.share({ article });
  await eventually(() => atRelay(bytes), 1);
});

test("PI7 DR1: a picture of a draft stays on this computer, and goes along when the draft is brought back", async () => {
  const sara = await open("سارا", "owner");
  const article = await articleWith(sara, picture());
  await eventually(() => unconfirmed(sara, article), 0);
  await sara.window.calls.beginDraft({ article });
  const draft = new OpenRoom(sara.window, draftRoom(article));
  await draft.loaded();
  const bytes = picture();
  await show(sara, draft.doc, bytes);
  await draft.saved();
  draft.close();
  expect(beside(sara, (db) => db.prepare("SELECT count(*) FROM articleless_pictures").pluck().get())).toBe(0);
  await sara.restart();
  const other = await articleWith(sara, picture());
  await eventually(() => unconfirmed(sara, other), 0);
  expect(atRelay(bytes)).toBe(0);
  const room = new OpenRoom(sara.window, `article/${article}`);
  await room.loaded();
  await show(sara, room.doc, bytes);
  await room.saved();
  room.close();
  await eventually(() => atRelay(bytes), 1);
});

test("PI6: what a desk lost of which article shows a picture, as it died, is made up for when the picture is shown", async () => {
  const sara = await open("سارا", "owner");
  const bytes = picture();
  await sara.window.calls.setOffline({ offline: true });
  const article = await articleWith(sara, bytes);
  beside(sara, (db) => db.exec("DELETE FROM article_pictures; DELETE FROM uploads"));
  await sara.restart();
  await sara.window.calls.setOffline({ offline: false });
  expect(await seen(sara, bytes, article)).toBe(true);
  await eventually(() => atRelay(bytes), 1);
});

test("PI15 OP6: a relay that is set back to a backup gets the pictures again that it lost, and a backup has all that there were", async () => {
  const sara = await open("سارا", "owner");
  const [kept, lost] = [picture(), picture()];
  const article = await articleWith(sara, kept);
  await eventually(() => atRelay(kept), 1);
  const file = join(site.folder.path, "backup.sqlite");
  await backUp(site.folder.path, file);
  const later = await articleWith(sara, lost);
  await eventually(() => atRelay(lost), 1);
  await eventually(async () => [await unconfirmed(sara, article), await unconfirmed(sara, later)], [0, 0]);
  const port = Number(new URL(site.relay.http).port);
  await site.relay.stop();
  restoreFrom(file, site.folder.path);
  await site.start({ port });
  expect([atRelay(kept), atRelay(lost)]).toEqual([1, 0]);
  await eventually(() => atRelay(lost), 1);
});

test("PI8: a picture goes thirty days after the last article that had it, at the relay and at the desk, and not before", async () => {
  const sara = await open("سارا", "owner");
  const [only, both] = [picture(), picture()];
  const article = await articleWith(sara, only, both);
  const other = await articleWith(sara, both);
  await eventually(() => [atRelay(only), atRelay(both)], [1, 1]);
  await eventually(async () => [await unconfirmed(sara, article), await unconfirmed(sara, other)], [0, 0]);
  const port = Number(new URL(site.relay.http).port);
  await sara.window.calls.deleteForGood({ articles: [article] });
  await eventually(() => site.beside((db) => db.prepare("SELECT count(*) FROM articles WHERE purge_at > 0").pluck().get()), 1);
  await site.relay.stop();
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1 WHERE purge_at > 0").run());
  await site.start({ port, purgeEvery: 20 });
  const without = () => site.beside((db) => db.prepare("SELECT sha256 FROM articleless_pictures").pluck().all());
  await eventually(without, [hashOf(only)]);
  expect([atRelay(only), atRelay(both)]).toEqual([1, 1]);
  site.beside((db) => db.prepare("UPDATE articleless_pictures SET since = since - ?").run(30 * 24 * 60 * 60_000));
  await eventually(() => atRelay(only), 0);
  expect([atRelay(both), without()]).toEqual([1, []]);
  await eventually(() => beside(sara, (db) => db.prepare("SELECT sha256 FROM articleless_pictures").pluck().all()), [hashOf(only)]);
  expect(await seen(sara, only)).toBe(true);
});

test("PI3: a desk that has lost its pictures fetches them again", async () => {
  const [sara, omid] = [await open("سارا", "owner"), await open("امید", "editor")];
  const bytes = picture();
  const article = await articleWith(sara, bytes);
  await eventually(() => seen(omid, bytes, article), true);
  omid.stop();
  for (const end of ["", "-wal", "-shm"]) rmSync(join(omid.folder.path, `pictures.sqlite${end}`), { force: true });
  expect(existsSync(join(omid.folder.path, "pictures.sqlite"))).toBe(false);
  await omid.restart();
  expect(await seen(omid, bytes, article)).toBe(false);
  await eventually(() => seen(omid, bytes, article), true);
});
