/** The change feed of the relay, over its line and over HTTP; archive, trash and deletion. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ArticleTable } from "../../server/articles/article-table.ts";
import { backUp, restoreFrom } from "../../server/ops/backup.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { roomName, type Access } from "../../shared/roles.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { FeedEntry, FeedPage } from "../../shared/wire/feed.ts";
import { NewsroomClient, until } from "./newsroom-client.ts";
import { call, rawCall, TestRelay, temporaryFolder, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(async () => {
  await site.close();
  expect(site.reported).toEqual([]);
});

const line = (desk = owner): Promise<NewsroomClient> => NewsroomClient.of(site, desk);
const ids = (entries: readonly FeedEntry[]): string[] => entries.map(({ id }) => id);
const give = (desk: Device, role: Access, on = article) => owner.call("PUT", `/api/articles/${on}/roles/${desk.member.id}`, { role });
const place = (desk: Device, where: string) => desk.call("PUT", `/api/articles/${article}/place`, { place: where });
const listed = async (): Promise<unknown> => (await owner.call("GET", "/api/articles")).body;
const get = (query: string, headers: Record<string, string> = {}) =>
  rawCall(site.relay.http, "GET", `/api/articles${query}`, { Authorization: `Bearer ${owner.token}`, ...headers });
/** Enters so many articles at once, as no person does. */
const enter = (count: number): void =>
  site.beside((db) => {
    const table = new ArticleTable(db);
    db.transaction(() => {
      for (let i = 0; i < count; i++) table.add(`many-${String(i).padStart(6, "0")}`, `خبر ${i}`);
    })();
  });

describe("following", () => {
  test("SY26: who has no cursor is sent all there is, in pages, each going on where the last ended", async () => {
    enter(1203);
    const { entries, pages } = await (await line()).pullAll(null);
    expect(pages.map(({ reset, more, entries: some }) => [reset, more, some.length])).toEqual([
      ["start", true, 500],
      [null, true, 500],
      [null, false, 204],
    ]);
    expect(new Set(ids(entries)).size).toBe(1204);
    expect(entries[0]).toMatchObject({ id: article, title: "خبر", place: "desk", purgeAt: null, role: "owner" });
    expect(pages[0]!.me).toEqual(owner.member);
  });

  test("SY26: then each change is told as it happens, and after a break what was missed, each once", async () => {
    const client = await line();
    await client.pullAll(null);
    const other = await owner.newArticle("دیگر");
    await owner.call("PATCH", `/api/articles/${article}`, { title: "نو" });
    await owner.call("PUT", `/api/articles/${article}/place`, { place: "archive" });
    await until(() => client.news.length >= 3);
    expect(client.news.map((entry) => ("gone" in entry ? entry.gone : [entry.id, entry.title, entry.place]))).toEqual([
      [other, "دیگر", "desk"],
      [article, "نو", "desk"],
      [article, "نو", "archive"],
    ]);
    const { last } = await client.pullAll(null);
    client.socket.terminate();
    const third = await owner.newArticle("سوم");
    await owner.call("PATCH", `/api/articles/${other}`, { title: "باز هم" });
    const again = await (await line()).pullAll(last.cursor);
    expect([again.last.reset, ids(again.entries)]).toEqual([null, [third, other]]);
    expect((await (await line()).pullAll(again.last.cursor)).entries).toEqual([]);
  });

  test("SY28: a text that is typed fast takes a number a second, and a line that is told of it one frame", { tags: "long" }, async () => {
    const client = await line();
    await client.pullAll(null);
    const room = await owner.enter(`article/${article}`);
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => room.send({ type: "update", update, reply: false }));
    const before = (await client.pull(null)).cursor.seq;
    for (let i = 0; i < 300; i++) doc.getText("body").insert(i, "ب");
    await room.barrier(1);
    await until(() => client.news.length > 0);
    const first = client.news[0]!;
    expect(first).toMatchObject({ id: article, title: "خبر" });
    expect(first.seq - before).toBeLessThanOrEqual(2);
    const listed = (await owner.call("GET", "/api/articles")).body as { updatedAt: number }[];
    expect("updatedAt" in first && first.updatedAt).toBe(listed[0]!.updatedAt);
  });

  test("SY28: what a relay that died had stored and not numbered is numbered when it starts again", async () => {
    const { last } = await (await line()).pullAll(null);
    await site.relay.stop();
    site.beside((db) =>
      new SqliteUpdateLog(db).append([{ room: roomName(article, "notes"), update: typed("x").update, credits: [], unconfirmed: false }]),
    );
    await site.start();
    const { entries, last: page } = await (await line()).pullAll(last.cursor);
    expect([page.reset, ids(entries)]).toEqual([null, [article]]);
  });
});

