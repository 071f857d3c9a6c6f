/** Makes the state of a version of what a room holds. Heavy: a document is built, so it runs beside the thread that serves. */
import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { BodyItems } from "../article/yjs-internals/body-items.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { difference, united, type Range } from "../update/ranges.ts";

/** Clocks of one Yjs client that came since the version before. */
export interface NewClocks extends Range {
  readonly client: number;
}

export interface MadeVersion {
  /** An update of format V1 in which nothing is that was deleted before (VE2). */
  readonly state: Uint8Array;
  /** Whether the version before is another. */
  readonly isChanged: boolean;
  readonly inserted: number;
  readonly deleted: number;
  readonly news: readonly NewClocks[];
}

/**
 * @param updates of the room, in any order
 * @param before the state of the version before; null where there is none
 * @throws Error when Yjs cannot read an update
 */
export function makeVersion(updates: readonly Uint8Array[], before: Uint8Array | null): MadeVersion {
  const [doc, earlier] = [docOf(updates), docOf(before ? [before] : [])];
  try {
    const state = Y.encodeStateAsUpdate(doc);
    const [now, then] = [charactersOf(doc), charactersOf(earlier)];
    return {
      state,
      isChanged: !before || !isEqual(state, before),
      inserted: countWithout(now, then),
      deleted: countWithout(then, now),
      news: newsOf(doc, earlier),
    };
  } finally {
    doc.destroy();
    earlier.destroy();
  }
}

/** A document of updates, in any order, of which Yjs has taken out what was deleted. @throws Error when Yjs cannot read one */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

function charactersOf(doc: Y.Doc): ReadonlyMap<number, readonly Range[]> {
  const body = bodyOf(doc);
  const runs = new BodyItems(body, new Landmarks(body)).runsIn(0, body.length);
  const own = Map.groupBy(runs, ({ client }) => client);
  return new Map([...own].map(([client, some]) => [client, united(some.map(({ clock, length }) => ({ clock, end: clock + length })))]));
}

type Characters = ReturnType<typeof charactersOf>;

const countWithout = (some: Characters, others: Characters): number =>
  [...some].reduce(
    (sum, [client, own]) => sum + difference(own, others.get(client) ?? []).reduce((all, { clock, end }) => all + end - clock, 0),
    0,
  );

function newsOf(doc: Y.Doc, earlier: Y.Doc): NewClocks[] {
  const then = Y.decodeStateVector(Y.encodeStateVector(earlier));
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].flatMap(([client, end]) => {
    const clock = then.get(client) ?? 0;
    return clock < end ? [{ client, clock, end }] : [];
  });
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
