/** What somebody who types, or another program at the port, may try with the search and the list. Rules LB1, LB9, LB13. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { NEWEST, type ArticleQuery } from "../../shared/rpc/contract.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "../desk/desk-fixture.ts";

let site: TestRelay;
let desk: Desk;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.alone(site);
  await desk.create("The headline\nعلی گفت: \"x\" OR 'y'* (z) NOT NEAR column:title\n");
  await eventually(async () => (await search("headline")).total, 1);
});

afterEach(() => closeDesks(site, [desk]));

const search = (text: string) => desk.window.calls.search({ text, limit: 10, offset: 0 });

test("LB13: an attacker who searches with FTS5's operators, quotes and columns gets what the words say, and no error", async () => {
  for (const text of [
    '"',
    '""',
    '"x',
    'x"',
    "'; DROP TABLE articles; --",
    "*",
    "* *",
    "x*",
    "title:x",
    "title : headline",
    "{title text}: x",
    "^headline",
    "NEAR(x y, 5)",
    "x NOT y",
    "x AND",
    "OR",
    "NOT NOT",
    "(",
    ")",
    "-x",
    "+x",
    "x\0y",
    "\\",
    "%",
    "_",
    "\uD800",
    "\uFFFF",
    "[x]",
  ]) {
    const { total } = await search(text);
    expect(total, text).toBeLessThanOrEqual(1);
  }
  expect((await search("x OR nothing-like-it")).total).toBe(0);
  expect((await search("headline NOT absent")).total).toBe(0);
  expect((await search("OR NEAR")).total).toBe(1);
});

test("LB13: an attacker who searches for nothing but joiners, marks and signs finds nothing", { tags: "long" }, async () => {
  for (const text of ["", " ", "\u200C", "\u200C\u200D\u2067\u2069", "\u064B\u0651", "ـــ", "«»،؛", "\n\t"])
    expect(await search(text), JSON.stringify(text)).toMatchObject({ total: 0, hits: [] });
});

test("LB13: an attacker who searches for a book holds up nobody", { tags: "long" }, async () => {
  for (const text of ["ا".repeat(100_000), "ا ".repeat(50_000), "می\u200Cرود ".repeat(12_000), "headline ".repeat(10_000)]) {
    const began = performance.now();
    await search(text);
    // A query as long as that is cut, so that it costs what a short one does.
    expect(performance.now() - began).toBeLessThan(5_000);
  }
  await expect(search("x".repeat(100_001))).rejects.toMatchObject({ code: "bad-input" });
});

test("LB9: an attacker who asks for a thousand searches at once still lets others write", { tags: "long" }, async () => {
  const id = await desk.create("written meanwhile\n");
  const room = await desk.openRoom(id);
  const asked = Array.from({ length: 1_000 }, (_, i) => search(`x${i % 7} headline`));
  room.type("all the same");
  await room.saved();
  await Promise.all(asked);
  room.close();
});

test("LB1: an attacker who asks for a list out of all bounds is refused", { tags: "long" }, async () => {
  for (const wrong of [
    { limit: 1e9 },
    { limit: -1 },
    { offset: -1 },
    { offset: 1e300 },
    { offset: Number.NaN },
    { filter: "role = 'owner' --" },
    { sort: "title; DROP TABLE articles" },
  ]) {
    await expect(desk.window.calls.articles({ ...NEWEST, ...wrong } as ArticleQuery), JSON.stringify(wrong)).rejects.toMatchObject({
      code: "bad-input",
    });
  }
  expect((await desk.window.calls.articles({ ...NEWEST, text: "' OR 1=1 --" })).total).toBe(0);
  expect((await desk.window.calls.articles(NEWEST)).total).toBe(1);
});

test(
  "LB13: an attacker's headline full of marks and control signs is shown as text, with its hits in place",
  { tags: "long" },
  async () => {
    await desk.create("<mark>headline</mark>\u202E\u0000 two\n");
    await eventually(async () => (await search("headline")).total, 2);
    for (const { title, titleRanges } of (await search("headline")).hits) {
      expect(titleRanges.map(([start, end]) => title.slice(start, end))).toEqual(["headline"]);
    }
  },
);

test("LB9: what is indexed is for its owner alone", async () => {
  const file = join(desk.folder.path, "index.sqlite");
  expect(readFileSync(file).length).toBeGreaterThan(0);
  expect(statSync(file).mode & 0o077).toBe(0);
});