describe("a relay that was set back", () => {
  const folder = temporaryFolder();

  test("SY27: is known by the cursor alone, and one that only started again is not taken for one", async () => {
    const before = (await (await line()).pullAll(null)).last.cursor;
    const file = join(folder.path, "backup.sqlite");
    await backUp(site.folder.path, file);
    await owner.newArticle("تازه");
    const after = (await (await line()).pullAll(null)).last.cursor;
    await site.relay.stop();
    await site.start();
    const second = (await (await line()).pullAll(after)).last;
    expect([second.reset, second.cursor.run === after.run]).toEqual([null, false]);

    await site.relay.stop();
    restoreFrom(file, site.folder.path);
    await site.start();
    const client = await line();
    for (const lost of [after, second.cursor]) {
      const page = await client.pull(lost);
      expect([page.reset, ids(page.entries)]).toEqual(["set-back", [article]]);
    }
    expect((await client.pull(before)).reset).toBeNull();
    // The same where the command line, or the relay's start, gives the numbers that were lost again.
    await site.relay.stop();
    restoreFrom(file, site.folder.path);
    beside((newsroom) => newsroom.setRole(newsroom.members.add("علی", "editor").id, "reader"));
    site.beside((db) =>
      new SqliteUpdateLog(db).append([{ room: roomName(article, "body"), update: typed("x").update, credits: [], unconfirmed: false }]),
    );
    await site.start();
    expect((await (await line()).pull(after)).reset).toBe("set-back");
    expect((await (await line()).pull(before)).reset).toBeNull();
    await site.relay.stop();
    restoreFrom(file, site.folder.path);
    await site.start();
    // As many changes as were lost, others, make no difference.
    await owner.newArticle("دیگری");
    expect((await (await line()).pull(after)).reset).toBe("set-back");
    folder.remove();
  });
});

describe("roles", () => {
  test("RO6: a guest is told of their article alone, and of its loss, also what happened while they were away", async () => {
    const ali = await site.desk("علی", "commenter");
    beside((newsroom) => newsroom.setRole(ali.member.id, "none"));
    await give(ali, "reader");
    const other = await owner.newArticle("پنهان");
    const client = await line(ali);
    const { entries, last } = await client.pullAll(null);
    expect(entries).toMatchObject([{ id: article, role: "reader" }]);

    await owner.call("PATCH", `/api/articles/${other}`, { title: "پنهان‌تر" });
    await owner.call("PATCH", `/api/articles/${article}`, { title: "آشکار" });
    await until(() => client.news.length > 0);
    await give(ali, "commenter");
    await until(() => client.news.length > 1);
    beside((newsroom) => newsroom.setRoleOn(article, ali.member.id, null));
    await until(() => client.news.length > 2);
    expect(client.news).toMatchObject([
      { id: article, title: "آشکار", role: "reader" },
      { role: "commenter" },
      { id: article, gone: "role" },
    ]);
    expect(Buffer.concat(client.bytes).includes(other)).toBe(false);
    expect(
      await line(ali)
        .then((again) => again.pullAll(last.cursor))
        .then((told) => told.entries),
    ).toMatchObject([{ id: article, gone: "role" }]);
  });

  test("RO5: another role in the newsroom is told at once, and all begins again as it lets one see", async () => {
    const ali = await site.desk("علی", "editor");
    const client = await line(ali);
    const { last } = await client.pullAll(null);
    beside((newsroom) => newsroom.setRole(ali.member.id, "reader"));
    await until(() => client.got.some((frame) => frame.type === "news" && frame.news.again === true));
    const { pages, entries } = await client.pullAll(last.cursor);
    expect(pages.map(({ reset, me }) => [reset, me.role])).toEqual([["roles", "reader"]]);
    expect(entries).toMatchObject([{ id: article, role: "reader" }]);
    // That was told now.
    expect((await client.pull(pages[0]!.cursor)).reset).toBeNull();
  });

  test("ID2: the line of a device that is revoked is closed at once", async () => {
    const client = await line();
    await client.pullAll(null);
    const [device] = (await owner.call("GET", "/api/devices")).body as { id: string }[];
    await owner.call("DELETE", `/api/devices/${device!.id}`);
    expect(await client.end()).toBe(4401);
  });
});

