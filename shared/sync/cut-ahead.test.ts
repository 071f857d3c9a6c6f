import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { applyUpdate } from "./cut-ahead.ts";
import { seed } from "../../tests/seed.ts";

/** Text, formats, deletions and astral characters, at random places. */
function edit(doc: Y.Doc, gen: prng.PRNG, count: number): void {
  const body = doc.getText("body");
  const map = doc.getMap("map");
  doc.transact(() => {
    for (let i = 0; i < count; i++) editOnce(i);
  });
  function editOnce(i: number): void {
    const at = prng.int31(gen, 0, body.length);
    const length = Math.min(body.length - at, prng.int31(gen, 1, 6));
    const dice = prng.int31(gen, 0, 9);
    if (dice < 5) body.insert(at, prng.oneOf(gen, ["a", "words ", "😀😀", "\n"]));
    else if (dice === 5) body.insertEmbed(at, { image: i });
    else if (dice < 8) body.delete(at, length);
    else if (dice === 8) body.format(at, length, { bold: prng.bool(gen) || null });
    else map.set(String(prng.int31(gen, 0, 20)), i);
  }
}

const open = (bytes: Uint8Array, clientID: number): Y.Doc => {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.getText("body");
  doc.getMap("map");
  Y.applyUpdate(doc, bytes);
  return doc;
};

const itemsOf = ({ store }: Y.Doc): unknown[] =>
  [...store.clients].map(([client, structs]) => [
    client,
    structs.map((struct) => [
      struct.id.clock,
      struct.length,
      struct.deleted,
      struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.content.str,
    ]),
  ]);

/** Two replicas of an article of many items, and what a third wrote in it. */
function large(gen: prng.PRNG) {
  const base = open(new Uint8Array([0, 0]), 1);
  base.getText("body").insert(0, "😀 many words ".repeat(500));
  const mine = open(Y.encodeStateAsUpdate(base), 2);
  edit(mine, gen, 6000);
  const other = open(Y.encodeStateAsUpdate(base), 3);
  edit(other, gen, 3000);
  const bytes = Y.encodeStateAsUpdate(mine);
  const update = Y.encodeStateAsUpdate(other, Y.encodeStateVector(base));
  // Large enough to be cut at all.
  expect([update.length > 20_000, [...mine.store.clients.values()].flat().length > 5000]).toEqual([true, true]);
  return { plain: open(bytes, 4), cut: open(bytes, 4), update };
}

test(`AM12: items that are cut ahead of a large update come to the very items that Yjs alone comes to (seed ${seed})`, () => {
  const { plain, cut, update } = large(prng.create(seed));
  const told: unknown[][] = [];
  for (const doc of [plain, cut]) {
    const heard: unknown[] = [];
    told.push(heard);
    doc.getText("body").observe(({ delta, transaction: { local, origin } }) => heard.push(delta, local, origin));
    doc.on("update", (bytes: Uint8Array) => heard.push(bytes));
  }
  Y.applyUpdate(plain, update, "line");
  applyUpdate(cut, update, "line");
  expect(itemsOf(cut)).toEqual(itemsOf(plain));
  expect(cut.getText("body").toDelta()).toEqual(plain.getText("body").toDelta());
  expect(told[1]).toEqual(told[0]);
});

test("AM11 AM12: a large update that waits for another cuts nothing, not even a surrogate pair", { tags: "long" }, () => {
  const { cut, update } = large(prng.create(1));
  const before = cut.getText("body").toJSON();
  const items = itemsOf(cut);
  // It names halves of the pairs of an article that is here, and follows an update that is not.
  const cruel = new Y.Doc();
  cruel.clientID = 9;
  Y.applyUpdate(cruel, Y.encodeStateAsUpdate(cut));
  const body = cruel.getText("body");
  body.insert(0, "not sent");
  const state = Y.encodeStateVector(cruel);
  for (let at = before.length; at > 0; at--) body.insert(at + 8, "split");
  const waiting = Y.encodeStateAsUpdate(cruel, state);
  expect(waiting.length).toBeGreaterThan(update.length / 10);
  applyUpdate(cut, waiting, "line");
  expect(cut.store.pendingStructs).not.toBeNull();
  expect(cut.getText("body").toJSON()).toBe(before);
  expect(itemsOf(cut)).toEqual(items);
});

test("AM12: bytes that are no update are refused before anything is cut", () => {
  const { cut, update } = large(prng.create(2));
  const items = itemsOf(cut);
  expect(() => applyUpdate(cut, update.slice(0, -20), "line")).toThrow();
  expect(itemsOf(cut)).toEqual(items);
});
