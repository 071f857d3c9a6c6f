/** A document that was written in 20,000 small updates: bursts of typing at many places, with deletions, by four people. */
import * as Y from "yjs";

export const UPDATES = 20_000;
const WRITERS = 4;
const BURST = 25;

export function longDocument(): Uint8Array[] {
  const docs = Array.from({ length: WRITERS }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = 100 + i;
    return doc;
  });
  const updates: Uint8Array[] = [];
  for (const doc of docs) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "other") return;
      updates.push(update);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "other");
    });
  }
  let seed = 7;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  while (updates.length < UPDATES) {
    const body = docs[below(WRITERS)]!.getText("body");
    let at = below(body.length + 1);
    for (let i = 0; i < BURST && updates.length < UPDATES; i++) {
      if (at > 0 && below(12) === 0) body.delete(--at, 1);
      else body.insert(at++, "ابپتجچخد"[below(8)]!);
    }
  }
  return updates;
}
