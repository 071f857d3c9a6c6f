import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readUpdate, UpdateError } from "../../shared/update/scan.ts";
import { ClockSet } from "../../shared/update/clock-set.ts";
import { Merged } from "../../shared/update/merge.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { structOf } from "./structs.ts";

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

test("SY4: whatever flipped bytes make of an update, it is refused when it arrives, or harms no room", () => {
  const { all, each } = samples();
  const below = random(2024);
  let [refused, taken] = [0, 0];
  const { clocks, deleted } = new Merged([all]);
  const known = new ClockSet(clocks, deleted);
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
    known.lacks(readUpdate(update));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, compactUpdates([all, update]));
    expect(doc.getText("body").toJSON()).toBeTypeOf("string");
    taken++;
  }
  expect(Math.min(refused, taken)).toBeGreaterThan(1000);
});

test("SY4: an update that stands whole is read for whose it is and whether it inserts", () => {
  const { all, each } = samples();
  expect(readUpdate(all)).toEqual({
    clients: [7],
    inserts: true,
    empty: false,
    stretches: [{ client: 7, clock: 0, end: 25 }],
    deletions: expect.any(Array),
  });
  expect(readUpdate(each.at(-2)!)).toMatchObject({
    clients: [],
    inserts: false,
    empty: false,
    stretches: [],
    deletions: [{ client: 7, clock: 0, end: 2 }, { clock: 15 }, { clock: 20 }],
  });
  expect(readUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual({
    clients: [],
    inserts: false,
    empty: true,
    stretches: [],
    deletions: [],
  });
});

test("SY7: compacting a log of 20,000 updates into one loses no word of it", () => {
  const doc = new Y.Doc();
  const log: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => log.push(update));
  const body = doc.getText("body");
  const below = random(7);
  for (let i = 0; i < 20_000; i++) body.insert(below(body.length + 1), String(i % 10));
  const compacted = new Y.Doc();
  Y.applyUpdate(compacted, compactUpdates(log));
  expect(compacted.getText("body").toJSON()).toBe(body.toJSON());
});

/** An update of one struct at the start of `body`, by client 1 unless told otherwise. */
const struct = (kind: number, write: (encoder: encoding.Encoder) => void, client = 1): Uint8Array =>
  structOf(client, 0, (encoder) => {
    encoding.writeUint8(encoder, kind);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, "body");
    write(encoder);
  });

/** An update of one text, by client 1 at `clock`, behind something of client 9 that is not there. */
const behind = (clock: number, reference: number): Uint8Array =>
  structOf(1, clock, (encoder) => {
    encoding.writeUint8(encoder, 0x84);
    for (const number of [9, reference]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "x");
  });

const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const document = (options: Record<string, unknown>) => (encoder: encoding.Encoder) => {
  encoding.writeVarString(encoder, "guid");
  encoding.writeAny(encoder, options as Record<string, null>);
};

test.each<[string, Uint8Array]>([
  ["an embedded value deeper than a writer's stack", struct(5, (encoder) => encoding.writeVarString(encoder, deep(20_000)))],
  [
    "a format deeper than a writer's stack",
    struct(6, (encoder) => ["bold", deep(20_000)].forEach((text) => encoding.writeVarString(encoder, text))),
  ],
  ["a document whose id is no text", struct(9, document({ guid: { toString: 1 } }))],
  [
    "a value that takes another's prototype",
    struct(8, (encoder) => {
      encoding.writeVarUint(encoder, 1);
      // {"__proto__": bytes}: a writer would take it for bytes.
      encoding.writeUint8Array(encoder, Uint8Array.of(118, 1, 9, ...new TextEncoder().encode("__proto__"), 116, 0));
    }),
  ],
  ["a client ID that SQLite cannot hold", struct(4, (encoder) => encoding.writeVarString(encoder, "x"), 2 ** 52)],
])("SY4: %s is refused, though Yjs could read it", (_, update) => {
  expect(Y.decodeUpdate(update).structs).toHaveLength(1);
  expect(() => readUpdate(update)).toThrow(UpdateError);
});

test.each([
  ["out of order", Uint8Array.of(0, 1, 1, 2, 9, 1, 5, 1)],
  ["over each other", Uint8Array.of(0, 1, 1, 2, 5, 3, 6, 1)],
  ["of one client in two places", Uint8Array.of(0, 2, 1, 1, 9, 1, 1, 1, 5, 1)],
])("SY4: deletions %s, which Yjs could not keep waiting, are refused", (_, update) => {
  expect(Y.decodeUpdate(update).ds.clients.size).toBe(1);
  expect(() => readUpdate(update)).toThrow(UpdateError);
});

test("SY4: a clock that nobody reaches is refused: it would spoil what of others waits beside it", () => {
  const far = 2 ** 53 - 1;
  const waiting = behind(1, far);
  expect(() => readUpdate(waiting)).toThrow(/reference to clock 9007199254740991/);
  for (const update of [behind(2 ** 31, 1), behind(far, 1), Uint8Array.of(0, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1)]) {
    expect(() => readUpdate(update)).toThrow(UpdateError);
  }
  // A number of nine bytes, which is beyond all that can be counted.
  expect(() => readUpdate(Uint8Array.of(0, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1))).toThrow(/out of range/);
  expect(readUpdate(behind(2 ** 31 - 3, 2 ** 31 - 1)).clients).toEqual([1]);
});

test("SY4: values and documents as Yjs writes them are taken", () => {
  const doc = new Y.Doc();
  doc.getText("body").insertEmbed(0, JSON.parse(deep(100)) as object);
  doc.getMap("meta").set("inner", new Y.Doc({ gc: false, autoLoad: true, meta: { title: "x" } }));
  doc.clientID = 2 ** 32 - 1;
  doc.getText("body").insert(0, "x");
  expect(readUpdate(Y.encodeStateAsUpdate(doc)).clients).toHaveLength(2);
});
