/** The list of articles as a window is given it: pages, patches, and what a change costs. Rules LB1–LB4. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { NEWEST, type ArticleEntry, type ArticlePage, type ArticleQuery, type ArticlesPatch } from "../../shared/rpc/contract.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { ListStore } from "../../renderer/app/library/list-store.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.alone(site);
});

afterEach(() => closeDesks(site, [desk]));

/** Puts what a window was told together, as a window does. */
class Shown {
  page!: ArticlePage;
  readonly patches: ArticlesPatch[] = [];

  static async of(window: RpcClient, query: ArticleQuery = NEWEST): Promise<Shown> {
    const shown = new Shown();
    window.on("articles", (patch) => shown.#take(patch));
    shown.page = await window.calls.watchArticles(query);
    return shown;
  }

  get titles(): string[] {
    return this.page.entries.map(({ title }) => title);
  }

  #take(patch: ArticlesPatch): void {
    expect(patch.since).toBe(this.page.revision);
    this.patches.push(patch);
    const known = new Map([...this.page.entries, ...patch.entries].map((entry) => [entry.id, entry]));
    const order = patch.order ?? this.page.entries.map(({ id }) => id);
    this.page = { total: patch.total, revision: patch.revision, entries: order.map((id) => known.get(id)!) };
  }
}

/** Articles straight into the database of a desk that is not running. @param rows titles, oldest first */
async function fill(titles: readonly string[]): Promise<void> {
  desk.stop();
  const db = new Database(join(desk.folder.path, "desk.sqlite"));
  const add = db.prepare("INSERT INTO articles (id, title, title_key, created_at, updated_at, role) VALUES (?, ?, '', ?, ?, 'owner')");
  db.transaction(() => {
    for (const [i, title] of titles.entries()) add.run(`article-${i}`, title, i + 1, titles.length - i);
  })();
  db.close();
  await desk.start();
  await eventually(() => desk.window.up, true);
}

const page = async (query: Partial<ArticleQuery>): Promise<string[]> =>
  (await desk.window.calls.articles({ ...NEWEST, ...query })).entries.map(({ title }) => title);

test("LB1: a page is what was asked for: sorted, from there on, that long, with the number of all", async () => {
  await fill(["one", "two", "three", "four"]);
  expect(await page({ sort: "created" })).toEqual(["four", "three", "two", "one"]);
  expect(await page({ sort: "changed" })).toEqual(["one", "two", "three", "four"]);
  expect(await desk.window.calls.articles({ ...NEWEST, sort: "created", offset: 1, limit: 2 })).toMatchObject({
    total: 4,
    entries: [{ title: "three" }, { title: "two" }],
  });
  expect(await desk.window.calls.articles({ ...NEWEST, offset: 9, limit: 2 })).toMatchObject({ total: 4, entries: [] });
});

test("LB3: titles sort as the Persian alphabet does, whatever their spelling, and can be found by a part", { tags: "long" }, async () => {
  const titles = ["ژاله", "یزد", "«پل» نو", "كتاب", "کار", "آب", "بهار", "گل", "چای", "هوا", "وام", ""];
  for (const title of titles) await desk.create(`${title}\n`);
  await eventually(() => page({ sort: "title" }), ["آب", "بهار", "«پل» نو", "چای", "ژاله", "کار", "كتاب", "گل", "وام", "هوا", "یزد", ""]);
  expect(await page({ sort: "title", text: "كا" })).toEqual(["کار"]);
  expect(await page({ sort: "title", text: "پل» ن" })).toEqual(["«پل» نو"]);
  expect(await page({ text: "nothing like it" })).toEqual([]);
});

test("LB1: archive and trash are lists of their own, and what waits for the relay is one too", async () => {
  const [one, two, three] = [await desk.create("one\n"), await desk.create("two\n"), await desk.create("three\n")];
  await eventually(async () => (await page({ sort: "title" })).length, 3);
  await desk.window.calls.setPlace({ articles: [one], place: "archive" });
  await desk.window.calls.setPlace({ articles: [two], place: "trash" });
  const ids = async (filter: ArticleQuery["filter"]): Promise<string[]> =>
    (await desk.window.calls.articles({ ...NEWEST, filter })).entries.map(({ id }) => id);
  expect([await ids("desk"), await ids("archive"), await ids("trash")]).toEqual([[three], [one], [two]]);
  expect((await ids("unconfirmed")).sort()).toEqual([one, three].sort());
  expect(await desk.window.calls.article({ id: two })).toMatchObject({ place: "trash" });
  expect(await desk.window.calls.article({ id: "not-there-1" })).toBeNull();
});

