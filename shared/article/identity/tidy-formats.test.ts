import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "./article.ts";
import { bodyOf } from "../model/body.ts";
import { tidyFormats } from "../yjs-internals/tidy-formats.ts";
import { seed } from "../../../tests/seed.ts";
import { processorTime } from "../../../tests/processor-time.ts";

const deleted = (doc: Y.Doc): string => JSON.stringify([...Y.createDeleteSetFromStructStore(doc.store).clients].sort(([a], [b]) => a - b));

/** Inserts, deletes or formats somewhere. */
function edit(doc: Y.Doc, gen: prng.PRNG): void {
  const body = bodyOf(doc);
  const at = prng.int31(gen, 0, body.length);
  const length = Math.min(body.length - at, prng.int31(gen, 1, 8));
  const what = prng.int31(gen, 0, 9);
  if (what < 4 || length === 0) body.insert(at, prng.word(gen, 1, 4), prng.bool(gen) ? {} : { bold: true });
  else if (what < 7) body.delete(at, length);
  else body.format(at, length, { [prng.oneOf(gen, ["bold", "italic"])]: prng.bool(gen) ? true : null });
}

test(`AM12: of any changes that come from elsewhere, the formats go that Yjs itself removes, and no others (seed ${seed})`, () => {
  let removed = 0;
  for (let run = 0; run < 60; run++) {
    const gen = prng.create(seed + run);
    const writers = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
    const [plain, ours, untidied] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    tidyFormats(bodyOf(ours));
    untidied.on("afterTransaction", (transaction: Y.Transaction) => (transaction._needFormattingCleanup = false));
    for (let round = 0; round < 12; round++) {
      for (const doc of writers) for (let i = prng.int31(gen, 1, 6); i > 0; i--) edit(doc, gen);
      const updates = writers.map((doc) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(plain)));
      for (const update of updates) {
        for (const doc of [plain, ours, untidied]) {
          bodyOf(doc);
          Y.applyUpdate(doc, update);
        }
        expect(deleted(ours), `seed ${seed + run}`).toBe(deleted(plain));
      }
      for (const doc of writers) for (const update of updates) if (prng.bool(gen)) Y.applyUpdate(doc, update);
    }
    if (deleted(untidied) !== deleted(plain)) removed++;
    expect(bodyOf(ours).toDelta()).toEqual(bodyOf(plain).toDelta());
  }
  expect(removed).toBeGreaterThan(3);
});

/** @returns milliseconds that a reader takes for the deletion of so many pieces */
function took(pieces: number, follow: (doc: Y.Doc) => unknown): number {
  const [writer, reader] = [new Y.Doc(), new Y.Doc()];
  const body = bodyOf(writer);
  body.insert(0, "start");
  body.format(0, 2, { bold: true });
  // From the end, so that no two are one.
  for (let i = 0; i < pieces; i++) body.insert(5, "ab");
  bodyOf(reader);
  follow(reader);
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
  body.delete(5, 2 * pieces);
  const update = Y.encodeStateAsUpdate(writer, Y.encodeStateVector(reader));
  return processorTime(() => Y.applyUpdate(reader, update));
}

test("AM9: the deletion of a text of many pieces takes what Yjs alone takes for many fewer", { tags: "long" }, () => {
  // Yjs alone takes 16 times as long for four times as many.
  expect(took(12_000, articleOf)).toBeLessThan(took(6000, () => undefined) * 4);
});
