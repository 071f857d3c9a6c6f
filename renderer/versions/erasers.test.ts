import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import type { Erasure } from "../../shared/rpc/contract.ts";
import { erasersIn } from "./erasers.ts";

const erasure = (client: number, clock: number, end: number, name: string): Erasure => ({
  client,
  clock,
  end,
  member: { id: name, name, color: "#a33", role: "editor" },
  at: 1,
  isBrought: false,
});

test("VE42: parts of a text are whoever's erased them; of what was moved first, whoever's erased it where it stood last", () => {
  const [before, after] = [new Y.Doc(), new Y.Doc()];
  before.clientID = 7;
  bodyOf(before).insert(0, "۰۱۲۳۴۵۶۷۸۹");
  Y.applyUpdate(after, Y.encodeStateAsUpdate(before));
  bodyOf(after);
  const named = (erasures: readonly Erasure[], from = 0, to = 10) =>
    erasersIn(before, after, erasures)(from, to).map((part) => [part.from, part.to, part.name]);
  const known = [erasure(7, 1, 3, "سارا"), erasure(7, 3, 5, "امید"), erasure(7, 8, 20, "مینا")];
  expect(named(known)).toEqual([
    [1, 3, "سارا"],
    [3, 5, "امید"],
    [8, 10, "مینا"],
  ]);
  expect(named(known, 2, 4)).toEqual([
    [2, 3, "سارا"],
    [3, 4, "امید"],
  ]);
  expect(named([])).toEqual([]);
  // Sara moves 1–3 away, as client 9; Omid erases one of them there.
  articleOf(after).lineage.record([{ client: 9, clock: 0, length: 2, ancestors: [{ client: 7, clock: 1 }] }], "rewritten");
  expect(named([erasure(7, 1, 3, "سارا"), erasure(9, 1, 2, "امید")])).toEqual([
    [1, 2, "سارا"],
    [2, 3, "امید"],
  ]);
});
