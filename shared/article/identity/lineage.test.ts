import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../model/body.ts";
import type { CharacterId } from "../model/character-id.ts";
import { Lineage, type Descendant } from "./lineage.ts";
import { seed } from "../../../tests/seed.ts";

const LETTERS = 200;

const order = (a: Descendant, b: Descendant): number => a.offset - b.offset || a.run.clock - b.run.clock || a.distance - b.distance;

test(`LN1: what was recorded copy by copy is found as by a replica that reads all of it at once (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const doc = new Y.Doc();
  doc.clientID = 1;
  const body = bodyOf(doc);
  body.insert(0, "x".repeat(LETTERS));
  const lineage = new Lineage(doc);
  const idAt = (index: number): CharacterId => Y.createRelativePositionFromTypeIndex(body, index).item!;
  const everything = (of: Lineage) => {
    const clocks = Array.from({ length: Y.getState(doc.store, 1) }, (_, clock) => ({ client: 1, clock }));
    return [of.descendantsOf({ client: 1, clock: 0, length: LETTERS }).sort(order), clocks.map((id) => of.ancestorsOf(id))];
  };
  for (let i = 0; i < 60; i++) {
    doc.transact(() => {
      const from = prng.int31(gen, 0, body.length - 3);
      const ancestor = idAt(from);
      // One that moved before may be moved on in part, or again as a whole.
      const length = [1, 2].every((next) => idAt(from + next).clock === ancestor.clock + next) ? 3 : 1;
      const clock = Y.getState(doc.store, 1);
      body.delete(from, length);
      body.insert(prng.int31(gen, 0, body.length), "x".repeat(length));
      lineage.record([{ client: 1, clock, length, ancestors: [ancestor] }], prng.oneOf(gen, ["rewritten", "pasted", "copied"]));
    });
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
    expect(everything(lineage)).toEqual(everything(new Lineage(replica)));
  }
});