test("LB2: a window is told what changed on its page and nothing else", { tags: "long" }, async () => {
  const first = await desk.create("first\n");
  const second = await desk.create("second\n");
  await eventually(() => page({}), ["second", "first"]);
  const shown = await Shown.of(desk.window, { ...NEWEST, limit: 1 });
  const other = await Shown.of(desk.openWindow(), { ...NEWEST, sort: "created" });
  const room = await desk.openRoom(first);
  room.type("words ");
  await room.saved();
  await eventually(() => shown.titles, ["first"]);
  expect(shown.patches.flatMap(({ entries }) => entries.map(({ id }) => id))).not.toContain(second);
  await eventually(async () => other.page.entries, (await desk.window.calls.articles({ ...NEWEST, sort: "created" })).entries);
  expect(other.patches.map(({ order }) => order)).toEqual(other.patches.map(() => null));
  expect(other.patches.flatMap(({ entries }) => entries.map(({ id }) => id))).not.toContain(second);
  await desk.window.calls.watchArticles(null);
  const told = shown.patches.length;
  await desk.create("third\n");
  await eventually(() => other.titles, ["third", "second", "first"]);
  expect(shown.patches.length).toBe(told);
  room.close();
});

test("LB2: a window hears of the articles it has open, and of no other", async () => {
  const [mine, other] = [await desk.create("mine\n"), await desk.create("other\n")];
  const heard: ArticleEntry[] = [];
  desk.window.on("article", (entry) => heard.push(entry));
  const room = await desk.openRoom(mine);
  room.type("new ", 0);
  const elsewhere = await desk.openRoom(other, "body", desk.openWindow());
  elsewhere.type("new ", 0);
  await eventually(() => heard.at(-1)?.title, "new mine");
  await eventually(async () => (await page({})).sort(), ["new mine", "new other"]);
  expect(new Set(heard.map(({ id }) => id))).toEqual(new Set([mine]));
  room.close();
  elsewhere.close();
});

test("LB4: what a core that died could not note is caught up with", { tags: "long" }, async () => {
  const id = await desk.create("kept\n");
  const room = await desk.openRoom(id);
  await eventually(() => page({}), ["kept"]);
  room.type("a");
  await room.saved();
  const { unconfirmed, updatedAt } = (await desk.window.calls.article({ id }))!;
  desk.stop();
  const db = new Database(join(desk.folder.path, "desk.sqlite"));
  db.prepare("UPDATE articles SET updated_at = created_at, waiting = 0").run();
  db.close();
  await desk.start();
  await eventually(() => desk.window.up, true);
  expect(await desk.window.calls.article({ id })).toMatchObject({ unconfirmed, updatedAt });
  room.close();
});

test("LB5: an open article is called what its window says of it", { tags: "long" }, async () => {
  const id = await desk.create("before\n");
  await eventually(() => page({}), ["before"]);
  await desk.window.calls.describe({ article: id, text: "  After\tall\n\nand its lead\nmore" });
  expect(await desk.window.calls.article({ id })).toMatchObject({ title: "After all", lead: "and its lead" });
  await expect(desk.window.calls.describe({ article: "not-there-1", text: "" })).rejects.toMatchObject({ code: "article-unknown" });
});

test("LB1: whoever marks all articles has all of them, also those that change while the pages are asked for", async () => {
  await fill(Array.from({ length: 450 }, (_, i) => `title ${i}`));
  let asked = 0;
  const articles = async (query: ArticleQuery): Promise<ArticlePage> => {
    const told = await desk.window.calls.articles(query);
    // The last one of the list moves to its top.
    if (asked++ === 0) {
      await desk.core.write("article-449", { body: article("changed") });
      await eventually(async () => (await desk.window.calls.articles({ ...NEWEST, limit: 1 })).entries[0]?.id, "article-449");
    }
    return told;
  };
  const client = { up: false, on: () => undefined, onLink: () => undefined, calls: { articles } } as unknown as RpcClient;
  const list = new ListStore(client, (error) => {
    throw error;
  });
  expect(new Set(await list.allIds()).size).toBe(450);
});
