/** What a desk asks its relay about who wrote what, and when. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Authors } from "../../main/core/people/authors.ts";
import { carriedIn } from "../../main/core/sync/carried.ts";
import { NOBODY } from "../../main/core/people/identity.ts";
import { Library } from "../../main/core/library/library.ts";
import { RelayUnreachable, type RelayAuthors, type RelayClient } from "../../main/core/relay-client.ts";
import type { Credit } from "../../shared/store/credits.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";

const BODY = "article/authors-test";
const NOTES = `${BODY}/notes`;
const SARA = { id: "sara", name: "سارا", color: "#006080", role: "editor" as const };
const credit = (client: number, clock: number, end: number, author: string | null, broughtBy = author): Credit => ({
  client,
  clock,
  end,
  author,
  broughtBy,
});

let db: Database.Database;
let log: SqliteUpdateLog;
let authors: Authors;
/** What the relay was asked for, and what it answers. */
let asked: [kind: string, since: number][];
let answer: RelayAuthors | null;
const relay = {
  http: "http://relay",
  authors: async (_id: string, kind: string, since: number): Promise<RelayAuthors> => {
    asked.push([kind, since]);
    if (!answer) throw new RelayUnreachable("the relay is away");
    return answer;
  },
} as unknown as RelayClient;

beforeEach(() => {
  db = new Database(":memory:");
  log = new SqliteUpdateLog(db);
  authors = new Authors(log, new Library(db), () => SARA);
  asked = [];
  answer = { members: [SARA], ranges: [[7, 0, 5, "sara", "sara"]], times: [[7, 5, 30]], until: 40 };
});
afterEach(() => db.close());

test("AU6: the relay is asked who wrote which letter of a text when somebody wants to see it, once", async () => {
  await authors.refresh(relay, BODY);
  authors.came(BODY, [{ client: 7, clock: 5, end: 6 }]);
  expect(authors.hasQuestions(BODY)).toBe(false);
  authors.want(BODY);
  expect(authors.hasQuestions(BODY)).toBe(true);
  await authors.refresh(relay, BODY);
  authors.came(BODY, [{ client: 7, clock: 6, end: 7 }]);
  expect(authors.hasQuestions(BODY)).toBe(false);
  expect(asked).toEqual([
    ["body", -1],
    ["body", 40],
  ]);
});

test("AU6: all is asked for once, then what changed, and nothing where it is known", async () => {
  for (const room of [BODY, NOTES]) {
    expect(authors.hasQuestions(room)).toBe(true);
    expect(await authors.refresh(relay, room)).toBe(true);
    authors.came(room, [{ client: 7, clock: 2, end: 5 }]);
    expect(authors.hasQuestions(room)).toBe(false);
    authors.came(room, [{ client: 7, clock: 5, end: 6 }]);
    // Of a text nobody asks who wrote which letter.
    expect(authors.hasQuestions(room)).toBe(room === NOTES);
    authors.came(room, [{ client: 8, clock: 0, end: 1 }]);
    expect(authors.hasQuestions(room)).toBe(true);
  }
  answer = null;
  await expect(authors.refresh(relay, NOTES)).rejects.toThrow(RelayUnreachable);
  expect(authors.hasQuestions(NOTES)).toBe(true);
  answer = {
    members: [],
    ranges: [
      [7, 0, 6, "sara", "sara"],
      [8, 0, 1, "sara", "omid"],
    ],
    times: [],
    until: 41,
  };
  await authors.refresh(relay, NOTES);
  expect(asked).toEqual([
    ["body", -1],
    ["notes", -1],
    ["notes", 40],
    ["notes", 40],
  ]);
  // Who brought the last is no member that is known.
  expect(authors.known(NOTES)).toMatchObject([
    { client: 7, end: 6, author: SARA, broughtBy: SARA },
    { client: 8, author: null, broughtBy: null },
  ]);
  expect(authors.hasQuestions(NOTES)).toBe(true);
});

test("AU3: a desk calls its own what was written at it, or is known to be its owner's for certain, and nothing else", () => {
  const owner = { member: SARA, formerly: ["once-sara"] };
  log.credit(BODY, [
    credit(1, 0, 5, "sara"),
    credit(1, 5, 9, "sara", "omid"),
    credit(2, 0, 5, NOBODY.id),
    credit(3, 0, 5, "once-sara"),
    credit(4, 0, 5, "omid"),
    credit(5, 0, 5, null, "omid"),
  ]);
  const whose = carriedIn(log, BODY, owner);
  const said = (client: number, clock: number, end: number): unknown => whose({ client, clock, end })?.author;
  expect([said(1, 0, 5), said(1, 2, 4), said(2, 0, 5), said(3, 0, 5)]).toEqual([undefined, undefined, undefined, undefined]);
  // What others brought in her name, what nobody knows of, and what she wrote as another member at a relay that has some of it.
  expect([said(1, 0, 9), said(1, 5, 9), said(3, 2, 5), said(4, 0, 5), said(5, 0, 5), said(6, 0, 1)]).toEqual([
    "sara",
    "sara",
    "once-sara",
    "omid",
    null,
    null,
  ]);
});
