/** `npm run -s desk -- export` on the folder of a desk that runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bodyOf } from "../../shared/article/model/body.ts";
import { baseArticle } from "../../shared/export/base-article.ts";
import { writeArticle } from "../../shared/export/formats.ts";
import { exportArticle } from "../../main/launcher/export-article.ts";
import { readDocx } from "../../shared/import/docx/docx.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { addThread } from "../../shared/notes/threads.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
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

const exported = (...args: string[]): Promise<number> => exportArticle(["--data", desk.folder.path, ...args]);

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
  expect(await exportArticle(["--data", join(desk.folder.path, "none"), "--article", id, "--format", "text"])).toBe(2);
  expect(await exported("--article", id, "--format", "text", "--out", desk.folder.path)).toBe(1);
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
