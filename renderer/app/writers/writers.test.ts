import { expect, test } from "vitest";
import type { WrittenRun } from "../../../shared/article/identity/writers.ts";
import type { AuthorRange } from "../../../shared/rpc/contract.ts";
import type { ClockTime } from "../../../shared/store/times.ts";
import { WritingRecord } from "./writing-record.ts";
import { writersIn } from "./writers.ts";

const member = (id: string) => ({ id, name: id, color: "#000000", role: "owner" as const });
const range = (client: number, clock: number, end: number, author: string | null, broughtBy: string | null = author) => ({
  client,
  clock,
  end,
  author: author === null ? null : member(author),
  broughtBy: broughtBy === null ? null : member(broughtBy),
});
const recordOf = (ranges: readonly AuthorRange[], times: readonly ClockTime[] = []) =>
  new WritingRecord(ranges, times, { client: 99, me: member("me"), isAlone: false });
const run = (from: number, to: number, client: number, clock: number, copy: WrittenRun["copy"] = null): WrittenRun => ({
  from,
  to,
  client,
  clock,
  copy,
});
const named = (runs: readonly WrittenRun[], table: WritingRecord): unknown[] =>
  writersIn(runs, table).map(({ speaker, characters, copiers }) => [speaker?.id ?? null, characters, copiers.map(({ id }) => id)]);

test("AU9: whoever wrote most comes first, each once, and who is not known yet is one of them", () => {
  const table = recordOf([range(1, 0, 100, "sara"), range(2, 0, 100, "omid"), range(3, 0, 50, "sara")]);
  expect(named([run(0, 3, 2, 0), run(3, 5, 1, 0), run(5, 7, 3, 0), run(7, 8, 9, 0)], table)).toEqual([
    ["sara", 4, []],
    ["omid", 3, []],
    [null, 1, []],
  ]);
  expect(named([], table)).toEqual([]);
  expect(named([run(0, 4, 1, 98)], table)).toEqual([
    ["sara", 2, []],
    [null, 2, []],
  ]);
});

test("AU9: one client's characters part where another brought some of them, whose name is not taken for the author's", () => {
  const table = recordOf([range(1, 0, 5, "sara"), range(1, 7, 9, "sara", "omid")]);
  const writers = writersIn([run(0, 9, 1, 0)], table);
  expect(writers.map(({ speaker, member: author, characters }) => [speaker?.id, author?.id, characters])).toEqual([
    ["sara", "sara", 5],
    [undefined, undefined, 2],
    ["omid", "sara", 2],
  ]);
});

test("AU9: whoever moved or brought back what another wrote is said beside them, and nobody is beside themselves", () => {
  const table = recordOf([range(1, 0, 100, "sara"), range(2, 0, 100, "omid")]);
  expect(named([run(0, 3, 1, 0, { client: 2, clock: 7 }), run(3, 6, 1, 50, { client: 1, clock: 70 })], table)).toEqual([
    ["sara", 6, ["omid"]],
  ]);
});

test("AU11: beside each name stands when they wrote it, as far as that is known", () => {
  const record = recordOf(
    [range(1, 0, 100, "sara"), range(2, 0, 100, "omid")],
    [
      { client: 1, end: 10, at: 60_000 },
      { client: 1, end: 100, at: 600_000 },
    ],
  );
  const writers = writersIn([run(0, 20, 1, 0), run(20, 23, 2, 0)], record);
  expect(writers.map(({ speaker, span }) => [speaker?.id, span])).toEqual([
    ["sara", { first: 60_000, last: 600_000 }],
    ["omid", null],
  ]);
});
