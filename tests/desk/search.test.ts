/** The index and its search, with the real worker, database and update log. Rules LB5–LB9, LB11–LB15. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { openDesk } from "../../main/core/database.ts";
import { NEWEST, type SearchHit } from "../../shared/rpc/contract.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { addThread } from "../../shared/notes/threads.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { collected, written } from "../relay/structs.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.alone(site);
});

afterEach(() => closeDesks(site, [desk]));

const search = (text: string, limit = 10, offset = 0) => desk.window.calls.search({ text, limit, offset });
/** Headlines of what a search finds, best first. */
const found = async (text: string): Promise<string[]> => (await search(text)).hits.map(({ title }) => title);
/** The snippet with what is marked in brackets. */
const shown = ({ snippet, ranges }: SearchHit): string =>
  ranges.reduceRight((text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`, snippet);

/** Waits until all that there is has been read. */
const indexed = (articles: number): Promise<void> =>
  eventually(
    async () => [(await search("x")).unread, (await desk.window.calls.articles(NEWEST)).entries.filter(({ title }) => title !== "").length],
    [0, articles],
  );

test("LB11, LB12: an article is found by words of its headline and text, in any spelling, as one types", async () => {
  await desk.create("پل نو باز شد\nشهردار می‌گوید كتابِ تازه‌اي می‌خواند.\n");
  await desk.create("خبر دیگر\nاو دیر می رود.\n");
  await indexed(2);
  for (const query of ["پل", "ش", "شهرد", "كتاب", "کتاب تازه", "می‌گوید", "میگوید", "می گوید", "باز پل"])
    expect(await found(query), query).toEqual(["پل نو باز شد"]);
  expect(await found("می‌رود")).toEqual(["خبر دیگر"]);
  expect(await found("پل دیگر")).toEqual([]);
});

test(
  "SU16: what is only suggested is not found, nor shown in list and snippet; what is struck out still is",
  { tags: "long" },
  async () => {
    const id = await desk.create("پل باز شد\nشهردار دیروز آمد.\n");
    const room = await desk.openRoom(id);
    await room.loaded();
    const editor = new HeadlessEditor("Sara", 7, [], [Y.encodeStateAsUpdate(room.doc)]);
    editor.onUpdate = (update) => Y.applyUpdate(room.doc, update);
    editor.binding.isSuggesting = true;
    for (const [word, other] of [
      ["باز", "بسته"],
      ["دیروز", "امروز"],
    ] as const) {
      const from = posOf(editor.state.doc, editor.body.toJSON().indexOf(word));
      editor.binding.dispatch(editor.state.tr.insertText(other, from, from + word.length));
    }
    await room.saved();
    expect(room.text).toContain("دیروزامروز");
    await eventually(() => found("دیروز"), ["پل باز شد"]);
    expect(await found("امروز")).toEqual([]);
    expect(await found("بسته")).toEqual([]);
    expect((await search("شهردار")).hits.map(shown)).toEqual(["[شهردار] دیروز آمد."]);
    editor.binding.decide("accepted", "all");
    await room.saved();
    await eventually(() => found("امروز"), ["پل بسته شد"]);
    expect(await found("دیروز")).toEqual([]);
    room.close();
  },
);

test("LB14: headline before people before text; notes are searched and say that they are", async () => {
  const inText = await desk.create("نخست\nدربارهٔ زلزله\n");
  await desk.create("زلزله در شهر\nمتن\n");
  const notes = await desk.openRoom(inText, "notes");
  const body = await desk.openRoom(inText);
  addThread(notes.doc, anchorOf(body.doc.getText("body"), 0, 2), { text: "نخ", prefix: "", suffix: "" }, "این تیتر خاکستری است", 1);
  await notes.saved();
  await indexed(2);
  expect(await found("زلزله")).toEqual(["زلزله در شهر", "نخست"]);
  await eventually(
    async () => (await search("خاکستری")).hits.map((hit) => [hit.title, hit.where, shown(hit)]),
    [["نخست", "notes", "این تیتر [خاکستری] است"]],
  );
  notes.close();
  body.close();
});

test("LB14: an article is found by the name of who wrote in it", { tags: "long" }, async () => {
  await desk.core.join(site.relay.http, site.invite("شهرزاد", "owner"));
  await desk.create("بی‌نام\nمتن\n");
  await eventually(async () => (await search("شهرزاد")).hits.map(({ title, where }) => [title, where]), [["بی‌نام", "people"]]);
});

test("LB15: a hit shows the text around it as it is written, marked in its own spelling", async () => {
  await desk.create(`تیتر\n${"پیش از این ".repeat(40)}كِتاب‌هاي  نو${" و پس از آن".repeat(40)}\n`);
  await indexed(1);
  const [hit] = (await search("کتابهای نو")).hits;
  expect(hit).toMatchObject({ where: "text", titleRanges: [] });
  expect(shown(hit!)).toContain("این [كِتاب‌هاي]  [نو] و پس");
  expect(hit!.snippet.length).toBeLessThanOrEqual(200);
});

test("LB6: what is typed is found once it is quiet, and what was deleted no more", async () => {
  const id = await desk.create("تیتر\nقدیمی\n");
  const room = await desk.openRoom(id);
  await indexed(1);
  room.doc.getText("body").delete(5, 5);
  room.type("تازه", 5);
  await eventually(() => found("تازه"), ["تیتر"]);
  expect(await found("قدیمی")).toEqual([]);
  room.close();
});

test("LB5: an open article is found by what its window says of it", { tags: "long" }, async () => {
  const id = await desk.create("تیتر\nمتن\n");
  await indexed(1);
  await desk.window.calls.describe({ article: id, text: "نام دیگر\nآنچه پنجره می‌داند" });
  await eventually(() => found("پنجره"), ["نام دیگر"]);
});

test("LB14: what is in the trash is not found, and is again when it is restored", { tags: "long" }, async () => {
  const id = await desk.create("دورانداخته\n");
  await indexed(1);
  await desk.window.calls.setPlace({ articles: [id], place: "trash" });
  await eventually(() => found("دورانداخته"), []);
  await desk.window.calls.setPlace({ articles: [id], place: "archive" });
  await eventually(() => found("دورانداخته"), ["دورانداخته"]);
});

test(
  "LB7: what was written while there was no index is read at the next start, and what was read is not read again",
  { tags: "long" },
  async () => {
    await desk.create("one alpha\n");
    await indexed(1);
    desk.stop();
    const db = openDesk(desk.folder.path);
    const doc = new Y.Doc();
    doc.getText("body").insert(0, "two beta\n");
    db.prepare("INSERT INTO articles (id, title, created_at, role) VALUES ('article-2', '', 1, 'owner')").run();
    new SqliteUpdateLog(db).append([{ room: "article/article-2", update: Y.encodeStateAsUpdate(doc), credits: [], unconfirmed: false }]);
    db.close();
    await desk.start();
    await eventually(() => desk.window.up, true);
    await eventually(() => found("beta"), ["two beta"]);
    expect(await found("alpha")).toEqual(["one alpha"]);
  },
);

test("LB6: what was written before the clock was set back is found now, not when the clock is there again", { tags: "long" }, async () => {
  desk.stop();
  const db = openDesk(desk.folder.path);
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "از آینده\n");
  db.prepare("INSERT INTO articles (id, title, created_at, role) VALUES ('article-2', '', 1, 'owner')").run();
  const inAYear = Date.now() + 365 * 24 * 3_600_000;
  new SqliteUpdateLog(db, () => inAYear).append([
    { room: "article/article-2", update: Y.encodeStateAsUpdate(doc), credits: [], unconfirmed: false },
  ]);
  db.close();
  await desk.start();
  await eventually(() => desk.window.up, true);
  await eventually(() => found("آینده"), ["از آینده"]);
});

test("LB8: an article that cannot be read is said once, and stops no other", { tags: "long" }, async () => {
  const broken = await desk.create("broken\n");
  await indexed(1);
  desk.stop();
  const db = openDesk(desk.folder.path);
  const log = new SqliteUpdateLog(db);
  for (const update of [collected(0, 3), written(1, "ابپت")]) {
    log.append([{ room: `article/${broken}`, update, credits: [], unconfirmed: false }]);
  }
  db.close();
  await desk.start();
  await eventually(() => desk.window.up, true);
  await desk.create("sound\n");
  await eventually(() => found("sound"), ["sound"]);
  await eventually(async () => (await search("x")).unread, 0);
  expect(desk.reported.map(String)).toEqual([expect.stringContaining(`article ${broken} cannot be read for the index`)]);
  desk.reported.length = 0;
});

test("LB8: an index that is no index is made again", async () => {
  await desk.create("still here\n");
  await indexed(1);
  desk.stop();
  const file = join(desk.folder.path, "index.sqlite");
  writeFileSync(file, "no database at all, but long enough to be read as one ".repeat(100));
  await desk.start();
  await eventually(() => desk.window.up, true);
  await eventually(() => found("still"), ["still here"]);
  expect(readFileSync(file).subarray(0, 15).toString()).toBe("SQLite format 3");
});

test("LB8: an index that breaks while it is used is made again", { tags: "long" }, async () => {
  await desk.create("still here\n");
  await indexed(1);
  const other = new Database(join(desk.folder.path, "index.sqlite"));
  other.exec("DROP TABLE pending");
  other.close();
  await desk.create("and another\n");
  await eventually(() => desk.reported.length > 0, true);
  await eventually(() => found("another"), ["and another"]);
  expect(await found("still")).toEqual(["still here"]);
  desk.reported.length = 0;
});

test("LB9: a desk without its index goes on, and says that it cannot search", async () => {
  desk.stop();
  mkdirSync(join(desk.folder.path, "index.sqlite"));
  await desk.start();
  await eventually(() => desk.window.up, true);
  const id = await desk.create("written all the same\n");
  const room = await desk.openRoom(id);
  room.type("more");
  await room.saved();
  await expect(search("written")).rejects.toMatchObject({ code: "internal" });
  expect(await desk.window.calls.article({ id })).toMatchObject({ id });
  expect(desk.reported.length).toBeGreaterThan(0);
  desk.reported.length = 0;
  room.close();
});

test("LB9: closing a desk leaves its index closed, also while it is coming up", async () => {
  void desk.window.calls.search({ text: "x", limit: 1, offset: 0 }).catch(() => undefined);
  await desk.window.calls.settings();
  desk.stop();
  expect(existsSync(join(desk.folder.path, "index.sqlite-wal"))).toBe(false);
});

test("FR21: an article's places are counted as the find bar counts them, in headline and text, and shown with their sentences", async () => {
  await desk.create("كتاب‌خانه\nاو آمد. کتاب را برد! کتابی دیگر ماند؟ پایان.\nسطری بی آن.\nاين كِتاب و آن کتاب هم هست.\n");
  await desk.create("نو\nتازه کتاب؛ کتاب تازه.\n");
  await indexed(2);
  const hits = (await search(" کتاب ")).hits;
  const first = hits.find(({ title }) => title.includes("خانه"))!;
  expect([first.count, first.isCounted]).toEqual([5, true]);
  expect(
    first.places.map(({ index, snippet, ranges }) => [index, snippet, ...ranges.map(([from, to]) => snippet.slice(from, to))]),
  ).toEqual([
    [1, "کتاب را برد!", "کتاب"],
    [2, "کتابی دیگر ماند؟", "کتاب"],
    [3, "اين كِتاب و آن کتاب هم هست.", "كِتاب"],
  ]);
  const together = (await search("کتاب تازه")).hits;
  expect(together.map(({ title, count, places }) => [title, count, places.length])).toEqual([["نو", 1, 1]]);
  expect((await search("تازه نو")).hits.map(({ count, places }) => [count, places])).toEqual([[0, []]]);
  expect((await search("نو")).hits.map(({ count, places }) => [count, places])).toEqual([[1, [{ index: 0, snippet: "", ranges: [] }]]]);
});

test("FR22: what is counted for one search is bounded, and says so", { tags: "long" }, async () => {
  await desk.create(`دراز\n${"کتاب نو ".repeat(60_000)}\n`);
  await indexed(1);
  const [hit] = (await search("کتاب")).hits;
  expect(hit!.isCounted).toBe(false);
  expect(hit!.count).toBeGreaterThan(20_000);
  expect(hit!.count).toBeLessThan(30_000);
  expect(hit!.places.map(({ snippet }) => snippet.length <= 200)).toEqual([true, true, true]);
});