describe("who has an article open", () => {
  test(
    "SY35: all that is open is told to a line that has caught up, then who comes and goes, once for both rooms, and no number is taken",
    { tags: "long" },
    async () => {
      const ali = await site.desk("علی", "reader");
      const body = await ali.enter(`article/${article}`);
      const client = await line();
      const { last } = await client.pullAll(null);
      await until(() => client.openBy(article)?.join() === "علی");
      const notes = await ali.enter(`article/${article}/notes`);
      const own = await owner.enter(`article/${article}`);
      await until(() => client.openBy(article)?.join() === "علی,سارا");
      body.socket.close();
      own.socket.close();
      await until(() => client.openBy(article)?.join() === "علی");
      notes.socket.terminate();
      await until(() => client.openBy(article)?.length === 0);
      expect((await client.pull(last.cursor)).cursor.seq).toBe(last.cursor.seq);
    },
  );

  test("SY35: a closed article that is synced over the line is open with nobody", async () => {
    const [client, ali] = [await line(), await line(await site.desk("علی", "editor"))];
    await client.pullAll(null);
    await ali.open(`article/${article}`).first("step1");
    // Told together with whatever came before it.
    await owner.enter(`article/${article}`);
    await until(() => client.openBy(article) !== null);
    expect(client.openBy(article)).toEqual(["سارا"]);
  });

  test("SY35: who comes and goes fast is told once a second, as it is then", { tags: "long" }, async () => {
    const ali = await site.desk("علی", "reader");
    const client = await line();
    await client.pullAll(null);
    const [before, from] = [toldOf(client), performance.now()];
    for (let i = 0; i < 10; i++) {
      const room = await ali.enter(`article/${article}`);
      room.socket.close();
      await room.end();
    }
    await ali.enter(`article/${article}`);
    await until(() => client.openBy(article)?.join() === "علی");
    await client.pull(null);
    expect(toldOf(client) - before).toBeLessThanOrEqual(3 + (performance.now() - from) / 1000);
  });

  test(
    "RO6: nothing is told of an article without a role on it, all of it once there is one, and nothing any more when it goes",
    { tags: "long" },
    async () => {
      const ali = await site.desk("علی", "reader");
      await give(ali, "none");
      const room = await owner.enter(`article/${article}`);
      const client = await line(ali);
      await client.pullAll(null);
      const open = await owner.newArticle("باز");
      await owner.enter(`article/${open}`);
      await until(() => client.openBy(open)?.join() === "سارا");
      expect(Buffer.concat(client.bytes).includes(article)).toBe(false);
      await give(ali, "reader");
      await until(() => client.openBy(article)?.join() === "سارا");
      await give(ali, "none");
      await until(() => client.news.some((entry) => "gone" in entry));
      room.socket.close();
      const other = await owner.newArticle("دیگر");
      await owner.enter(`article/${other}`);
      await until(() => client.openBy(other)?.join() === "سارا");
      expect(client.openBy(article)).toEqual(["سارا"]);
    },
  );
});

