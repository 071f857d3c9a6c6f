import { expect, test } from "vitest";
import { copiesInParts } from "./copies.ts";

const deleted = (clock: number, content: string) => ({
  client: 1,
  clock,
  length: content.length,
  content,
  attributes: {},
  otherCopies: [],
  ancestors: [],
  copies: [],
});
const inserted = (clock: number, content: string) => ({ client: 2, clock, length: content.length, content });

test("LN1: of what is put in at several places, each character that was taken out is at one, and a boundary alone is no copy", () => {
  const taken = [deleted(0, "one\ntwo")];
  expect(copiesInParts(taken, [[inserted(0, "\n")], [inserted(1, "\n")]])).toEqual([]);
  const copies = copiesInParts(taken, [[inserted(0, "two")], [inserted(3, "one")], [inserted(6, "two")]]);
  expect(copies.map(({ clock, length, ancestors }) => [clock, length, ancestors[0]!.clock])).toEqual([
    [0, 3, 4],
    [3, 3, 0],
  ]);
});
