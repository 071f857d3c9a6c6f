/** `npm run -s desk -- import` on the folder of a desk. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { exportArticle } from "../../main/launcher/export-article.ts";
import { importFiles } from "../../main/launcher/import-files.ts";
import { readThreads } from "../../shared/notes/threads.ts";
import { referencesIn } from "../../shared/pictures/reference.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { hashOf, png } from "../picture-samples.ts";
import { docxOf, paragraph, text } from "../docx-package.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;
let said: string[];
let folder: string;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.open(site, "سارا", "owner");
  folder = join(desk.folder.path, "files");
  mkdirSync(folder);
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeDesks(site, [desk]);
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const BY = 'w:author="Ali" w:date="2026-01-02T03:04:05Z"';
const DOCUMENT = docxOf({
  comments: `<w:comment w:id="1" ${BY}><w:p><w:r><w:t>کی؟</w:t></w:r></w:p></w:comment>`,
  body:
    paragraph("", "پل باز شد") +
    paragraph(
      "",
      `<w:commentRangeStart w:id="1"/>`,
      "نخستین",
      `<w:commentRangeEnd w:id="1"/>`,
      `<w:ins w:id="2" ${BY}>${text(" بند")}</w:ins>`,
    ) +
    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
});

test("DX11 DX9: documents and texts become articles of the desk, with notes, suggestions and a report, and what fails says why", async () => {
  desk.stop();
  const good = file("a.docx", DOCUMENT);
  const files = [good, file("b.docx", "PK"), file("c.md", "# سرخط"), file("d.pdf", "x"), join(folder, "gone.txt")];
  expect(await importFiles(["--data", desk.folder.path, "--json", ...files])).toBe(1);
  const lines = said.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ event, code }) => code ?? event)).toEqual(["imported", "docx-package", "imported", "kind", "unreadable"]);
  expect(lines[0]!["losses"]).toEqual([{ kind: "table", block: 2, near: " | ", detail: "1×2" }]);
  expect(await importFiles(["--data", desk.folder.path, good])).toBe(0);
  await desk.start();
  const id = String(lines[0]!["article"]);
  const [room, notes] = [await desk.openRoom(id), await desk.openRoom(id, "notes")];
  expect(room.text).toBe("پل باز شد\nنخستین بند\n | ");
  expect(readThreads(notes.doc).map(({ messages }) => messages[0].text)).toEqual([
    "به نام «Ali» در پرونده (تأییدنشده):",
    "به نام «Ali» در پرونده (تأییدنشده):\nکی؟",
  ]);
});

test("DX11: a desk that runs is left alone, and wrong arguments are told", async () => {
  const good = file("a.docx", DOCUMENT);
  expect(await importFiles(["--data", desk.folder.path, good])).toBe(1);
  expect(said.at(-1)).toContain("runs");
  for (const [args, word] of [
    [["--data", desk.folder.path], "file"],
    [[good], "--data"],
    [["--data", folder, good], "--data"],
    [["--data", desk.folder.path, "--what", good], "--what"],
  ] as const) {
    expect(await importFiles(args)).toBe(2);
    expect(said.at(-1)).toContain(word);
  }
});

test("PI22 PI23: the picture of a file is stored beside its article, and is in what is exported of it", async () => {
  desk.stop();
  const bytes = Buffer.concat([png(30, 20), Buffer.alloc(1000)]);
  const address = `data:image/png;base64,${bytes.toString("base64")}`;
  expect(await importFiles(["--data", desk.folder.path, "--json", file("a.md", `# سرخط\n\n![پل](${address})\n`)])).toBe(0);
  const { article } = JSON.parse(said[0]!) as { article: string };
  const [update] = desk.beside((db) => new SqliteUpdateLog(db).read(`article/${article}`).updates);
  expect(Buffer.from(update!).includes("base64")).toBe(false);
  expect(referencesIn(update!).map(({ sha256 }) => sha256)).toEqual([hashOf(bytes)]);
  const out = join(folder, "a.html");
  expect(exportArticle(["--data", desk.folder.path, "--article", article, "--format", "html", "--out", out])).toBe(0);
  expect(readFileSync(out, "utf8")).toContain(`<img src="${address}" alt="پل">`);
});