describe("rooms in turn", () => {
  test("SY30: two rooms of one line are read and written, each as its role allows, and the last word says until when all is told", async () => {
    const [ali, reza] = [await site.desk("علی", "editor"), await site.desk("رضا", "reader")];
    const client = await line(ali);
    const [body, notes] = [client.open(`article/${article}`), client.open(`article/${article}/notes`)];
    const { update } = typed("سلام");
    body.send({ type: "update", update, reply: true });
    body.send({ type: "barrier", id: 7 });
    expect(await body.first("barrier")).toEqual({ type: "barrier", id: 7 });
    body.close();
    notes.close();
    expect([await body.closed(), await notes.closed()]).toMatchObject([{ code: 1000 }, { code: 1000 }]);
    const [listed] = (await owner.call("GET", "/api/articles")).body as { updatedAt: number }[];
    expect((await body.closed()).at).toBe(listed!.updatedAt);

    const reader = (await line(reza)).open(`article/${article}`);
    expect(await reader.text()).toBe("سلام");
    reader.send({ type: "update", update: typed("نه").update, reply: false });
    expect((await reader.first("denied")).reason).toContain("رضا");
    const owners = (await owner.call("GET", `/api/articles/${article}/authors?room=body`)).body;
    expect(JSON.stringify(owners)).toContain(ali.member.id);
  });

  test("RO6: a room that one may not enter is not opened, and is closed when the role goes", async () => {
    const ali = await site.desk("علی", "editor");
    const client = await line(ali);
    const channel = client.open(`article/${article}`);
    await channel.first("step1");
    await give(ali, "none");
    expect(await channel.closed()).toMatchObject({ code: 4403 });
    for (const [room, code] of [
      [`article/${article}`, 4403],
      ["article/unknown-1", 4404],
      ["newsroom", 4404],
      ["", 4404],
    ] as const) {
      expect(await client.open(room).closed(), room).toMatchObject({ code });
    }
    expect(client.closed).toBeNull();
  });
});

describe("places", () => {
  test("RE31: whoever may write an article puts it in the archive and the trash and takes it back, for everybody", async () => {
    const [ali, reza] = [await site.desk("علی", "editor"), await site.desk("رضا", "commenter")];
    const client = await line(reza);
    await client.pullAll(null);
    expect((await place(reza, "trash")).status).toBe(403);
    expect((await place(ali, "attic")).status).toBe(400);
    expect(await place(ali, "trash")).toMatchObject({ status: 200, body: { id: article, place: "trash", purgeAt: null } });
    expect(await listed()).toMatchObject([{ id: article, place: "trash" }]);
    expect(await (await line(ali)).command({ do: "place", article, place: "desk" })).toEqual({});
    await until(() => client.news.length === 2);
    expect(client.news).toMatchObject([{ place: "trash" }, { place: "desk" }]);
    expect(await client.command({ do: "place", article, place: "trash" })).toMatchObject({ error: "role" });
  });

  test("RE32: only owners have an article deleted for good, a day later, and any owner takes that back until then", async () => {
    const [ali, second] = [await site.desk("علی", "editor"), await site.desk("مینا", "owner")];
    expect((await ali.call("DELETE", `/api/articles/${article}`)).status).toBe(403);
    const before = Date.now();
    const { body } = await owner.call("DELETE", `/api/articles/${article}`);
    const { purgeAt } = body as { purgeAt: number };
    expect(body).toMatchObject({ id: article, place: "trash" });
    expect(purgeAt - before).toBeGreaterThanOrEqual(24 * 3600 * 1000);
    // Asked again, it comes no sooner and no later; an editor brings nothing back that an owner threw away.
    expect((await second.call("DELETE", `/api/articles/${article}`)).body).toEqual(body);
    expect(await place(ali, "desk")).toMatchObject({ status: 409, body: { error: "being-deleted" } });
    expect((await ali.call("POST", `/api/articles/${article}/keep`)).status).toBe(403);
    expect((await second.call("POST", `/api/articles/${article}/keep`)).body).toEqual({ id: article, place: "trash", purgeAt: null });
    expect((await place(ali, "desk")).status).toBe(200);
  });

  test("RE33: when the time has come nothing is left but that it was there: who is in it is shown out, and nobody enters it again", async () => {
    await site.relay.stop();
    await site.start({ purgeEvery: 20 });
    const client = await line();
    await client.pullAll(null);
    const room = await owner.enter(`article/${article}`);
    room.send({ type: "update", update: typed("نوشتهٔ محرمانه").update, reply: false });
    await room.barrier(1);
    const channel = client.open(`article/${article}/notes`);
    await channel.first("step1");
    await owner.call("DELETE", `/api/articles/${article}`);
    site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
    await until(() => client.news.some((entry) => "gone" in entry));
    expect(client.news.at(-1)).toMatchObject({ id: article, gone: "deleted" });
    expect([(await room.end()).code, (await channel.closed()).code]).toEqual([4404, 4404]);
    expect(await listed()).toEqual([]);
    const left = site.beside((db) => {
      const log = new SqliteUpdateLog(db);
      return [
        log.read(roomName(article, "body")).updates.length,
        log.authors(roomName(article, "body")).length,
        db.prepare("SELECT title FROM articles").all(),
      ];
    });
    expect(left).toEqual([0, 0, [{ title: "" }]]);
    expect(await owner.call("POST", "/api/articles", { id: article, title: "باز" })).toMatchObject({
      status: 410,
      body: { error: "article-deleted" },
    });
    expect(await client.command({ do: "enter", article, title: "باز" })).toMatchObject({ error: "article-deleted" });
    expect((await (await owner.frames(`article/${article}`)).end()).code).toBe(4404);
  });
});

