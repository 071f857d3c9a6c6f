import { expect, test } from "vitest";
import type { AuthorRange } from "../rpc/contract.ts";
import { AuthorTable, speakerOf } from "./author-of.ts";

const member = (id: string) => ({ id, name: id, color: "#000000", role: "owner" as const });
const range = (client: number, clock: number, end: number, author: string | null, broughtBy: string | null): AuthorRange => ({
  client,
  clock,
  end,
  author: author === null ? null : member(author),
  broughtBy: broughtBy === null ? null : member(broughtBy),
});

test("AU5: the table says who wrote a clock and who uploaded it, or that it is unknown", () => {
  const { authorOf } = new AuthorTable([
    range(7, 0, 5, "sara", "sara"),
    range(7, 5, 9, "sara", "omid"),
    range(8, 0, 2, null, "omid"),
    range(9, 0, 2, null, null),
  ]);
  const said = (client: number, clock: number): unknown[] => {
    const { member: author, confirmed, broughtBy } = authorOf(client, clock);
    return [author?.id, confirmed, broughtBy?.id];
  };
  expect([said(7, 0), said(7, 4), said(7, 5), said(7, 8)]).toEqual([
    ["sara", true, "sara"],
    ["sara", true, "sara"],
    ["sara", false, "omid"],
    ["sara", false, "omid"],
  ]);
  expect([said(8, 1), said(9, 0)]).toEqual([
    [undefined, false, "omid"],
    [undefined, false, undefined],
  ]);
  for (const [client, clock] of [
    [7, 9],
    [7, -1],
    [10, 0],
    [Number.NaN, 0],
  ] as const)
    expect(said(client, clock)).toEqual([undefined, false, undefined]);
});

test("AU5: a message that another member uploaded is shown under the uploader's name", () => {
  const { authorOf } = new AuthorTable([range(7, 0, 5, "sara", "sara"), range(7, 5, 9, "sara", "omid"), range(8, 0, 2, null, "omid")]);
  expect(
    [
      [7, 0],
      [7, 5],
      [8, 0],
      [9, 0],
    ].map(([client, clock]) => speakerOf(authorOf(client!, clock!))?.id),
  ).toEqual(["sara", "omid", "omid", undefined]);
});

test("AU5: the table knows a client up to the last clock that it has a range for", () => {
  const table = new AuthorTable([range(7, 0, 5, "sara", "sara")]);
  expect([table.knows(7, 4), table.knows(7, 5), table.knows(8, 0)]).toEqual([true, false, false]);
  expect([
    table.awaitsAuthors,
    new AuthorTable([range(7, 0, 5, "sara", "omid")]).awaitsAuthors,
    new AuthorTable([range(7, 0, 5, null, null)]).awaitsAuthors,
  ]).toEqual([false, true, false]);
});

test("SU8: a client is a member's own only where they themselves uploaded what it wrote, whatever others say", () => {
  const table = new AuthorTable([
    range(7, 0, 5, "sara", "sara"),
    range(8, 0, 5, "sara", "omid"),
    range(9, 0, 2, null, "sara"),
    range(10, 0, 2, null, null),
  ]);
  expect([...table.clientsOf("sara")]).toEqual([7]);
  expect([7, 8, 9, 10, 11].map((client) => table.isNamed(client))).toEqual([true, true, true, false, false]);
});
