import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ClockSet } from "../../shared/update/clock-set.ts";
import { Merged } from "../../shared/update/merge.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { seed } from "../seed.ts";

/** Random whole numbers below `limit`, the same for the same seed (a linear congruential generator). */
function random(start: number): (limit: number) => number {
  let state = start;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Updates of three people who write at once and hear of each other now and then. */
function written(below: (limit: number) => number, steps: number): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "other") updates.push(update);
    });
    return doc;
  });
  for (let step = 0; step < steps; step++) {
    const doc = docs[below(3)]!;
    const body = doc.getText("body");
    const at = below(body.length + 1);
    switch (below(6)) {
      case 0:
        if (at < body.length) body.delete(at, Math.min(1 + below(4), body.length - at));
        break;
      case 1:
        if (at < body.length) body.format(at, 1, { bold: below(2) === 0 || null });
        break;
      case 2:
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[below(3)]!), "other");
        break;
      default:
        body.insert(at, "ا😀\nب".slice(0, 1 + below(4)).toWellFormed());
    }
  }
  return updates;
}

const sorted = (vector: Uint8Array): unknown => [...Y.decodeStateVector(vector)].sort(([a], [b]) => a - b);
const knownOf = ({ clocks, deleted }: Merged): ClockSet => new ClockSet(clocks, deleted);
const vectorOf = (merged: Merged): unknown => sorted(knownOf(merged).stateVector(new Map()));

/** Everything that a document shows and knows. */
function seen(updates: readonly Uint8Array[]): { readonly text: unknown; readonly vector: unknown } {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return { text: doc.getText("body").toDelta(), vector: sorted(Y.encodeStateVector(doc)) };
}

describe(`merging for newcomers (seed ${seed})`, () => {
  test(
    "SY7: whatever of a log is there, in any order and more than once, a newcomer gets what the updates give one by one",
    { tags: "long" },
    () => {
      const below = random(seed);
      for (let round = 0; round < 300; round++) {
        const all = written(below, 1 + below(40));
        const some = all.filter(() => below(8) > 0);
        const compacted = below(some.length + 1);
        const log = [...(below(2) === 0 ? [compactUpdates(some.slice(0, compacted))] : []), ...some.slice(compacted)];
        if (below(3) === 0) {
          for (let i = log.length - 1; i > 0; i--) {
            const other = below(i + 1);
            [log[i], log[other]] = [log[other]!, log[i]!];
          }
        }
        for (let repeats = below(4); repeats > 0 && log.length > 0; repeats--) log.push(log[below(log.length)]!);
        const merged = new Merged(log);
        // Given one by one in disorder, Yjs tries what waits again only when more comes: give them all again.
        expect(seen([merged.update])).toEqual(seen([...log, ...log, ...log]));
        // Also what waits for something else: the room has it, and need not be sent it again.
        expect(vectorOf(merged)).toEqual(log.length === 0 ? [] : sorted(Y.encodeStateVectorFromUpdate(Y.mergeUpdates(log))));
        // What was missing comes later, and finds what waited for it.
        expect(seen([merged.update, ...all])).toEqual(seen(all));
        expect(seen([merged.update, compactUpdates(all)])).toEqual(seen(all));
      }
    },
  );

  test("SY7: part of it, by a reader's state vector, is what Yjs would send", () => {
    const below = random(seed + 1);
    for (let round = 0; round < 200; round++) {
      const log = written(below, 40);
      const reader = new Y.Doc();
      for (const update of log.slice(0, below(log.length + 1))) Y.applyUpdate(reader, update);
      Y.applyUpdate(reader, Y.diffUpdate(new Merged(log).update, Y.encodeStateVector(reader)));
      expect(reader.getText("body").toDelta()).toEqual(seen(log).text);
    }
  });

  test("SY9: news is what a document would learn something from", () => {
    const below = random(seed + 2);
    let news = 0;
    for (let round = 0; round < 300; round++) {
      const log = written(below, 30);
      if (log.length === 0) continue;
      const known = log.slice(0, below(log.length + 1));
      const doc = new Y.Doc();
      for (const update of known) Y.applyUpdate(doc, update);
      const before = Y.encodeStateAsUpdate(doc);
      const update = log[below(log.length)]!;
      Y.applyUpdate(doc, update);
      const learnt = !Buffer.from(before).equals(Y.encodeStateAsUpdate(doc));
      expect(knownOf(new Merged(known)).lacks(readUpdate(update))).toBe(learnt);
      if (learnt) news++;
    }
    expect(news).toBeGreaterThan(30);
  });

  test("SY7: structs that overlap in part are merged struct by struct", () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    doc.getText("body").insert(0, "abcdef");
    const whole = Y.encodeStateAsUpdate(doc);
    doc.getText("body").insert(6, "ghi");
    const middle = Y.diffUpdate(Y.encodeStateAsUpdate(doc), Y.encodeStateVector(new Map([[1, 3]])));
    const merged = new Merged([whole, middle]);
    expect(seen([merged.update])).toEqual(seen([Y.encodeStateAsUpdate(doc)]));
    expect([vectorOf(merged), knownOf(merged).lacks(readUpdate(whole)), knownOf(merged).lacks(readUpdate(middle))]).toEqual([
      [[1, 9]],
      false,
      false,
    ]);
  });

  test("SY7: an update that was stored under older checks is still served", () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    doc.getText("body").insert(0, "abc");
    // A client ID beyond 32 bits, which is refused now.
    const wide = Uint8Array.of(1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0, 4, 1, 1, 97, 1, 120, 0);
    const merged = new Merged([Y.encodeStateAsUpdate(doc), wide]);
    expect(seen([merged.update])).toEqual(seen([Y.encodeStateAsUpdate(doc), wide]));
    expect(knownOf(merged).lacks(readUpdate(Y.encodeStateAsUpdate(doc)))).toBe(false);
  });
});