describe("over HTTP", () => {
  test("RE34: the same pages are had over HTTP, and an unchanged list is answered 304", async () => {
    enter(600);
    const first = await get("?since=0&limit=400");
    const page = JSON.parse(first.body) as FeedPage;
    expect([page.reset, page.more, page.entries.length]).toEqual(["start", true, 400]);
    const { run, seq, base } = page.cursor;
    const rest = JSON.parse((await get(`?since=${seq}&run=${run}&base=${base}`)).body) as FeedPage;
    expect([rest.reset, rest.more, rest.entries.length]).toEqual([null, false, 201]);
    expect((JSON.parse((await get("?since=7&run=another")).body) as FeedPage).reset).toBe("set-back");

    const list = await get("");
    expect([list.status, (JSON.parse(list.body) as unknown[]).length]).toEqual([200, 601]);
    const tag = list.headers.etag!;
    expect(await get("", { "If-None-Match": tag })).toMatchObject({ status: 304, body: "" });
    await owner.newArticle();
    expect((await get("", { "If-None-Match": tag })).status).toBe(200);
    for (const query of [
      "?since=x",
      "?since=-1&run=a",
      "?since=1e3&run=a",
      "?since=5",
      `?since=${"9".repeat(40)}&run=a`,
      "?since=0&limit=0",
      "?since=0&limit=501",
      "?since=0&limit=x",
    ]) {
      expect((await get(query)).status, query).toBe(400);
    }
    expect((await call(site.relay.http, "GET", "/api/articles?since=0")).status).toBe(401);
  });
});

test("RE30: a database of an older relay is brought up to date with its articles, in their order, and the texts it holds", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder.path);
  const log = new SqliteUpdateLog(db, () => 5000);
  db.exec(`CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
    INSERT INTO migrations VALUES ('catalogue', 1);
    INSERT INTO articles VALUES ('older-article', 'کهن', 1000), ('newer-article', '${"x".repeat(10_000)}', 2000)`);
  log.append([{ room: roomName("older-article", "notes"), update: typed("x").update, credits: [], unconfirmed: false }]);
  const { code } = new Newsroom(db).invitations.add({ name: "سارا", role: "owner" });
  db.close();
  const old = new TestRelay();
  old.folder.remove();
  Object.assign(old, { folder });
  await old.start();
  const sara = await old.join(code);
  const client = await NewsroomClient.of(old, sara);
  const { entries } = await client.pullAll(null);
  expect(entries).toMatchObject([
    { id: "newer-article", createdAt: 2000, updatedAt: 2000 },
    { id: "older-article", title: "کهن", createdAt: 1000, updatedAt: 5000 },
  ]);
  await old.close();
});

/** How often it was told who has articles open. */
const toldOf = (client: NewsroomClient): number => client.got.filter(({ type }) => type === "open-articles").length;

/** As the command line does it, in a process of its own. */
function beside(change: (newsroom: Newsroom) => void): void {
  site.beside((db) => change(new Newsroom(db)));
}
