/** What comes into the desktop program as a file and leaves it as one, with stand-ins for Electron's modules and a real core. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DOCUMENTS, DRAG } from "../../main/electron/channels.ts";
import { documentsIn, readDocument } from "../../main/electron/documents.ts";
import { eventually } from "../eventually.ts";
import { article } from "./desk-fixture.ts";
import { ElectronBench, Frame, PAGE, windowOf } from "./electron-fixture.ts";

let bench: ElectronBench;
beforeEach(() => {
  bench = new ElectronBench();
});
afterEach(() => bench.end());

const at = (name: string): string => join(bench.folder.path, name);

test("DE50: a window drags out what it offered its core, under a name of its own, and names no file itself", async () => {
  await bench.desktop.start();
  const client = windowOf(bench, new Frame(PAGE));
  const { id } = await client.calls.createArticle({ body: article("A bridge\nText") });
  const dragged: { file: string; files: string[]; icon: string }[] = [];
  const sender = { isDestroyed: () => false, startDrag: (item: (typeof dragged)[number]) => void dragged.push(item) };
  const drag = (said: unknown, senderFrame: Frame | null = new Frame(PAGE)): void =>
    void bench.ipc.emit(DRAG, { senderFrame, sender }, said);
  const ticket = "t".repeat(32);
  await client.calls.offerFile({ ticket, articles: [id], format: "markdown" });
  for (const said of [
    undefined,
    null,
    "",
    "/etc/passwd",
    "../".repeat(11).slice(0, 32),
    [ticket],
    { ticket },
    `${ticket}x`,
    "u".repeat(32),
  ])
    drag(said);
  for (const stranger of [new Frame("https://example.org/"), new Frame(PAGE, new Frame(PAGE)), null]) drag(ticket, stranger);
  expect(bench.reported).toHaveLength(3);
  drag(ticket);
  await eventually(() => dragged.length, 1);
  const [{ file, icon }] = dragged as [(typeof dragged)[number]];
  expect(file.startsWith(join(bench.folder.path, "desk", "dragged"))).toBe(true);
  expect([basename(file), icon, readFileSync(file, "utf8")]).toEqual(["A bridge.md", `icon of ${file}`, "# A bridge\n\nText\n"]);
  // Several are a file each, of the names that they have in a folder.
  const { id: other } = await client.calls.createArticle({ body: article("A bridge\nTwice") });
  const both = "v".repeat(32);
  await client.calls.offerFile({ ticket: both, articles: [id, other], format: "markdown" });
  drag(both);
  await eventually(() => dragged.length, 2);
  expect(dragged.pop()!.files.map((one) => basename(one))).toEqual(["A bridge.md", "A bridge (2).md"]);
  // Once, and it is gone at the next start.
  drag(ticket);
  bench.cores[0]!.kill();
  await eventually(() => existsSync(file), false);
  expect(dragged).toHaveLength(1);
  await client.calls.settings();
});

const taken = (...args: string[]): string[] => documentsIn(args, "/home/sara");

test("DE51: of a command line documents alone are taken, whatever else it says", () => {
  expect(taken("story.docx", "/in/a b.HTML", "file:///in/%D9%BE%D9%84.md", "./x.txt", "story.docx")).toEqual([
    "/home/sara/story.docx",
    "/in/a b.HTML",
    "/in/پل.md",
    "/home/sara/x.txt",
  ]);
  for (const hostile of [
    "",
    "--inspect=9229",
    "--load-extension=/evil/a.docx",
    "-r/evil.md",
    "/etc/passwd",
    "/evil/desk",
    "app://tahrir/a.md",
    "https://evil.example/a.docx",
    "javascript:alert(1)//a.md",
    "file://evil.example/share/a.docx",
    "file:///%00.md",
    "file:///a%2Fb.md",
    "/a\0.md",
    "\0",
    `/${"x".repeat(5000)}.md`,
    "a.docx.exe",
  ])
    expect(taken(hostile), hostile).toEqual([]);
  expect(taken(...Array.from({ length: 500 }, (_, i) => `${i}.md`))).toHaveLength(100);
});

test("DE51: a document is read whole, and what is none, too large, or gone is not", async () => {
  writeFileSync(at("story.md"), "# پل");
  writeFileSync(at("large.txt"), "");
  truncateSync(at("large.txt"), 8 * 2 ** 20 + 1);
  mkdirSync(at("folder.docx"));
  execFileSync("/usr/bin/env", ["mkfifo", at("pipe.txt")]);
  symlinkSync("/dev/zero", at("zero.txt"));
  expect(await readDocument(at("story.md"))).toEqual({ name: "story.md", bytes: new Uint8Array(Buffer.from("# پل")) });
  for (const name of ["large.txt", "folder.docx", "pipe.txt", "zero.txt", "gone.md"])
    expect(await readDocument(at(name)), name).toEqual({ name, bytes: null });
});

test("DE51: documents wait for a window that takes them, come to it once, and another start hands over its own", async () => {
  for (const name of ["a.md", "b.txt", "c.html"]) writeFileSync(at(name), name);
  bench.desktop.openDocuments([at("a.md")]);
  await bench.desktop.start();
  const frame = new Frame(PAGE);
  const names = (): string[] => frame.messages.map(({ name, bytes }) => `${name}: ${Buffer.from(bytes!).toString()}`);
  for (const stranger of [new Frame("https://example.org/"), new Frame(PAGE, frame), null])
    bench.ipc.emit(DOCUMENTS, { senderFrame: stranger });
  bench.ipc.emit(DOCUMENTS, { senderFrame: frame });
  await eventually(names, ["a.md: a.md"]);
  bench.app.emit("second-instance", {}, ["tahrir", "--switch", "b.txt", at("c.html"), "/etc/passwd"], bench.folder.path);
  await eventually(names, ["a.md: a.md", "b.txt: b.txt", "c.html: c.html"]);
  expect(bench.windows.map(({ focused }) => focused())).toEqual([1]);
  // Its window is gone: what comes then waits for the next.
  frame.gone = true;
  bench.desktop.openDocuments([at("a.md")]);
  const next = new Frame(PAGE);
  bench.ipc.emit(DOCUMENTS, { senderFrame: next });
  await eventually(() => next.messages.map(({ name }) => name), ["a.md"]);
  expect(bench.reported).toHaveLength(3);
});

test("DE51: the packed program is offered for what the import reads, and is made the usual one for nothing", () => {
  const config = readFileSync(join(import.meta.dirname, "../../electron-builder.yml"), "utf8");
  const installer = readFileSync(join(import.meta.dirname, "../../resources/installer.nsh"), "utf8");
  for (const ending of ["docx", "html", "htm", "md", "markdown", "txt"]) {
    expect(config).toMatch(new RegExp(`ext: \\[.*\\b${ending}\\b.*\\]`));
    expect(installer).toContain(`".${ending}" ""`);
  }
  expect(config.match(/rank: Alternate/g)).toHaveLength(config.match(/ext: /g)!.length);
  expect(installer).not.toMatch(/Classes\\\.\w/);
});
