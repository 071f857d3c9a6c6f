/** The export of each night, on the folder of a desk. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeNight, type NightJob } from "../../main/core/export/night-folder.ts";
import { NightlyExports } from "../../main/core/export/nightly.ts";
import type { NightlyExport } from "../../shared/nightly.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;
let folder: string;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.open(site, "سارا", "owner");
  folder = join(desk.folder.path, "nights");
  mkdirSync(folder);
});

afterEach(() => closeDesks(site, [desk]));

const job = (change: Partial<NightJob> = {}): NightJob => ({
  desk: desk.folder.path,
  folder,
  format: "markdown",
  date: "2026-11-30",
  keep: 2,
  now: Date.UTC(2026, 10, 30, 2),
  ...change,
});

test("EX43: a night has all articles, replaces one of its day, and ends those that are older than is kept, if they are ours", async () => {
  await desk.create("پل باز شد\nنخستین");
  for (const date of ["2026-11-27", "2026-11-28", "2026-11-29"]) writeNight(job({ date, keep: 9 }));
  // Not ours, or not a folder.
  const other = join(folder, "tahrir-2020-01-01");
  mkdirSync(other);
  writeFileSync(join(other, "a.txt"), "x");
  const elsewhere = join(desk.folder.path, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "manifest.json"), JSON.stringify({ application: "Tahrir" }));
  symlinkSync(elsewhere, join(folder, "tahrir-2020-01-02"));
  mkdirSync(join(folder, "tahrir-2026-11-30.part"));
  expect(writeNight(job())).toEqual({ total: 1, done: 1, failed: 0 });
  await desk.create("دومین");
  expect(writeNight(job())).toEqual({ total: 2, done: 2, failed: 0 });
  expect(readdirSync(folder).toSorted()).toEqual(["tahrir-2020-01-01", "tahrir-2020-01-02", "tahrir-2026-11-29", "tahrir-2026-11-30"]);
  expect(existsSync(join(elsewhere, "manifest.json"))).toBe(true);
  const night = join(folder, "tahrir-2026-11-30");
  expect(readdirSync(night).toSorted()).toEqual(["manifest.json", "دومین.md", "پل باز شد.md"].toSorted());
  expect(readFileSync(join(night, "پل باز شد.md"), "utf8")).toBe("# پل باز شد\n\nنخستین\n");
});

test("EX43: a night that cannot be written leaves nothing half, and ends no older one", async () => {
  await desk.create("پل");
  writeNight(job({ date: "2026-01-01" }));
  expect(() => writeNight(job({ desk: join(desk.folder.path, "no-desk") }))).toThrow();
  expect(readdirSync(folder)).toEqual(["tahrir-2026-01-01"]);
});

/** The export of a desk whose clock and writing a test decides. */
function nightly(db: Database.Database) {
  const clock = { now: new Date(2026, 10, 30, 1, 30).getTime() };
  const written: string[] = [];
  let refusal: string | null = null;
  const exports = new NightlyExports({
    db,
    desk: desk.folder.path,
    now: () => clock.now,
    write: async ({ date }) => {
      if (refusal !== null) throw new Error(refusal);
      written.push(date);
      return { total: 3, done: 2, failed: 1 };
    },
    onChange: () => undefined,
  });
  return { exports, clock, written, refuse: (reason: string | null) => (refusal = reason) };
}

const HOUR = 60 * 60_000;

test("EX43: a night is written once, from its hour on, tried again an hour after a failure, and said when it was", async () => {
  const db = new Database(":memory:");
  const { exports, clock, written, refuse } = nightly(db);
  const settings: NightlyExport = { folder, format: "html", hour: 2, keep: 30 };
  await exports.look();
  exports.set(settings);
  await exports.look();
  expect(written).toEqual([]);
  clock.now += HOUR;
  refuse("the disk is full");
  await exports.look();
  expect(exports.state.last).toEqual({ at: clock.now, date: "", done: 0, failed: 0, error: "the disk is full" });
  refuse(null);
  clock.now += HOUR / 2;
  await exports.look();
  expect(written).toEqual([]);
  clock.now += HOUR / 2;
  await exports.look();
  await exports.look();
  expect(written).toEqual(["2026-11-30"]);
  expect(exports.state).toEqual({
    settings,
    last: { at: clock.now, date: "2026-11-30", done: 2, failed: 1, error: null },
    isRunning: false,
  });
  exports.close();
  // Off over its hour, and over a day: as soon as it runs.
  const again = nightly(db);
  again.clock.now = new Date(2026, 11, 3, 15).getTime();
  expect(again.exports.state.settings).toEqual(settings);
  await again.exports.look();
  expect(again.written).toEqual(["2026-12-03"]);
  again.exports.set(null);
  again.clock.now += 24 * HOUR;
  await again.exports.look();
  expect(again.written).toEqual(["2026-12-03"]);
  again.exports.close();
  db.close();
});

test("EX43: a window sets it, is told what became of it, and a folder into which nothing can be written is refused", async () => {
  await desk.create("پل باز شد\nنخستین");
  const { calls } = desk.window;
  const settings: NightlyExport = { folder, format: "docx", hour: 23, keep: 7 };
  writeFileSync(join(desk.folder.path, "file"), "");
  for (const wrong of [
    "nights",
    "../nights",
    join(desk.folder.path, "file"),
    join(desk.folder.path, "file", "nights"),
    "/proc/nights",
    "/proc/nights/more",
    join(folder, "a", "b"),
  ])
    await expect(calls.setNightly({ ...settings, folder: wrong })).rejects.toMatchObject({ code: "folder" });
  expect(await calls.nightly()).toEqual({ settings: null, last: null, isRunning: false });
  await calls.setNightly(settings);
  const done = new Promise((resolve) => desk.window.on("nightly", (state) => !state.isRunning && resolve(state)));
  await calls.exportNow();
  expect(await done).toMatchObject({ settings, last: { done: 1, failed: 0, error: null }, isRunning: false });
  const [night] = readdirSync(folder);
  expect(readdirSync(join(folder, night!)).toSorted()).toEqual(["manifest.json", "پل باز شد.docx"]);
});

test(
  "EX37: a zip is written part by part for a window, ends when it is left, and a window has two at a time",
  { tags: "long" },
  async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await desk.create(`خبر ${i}\n${"واژه ".repeat(1000)}`));
    const { calls } = desk.window;
    const { archive } = await calls.beginArchive({ articles: ids.slice(0, 2), format: "text" });
    const parts = [await calls.archivePart({ archive })];
    while (!parts.at(-1)!.isEnd) parts.push(await calls.archivePart({ archive }));
    expect(parts.at(-1)).toMatchObject({ total: 2, done: 2, failed: 0 });
    await expect(calls.archivePart({ archive })).rejects.toMatchObject({ code: "archives" });
    const two = [
      await calls.beginArchive({ articles: null, format: "html" }),
      await calls.beginArchive({ articles: null, format: "html" }),
    ];
    await expect(calls.beginArchive({ articles: null, format: "html" })).rejects.toMatchObject({ code: "archives" });
    await calls.endArchive(two[0]!);
    await expect(calls.archivePart(two[0]!)).rejects.toMatchObject({ code: "archives" });
    await calls.beginArchive({ articles: null, format: "html" });
  },
);
