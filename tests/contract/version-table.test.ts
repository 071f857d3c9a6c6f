import zlib from "node:zlib";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { makeVersion } from "../../shared/versions/make-version.ts";
import { packWith, VersionTable } from "../../shared/versions/version-table.ts";
import { measure } from "../bench/versions/bench.ts";
import { MOST_AUTOMATIC, type Reason } from "../../shared/version.ts";

const ARTICLE = "article-1";

/** Adds the state of a document as a version. */
function keep(table: VersionTable, doc: Y.Doc, id: string, reason: Reason = "named"): Uint8Array {
  const latest = table.latest(ARTICLE);
  const { state, inserted, deleted } = makeVersion([Y.encodeStateAsUpdate(doc)], latest?.state ?? null);
  const label = reason === "named" ? id : reason === "status" ? "ready" : "";
  const version = { id, at: 1, reason, label, author: null, people: [], inserted, deleted };
  table.add(ARTICLE, version, state, packWith(zlib, state, latest));
  return state;
}

/** A text of words that repeat as little as those of a person do. */
function write(doc: Y.Doc, words: number, seed: number): void {
  const body = doc.getText("body");
  let random = seed;
  for (let i = 0; i < words; i++) {
    random = (random * 48271) % 2147483647;
    body.insert(random % (body.length + 1), `${(random % 60_000).toString(36)} `);
  }
}

test(
  "VE6 VE1: a hundred and five versions are each what they were, and all together a small part of what they hold",
  { tags: "long" },
  () => {
    const table = new VersionTable(new Database(":memory:"), zlib);
    const doc = new Y.Doc();
    write(doc, 1000, 7);
    const states: Uint8Array[] = [];
    for (let i = 0; i < 105; i++) {
      write(doc, 3, i + 11);
      doc.getText("body").delete(i * 20, 5);
      states.push(keep(table, doc, `v${i}`));
    }
    for (const [i, state] of states.entries()) expect(table.state(ARTICLE, `v${i}`)).toEqual(Buffer.from(state));
    const db = (table as unknown as { db: Database.Database }).db;
    const stored = db.prepare("SELECT sum(length(state)) FROM versions").pluck().get() as number;
    const alone = db.prepare("SELECT count(*) FROM versions WHERE base IS NULL").pluck().get();
    expect(alone).toBe(2);
    expect(stored).toBeLessThan(0.1 * states.reduce((sum, { length }) => sum + length, 0));
  },
);

test("VE8: what only a deleted version held is in no byte of the others, which stay what they were", () => {
  const table = new VersionTable(new Database(":memory:"), zlib);
  const doc = new Y.Doc();
  const body = doc.getText("body");
  write(doc, 200, 3);
  keep(table, doc, "before");
  body.insert(5, "منبع پنهان");
  keep(table, doc, "secret");
  body.delete(5, 10);
  const after = keep(table, doc, "after");
  expect(table.remove(ARTICLE, "secret")).toBe(true);
  expect(table.remove(ARTICLE, "secret")).toBe(false);
  expect(table.list(ARTICLE).map(({ id }) => id)).toEqual(["after", "before"]);
  expect(table.state(ARTICLE, "after")).toEqual(Buffer.from(after));
  // It is packed with the first now.
  const bases = (table as unknown as { db: Database.Database }).db.prepare("SELECT base FROM versions ORDER BY number").pluck().all();
  expect(bases).toEqual([null, 1]);
  for (const id of ["before", "after"]) expect(Buffer.from(table.state(ARTICLE, id)!).toString("utf8")).not.toContain("منبع پنهان");
});

test("VE7: above two hundred automatic versions the oldest go, and named ones stay", () => {
  const table = new VersionTable(new Database(":memory:"), zlib);
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "خبر");
  keep(table, doc, "named");
  for (let i = 0; i < MOST_AUTOMATIC + 3; i++) {
    doc.getText("body").insert(0, "و");
    keep(table, doc, `a${i}`, "automatic");
  }
  const ids = table.list(ARTICLE).map(({ id }) => id);
  expect(ids).toHaveLength(MOST_AUTOMATIC + 1);
  expect(ids.slice(-2)).toEqual(["a3", "named"]);
  expect(table.state(ARTICLE, "a3")).not.toBeNull();
});

test("VE62: versions that changes of status make push out no automatic ones, and are kept as many", { tags: "long" }, () => {
  const table = new VersionTable(new Database(":memory:"), zlib);
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "خبر");
  keep(table, doc, "work", "automatic");
  for (let i = 0; i < MOST_AUTOMATIC + 3; i++) {
    doc.getText("body").insert(0, "و");
    keep(table, doc, `s${i}`, i % 2 ? "status" : "place");
  }
  const ids = table.list(ARTICLE).map(({ id }) => id);
  expect(ids).toHaveLength(MOST_AUTOMATIC + 1);
  expect(ids.slice(-2)).toEqual(["s3", "work"]);
});

test("VE6: a version whose predecessor went while it was packed is stored without it", () => {
  const table = new VersionTable(new Database(":memory:"), zlib);
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "خبر");
  keep(table, doc, "first");
  const latest = table.latest(ARTICLE);
  doc.getText("body").insert(0, "دو ");
  const { state } = makeVersion([Y.encodeStateAsUpdate(doc)], null);
  const packed = packWith(zlib, state, latest);
  table.remove(ARTICLE, "first");
  const version = { id: "second", at: 1, reason: "named", label: "", author: null, people: [], inserted: 0, deleted: 0 } as const;
  table.add(ARTICLE, version, state, packed);
  expect(table.state(ARTICLE, "second")).toEqual(Buffer.from(state));
});

test("VE6 VE16: versions of an article that many keys wrote are smaller than four times its text, and each is opened and restored", () => {
  const { textBytes, packedBytes, open, make } = measure(600, 6000, 12, 1403);
  expect(make).toHaveLength(12);
  expect(open).toHaveLength(12);
  expect(packedBytes / textBytes).toBeLessThan(4);
});
