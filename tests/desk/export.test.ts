/** `npm run -s desk -- export` on the folder of a desk that runs. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { strFromU8, unzipSync } from "fflate";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bodyOf } from "../../shared/article/model/body.ts";
import { baseArticle } from "../../shared/export/base-article.ts";
import { writeArticle } from "../../shared/export/formats.ts";
import { exportArticles } from "../../main/launcher/export-articles.ts";
import { databaseIn } from "../../main/core/database.ts";
import type { Manifest } from "../../main/core/export/exported-files.ts";
import { readFile } from "../../shared/import/read-file.ts";
import { readDocx } from "../../shared/import/docx/docx.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { addThread } from "../../shared/notes/threads.ts";
import { readReference, writeReference } from "../../shared/pictures/reference.ts";
import { figureArticle } from "../figure-article.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { png } from "../picture-samples.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;
let said: string[];

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.open(site, "سارا", "owner");
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeDesks(site, [desk]);
});

const exported = (...args: string[]): Promise<number> => exportArticles(["--data", desk.folder.path, ...args]);

test("EX9: an article of a desk that runs is written with what was typed last", async () => {
  const id = await desk.create("پل باز شد\nنخستین بند\n");
  const room = await desk.openRoom(id);
  room.type("می\u200Cرود ۱۲");
  await room.saved();
  const out = join(desk.folder.path, "a.txt");
  const args = ["--article", id, "--format", "text", "--digits", "latin", "--half-spaces", "space", "--out", out];
  expect(await exported(...args, "--json")).toBe(0);
  expect(readFileSync(out, "utf8")).toBe("پل باز شد\n\nنخستین بند\n\nمی رود 12\n");
  expect(JSON.parse(said.at(-1)!)).toEqual({ event: "exported", article: id, format: "text", file: out, bytes: readFileSync(out).length });
  expect(await exported("--article", id, "--format", "html", "--out", out)).toBe(0);
  expect(readFileSync(out, "utf8")).toContain("<h1>پل باز شد</h1><p>نخستین بند</p>");
});

test("EX20: DOCX has the notes of the desk, and the name of whoever wrote them", async () => {
  const id = await desk.create("پل باز شد\nنخستین بند");
  const [room, notes] = [await desk.openRoom(id), await desk.openRoom(id, "notes")];
  addThread(notes.doc, anchorOf(bodyOf(room.doc), 3, 6), { text: "باز", prefix: "", suffix: "" }, "کی؟", Date.now());
  await notes.saved();
  const out = join(desk.folder.path, "a.docx");
  expect(await exported("--article", id, "--format", "docx", "--out", out)).toBe(0);
  const { article, losses } = readDocx(readFileSync(out));
  expect(article.doc.textContent).toBe("پل باز شدنخستین بند");
  expect(article.threads).toMatchObject([{ target: "range", from: 3, to: 6, messages: [{ author: "سارا", text: "کی؟" }] }]);
  expect(losses).toEqual([]);
});

test("EX9: what cannot be written says why by its exit code", async () => {
  const id = await desk.create("پل\n");
  expect(await exported("--article", "no-such-article", "--format", "text")).toBe(3);
  expect(said.at(-1)).toContain("no-such-article");
  // One of 64 IDs begins with a dash.
  expect(await exported("--article", "-no-such-article", "--format", "text")).toBe(3);
  expect(said.at(-1)).toContain("-no-such-article");
  for (const [args, word] of [
    [["--article", id, "--format", "rtf"], "--format"],
    [["--article", "../etc", "--format", "text"], "--article"],
    [["--article", id, "--format", "text", "--json"], "--out"],
    [["--article", id, "--format", "text", "--what"], "--what"],
  ] as const) {
    expect(await exported(...args)).toBe(2);
    expect(said.at(-1)).toContain(word);
  }
  expect(await exportArticles(["--data", join(desk.folder.path, "none"), "--article", id, "--format", "text"])).toBe(2);
  expect(await exported("--article", id, "--format", "text", "--out", desk.folder.path)).toBe(1);
});

test("EX36 EX39: all articles leave as one zip, with a manifest that says which is which, and what could not be written", async () => {
  const texts = ["پل باز شد\nنخستین", "پل باز شد\nدومین", "CON: a/b\nسوم", "\nبی‌تیتر"];
  const ids: string[] = [];
  for (const text of texts) ids.push(await desk.create(text));
  const trashed = await desk.create("دور ریخته");
  await desk.window.calls.setPlace({ articles: [trashed], place: "trash" });
  await desk.window.calls.setPlace({ articles: [ids[1]!], place: "archive" });
  // One whose text has not come yet.
  const broken = "article-without-text";
  const db = new Database(databaseIn(desk.folder.path));
  db.prepare("INSERT INTO articles (id, title, created_at, role) VALUES (?, 'دور', ?, 'owner')").run(broken, Date.now() + 1000);
  db.close();
  const out = join(desk.folder.path, "all.zip");
  expect(await exported("--all", "--format", "html", "--out", out, "--json")).toBe(1);
  expect(JSON.parse(said.find((line) => line.startsWith("{"))!)).toMatchObject({
    event: "exported",
    file: out,
    total: 5,
    done: 4,
    failed: 1,
  });
  const files = unzipSync(readFileSync(out));
  const manifest = JSON.parse(strFromU8(files["manifest.json"]!)) as Manifest;
  expect(manifest).toMatchObject({ application: "Tahrir", version: 1, format: "html" });
  expect(manifest.articles.map(({ file, article }) => [file, article])).toEqual([
    ["پل باز شد.html", ids[0]],
    ["پل باز شد (2).html", ids[1]],
    ["CON a b.html", ids[2]],
    ["tahrir.html", ids[3]],
  ]);
  expect(manifest.articles[1]).toMatchObject({ headline: "پل باز شد", language: "fa", place: "archive", status: "draft" });
  expect(manifest.failed).toEqual([{ article: broken, headline: "دور", reason: "there is no text" }]);
  expect(Object.keys(files).toSorted()).toEqual([...manifest.articles.map(({ file }) => file), "manifest.json"].toSorted());
  for (const [i, { file, sha256 }] of manifest.articles.entries()) {
    expect(createHash("sha256").update(files[file]!).digest("hex")).toBe(sha256);
    const { rooms } = readFile(file, files[file]!, TextDecoder);
    const doc = new Y.Doc();
    bodyOf(doc);
    Y.applyUpdate(doc, rooms.body);
    // A page without a headline is named by its first paragraph.
    expect(bodyOf(doc).toJSON()).toBe(texts[i]!.trim());
  }
});

test("PI22 EX36: a zip has the pictures that its articles name, as far as the desk has them", async () => {
  const bytes = png(30, 20);
  const { src } = await desk.window.calls.storePicture({ bytes });
  const lost = writeReference({ ...readReference(src)!, sha256: "0".repeat(64) });
  await desk.window.calls.createArticle({ body: figureArticle("پل", ["متن"], [src, lost]) });
  const out = join(desk.folder.path, "all.zip");
  expect(await exported("--all", "--format", "html", "--out", out)).toBe(0);
  const page = strFromU8(unzipSync(readFileSync(out))["پل.html"]!);
  expect([...page.matchAll(/<figure><img src="([^"]*)"/g)].map(([, address]) => address)).toEqual([
    `data:image/png;base64,${bytes.toString("base64")}`,
  ]);
});

test("EX39: chosen articles leave as a zip, an unknown one writes none, and Ctrl+C leaves nothing half", async () => {
  const ids = [await desk.create("یک\nالف"), await desk.create("دو\nب")];
  const out = join(desk.folder.path, "two.zip");
  const chosen = ids.flatMap((id) => ["--article", id]);
  expect(await exported(...chosen, "--format", "markdown", "--out", out)).toBe(0);
  expect(Object.keys(unzipSync(readFileSync(out)))).toEqual(["یک.md", "دو.md", "manifest.json"]);
  rmSync(out);
  expect(await exported(...chosen, "--article", "no-such-article", "--format", "markdown", "--out", out)).toBe(3);
  const running = exported(...chosen, "--format", "docx", "--out", out);
  process.emit("SIGINT");
  expect(await running).toBe(130);
  expect(readdirSync(desk.folder.path).filter((name) => name.startsWith("two"))).toEqual([]);
  for (const [args, word] of [
    [["--format", "html", "--out", out], "--all"],
    [["--all", ...chosen, "--format", "html", "--out", out], "--all"],
    [["--all", "--format", "html"], "--out"],
    [["--all", "--format", "html", "--out", "a.html"], "--out"],
  ] as const) {
    expect(await exported(...args)).toBe(2);
    expect(said.at(-1)).toContain(word);
  }
});

test("EX8: what is only suggested does not leave, and stays suggested", () => {
  const editor = new HeadlessEditor("سارا", 7);
  bodyOf(editor.doc).insert(0, "پل باز شد\nنخستین بند");
  editor.binding.isSuggesting = true;
  const { state } = editor;
  editor.binding.dispatch(state.tr.insertText("دومین", state.doc.content.size - 12, state.doc.content.size - 5));
  const shown = editor.state.doc;
  expect(shown.textContent).toContain("دومین");
  expect(writeArticle(baseArticle(editor.doc), "text", { language: "fa", item: { uri: "urn:tahrir:article-1", at: 0 } })).toBe(
    "پل باز شد\n\nنخستین بند\n",
  );
  expect(editor.state.doc.eq(shown)).toBe(true);
});
