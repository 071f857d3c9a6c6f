import { expect, test } from "vitest";
import * as Y from "yjs";
import { readUpdate, UpdateError } from "../../shared/room/scan.ts";
import { bringsNews, mergeLog } from "../../shared/room/update.ts";

/** Random whole numbers below `limit`, the same for the same seed (a linear congruential generator). */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Updates with every kind of content an article and its notes have, and all of them in one. */
function samples(): { readonly all: Uint8Array; readonly each: readonly Uint8Array[] } {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 7;
  const each: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => each.push(update));
  const body = doc.getText("body");
  body.insert(0, "تیتر\nبند نخست");
  body.format(1, 3, { bold: true });
  body.delete(2, 2);
  body.insertEmbed(1, { image: "x" });
  doc.getMap("meta").set("slug", "a");
  const thread = doc.getMap("threads").set("t", new Y.Map());
  thread.set("messages", Y.Array.from([{ text: "نظر" }]));
  body.insert(3, "hello");
  body.delete(0, 4);
  const all = Y.encodeStateAsUpdate(doc);
  return { all, each: [...each, all] };
}

test("SY4: whatever flipped bytes make of an update, it is refused at the door or harms no room", () => {
  const { all, each } = samples();
  const below = random(2024);
  let [refused, taken] = [0, 0];
  for (let i = 0; i < 20_000; i++) {
    const update = each[below(each.length)]!.slice();
    for (let flips = 1 + below(3); flips > 0; flips--) update[below(update.length)] = below(256);
    try {
      readUpdate(update);
    } catch (error) {
      expect(error).toBeInstanceOf(UpdateError);
      refused++;
      continue;
    }
    bringsNews(update, all);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, mergeLog([all, update]));
    expect(doc.getText("body").toJSON()).toBeTypeOf("string");
    taken++;
  }
  expect(Math.min(refused, taken)).toBeGreaterThan(1000);
});

test("SY4: an update that stands whole is read for whose it is and whether it inserts", () => {
  const { all, each } = samples();
  expect(readUpdate(all)).toEqual({ clients: [7], inserts: true, empty: false });
  expect(readUpdate(each.at(-2)!)).toEqual({ clients: [], inserts: false, empty: false });
  expect(readUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual({ clients: [], inserts: false, empty: true });
});

test("SY7: folding a log of 20,000 updates into one loses no word of it", () => {
  const doc = new Y.Doc();
  const log: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => log.push(update));
  const body = doc.getText("body");
  const below = random(7);
  for (let i = 0; i < 20_000; i++) body.insert(below(body.length + 1), String(i % 10));
  const folded = new Y.Doc();
  Y.applyUpdate(folded, mergeLog(log));
  expect(folded.getText("body").toJSON()).toBe(body.toJSON());
});
