import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { contributionsOf, passagesOf, UNKNOWN, walk, type Passage } from "./passages.ts";
import { WritingRecord, type Writing } from "./writing-record.ts";

const member = (id: string) => ({ id, name: id, color: "#000000", role: "editor" as const });
const writing = (from: number, to: number, id: string | null, at: number | null): Writing => ({
  from,
  to,
  writer: id === null ? null : member(id),
  at,
});

test("AU11: text of one member that stands together is one passage, with the time of all of it", () => {
  const writings = [writing(0, 3, "sara", 10), writing(3, 5, "sara", 70), writing(5, 6, "omid", null), writing(6, 9, null, 5)];
  expect(passagesOf(writings, null)).toEqual([
    { from: 0, to: 5, writer: "sara", span: { first: 10, last: 70 } },
    { from: 5, to: 6, writer: "omid", span: null },
    { from: 6, to: 9, writer: UNKNOWN, span: { first: 5, last: 5 } },
  ]);
  // What is older, or of no known time, is left out.
  expect(passagesOf(writings, 60)).toEqual([{ from: 3, to: 5, writer: "sara", span: { first: 70, last: 70 } }]);
});

test("AU12: whoever wrote most comes first, each with a pattern of their own as far as there are some", () => {
  const writings = Array.from({ length: 12 }, (_, i) => writing(i * 100, i * 100 + 50 + i, `m${i}`, i));
  const found = contributionsOf(writings, passagesOf(writings, null));
  expect(found.map(({ writer, pattern }) => [writer, pattern])).toEqual(
    Array.from({ length: 12 }, (_, i) => [`m${11 - i}`, Math.min(i, 7)]),
  );
  expect(contributionsOf([], [])).toEqual([]);
});

test("AU13: from anywhere one walks through each passage of a member once, in order, and back the same way", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const gen = prng.create(seed);
    let at = 0;
    const passages: Passage[] = Array.from({ length: prng.int31(gen, 1, 12) }, () => {
      const from = at + prng.int31(gen, 0, 2);
      at = from + prng.int31(gen, 1, 5);
      return { from, to: at, writer: prng.oneOf(gen, ["sara", "omid"]), span: null };
    });
    for (const writer of [null, "sara", "omid"]) {
      const own = passages.filter((passage) => writer === null || passage.writer === writer);
      for (const direction of [1, -1] as const) {
        const caret = prng.int31(gen, 0, at + 3);
        let here: { readonly from: number; readonly to: number } = { from: caret, to: caret };
        const seen: Passage[] = [];
        for (let i = 0; i < own.length; i++) {
          const step = walk(passages, writer, here, direction)!;
          expect([step.number, step.count]).toEqual([own.indexOf(step.passage) + 1, own.length]);
          seen.push(step.passage);
          here = step.passage;
        }
        expect(new Set(seen).size, `seed ${seed}`).toBe(own.length);
      }
      if (own.length === 0) expect(walk(passages, writer, { from: 0, to: 0 }, 1)).toBe(null);
    }
  }
});

const range = (client: number, clock: number, end: number, author: string, broughtBy = author) => ({
  client,
  clock,
  end,
  author: member(author),
  broughtBy: member(broughtBy),
});
const own = { client: 99, me: member("me"), isAlone: false };
const run = (from: number, to: number, client: number, clock: number) => ({ from, to, client, clock, copy: null });

test("AU11: characters part where another wrote them and where another minute begins, and follow one another without a gap", () => {
  const record = new WritingRecord(
    [range(1, 0, 6, "sara"), range(1, 6, 8, "sara", "omid"), range(2, 0, 9, "omid")],
    [
      { client: 1, end: 4, at: 60_000 },
      { client: 1, end: 8, at: 180_000 },
    ],
    own,
  );
  const found = record.writings([run(0, 8, 1, 0), run(8, 10, 2, 0), run(10, 12, 99, 5), run(12, 13, 77, 0)]);
  expect(found.map(({ from, to, writer, at }) => [from, to, writer?.id ?? null, at])).toEqual([
    [0, 4, "sara", 60_000],
    [4, 6, "sara", 180_000],
    // Restored by another, and not confirmed: it is attributed to whoever brought it.
    [6, 8, "omid", 180_000],
    [8, 10, "omid", null],
    // This window's own, before the core says so.
    [10, 12, "me", null],
    [12, 13, null, null],
  ]);
});

test("AU11: what a client writes on is its owner's before the core says so, unless others brought some of it", () => {
  const record = new WritingRecord([range(1, 0, 5, "sara"), range(2, 0, 5, "omid"), range(2, 5, 7, "omid", "sara")], [], own);
  expect(record.writings([run(0, 9, 1, 0), run(9, 18, 2, 0)]).map(({ from, to, writer }) => [from, to, writer?.id ?? null])).toEqual([
    [0, 9, "sara"],
    [9, 14, "omid"],
    [14, 16, "sara"],
    [16, 18, null],
  ]);
});
