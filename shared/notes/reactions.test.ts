import * as prng from "lib0/prng";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { ReactionKind } from "./reaction-kinds.ts";
import { reactionsOf } from "./reactions.ts";
import type { SameAuthor } from "./written.ts";
import { addThread, assign, deleteMessage, readThreads, reply, setReaction } from "./threads.ts";
import { seed } from "../../tests/seed.ts";

const NO_QUOTE = { text: "", prefix: "", suffix: "" };
const copy = (doc: Y.Doc) => {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
};
const exchange = (...docs: Y.Doc[]) => {
  for (let i = 0; i < 2; i++) for (const a of docs) for (const b of docs) if (a !== b) Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
};
const notesWithThread = () => {
  const notes = new Y.Doc();
  return { notes, id: addThread(notes, null, NO_QUOTE, "منبع؟", 1) };
};
const counts = (notes: Y.Doc, same?: SameAuthor) =>
  Object.fromEntries(readThreads(notes, same, 99)[0]!.messages[0].reactions.map(({ kind, by }) => [kind, by.length]));

const entryBy = (client: number, clock: number) =>
  ({ id: `${client}.${clock}`, thread: "1.0", message: "1.0", type: "react", reaction: "👍", client, clock, at: 0 }) as const;
const assigned = (notes: Y.Doc) => readThreads(notes, undefined, 99)[0]!.assigned?.to.member ?? null;

describe("NO30: reactions", () => {
  test("each person has one of each kind, and takes it back", () => {
    const { notes, id } = notesWithThread();
    const other = copy(notes);
    setReaction(notes, id, id, "👍", true, 2);
    setReaction(notes, id, id, "👍", true, 3);
    setReaction(other, id, id, "👍", true, 2);
    setReaction(other, id, id, "👀", true, 2);
    exchange(notes, other);
    expect([counts(notes), counts(other)]).toEqual([
      { "👍": 2, "👀": 1 },
      { "👍": 2, "👀": 1 },
    ]);
    setReaction(other, id, id, "👍", false, 4);
    exchange(notes, other);
    expect(counts(notes)).toEqual({ "👍": 1, "👀": 1 });
  });

  test("the same person at another computer takes it back", () => {
    const { notes, id } = notesWithThread();
    const laptop = copy(notes);
    setReaction(notes, id, id, "✅", true, 2);
    exchange(notes, laptop);
    setReaction(laptop, id, id, "✅", false, 3);
    exchange(notes, laptop);
    expect(counts(notes, () => true)).toEqual({});
    expect(counts(notes)).toEqual({ "✅": 1 });
  });

  test("they stand at their message, and go with it when it is deleted", () => {
    const { notes, id } = notesWithThread();
    reply(notes, id, "ایرنا", 2);
    const answer = readThreads(notes)[0]!.messages[1]!.id;
    setReaction(notes, id, answer, "❤️", true, 3);
    expect(readThreads(notes)[0]!.messages.map(({ reactions }) => reactions.length)).toEqual([0, 1]);
    deleteMessage(notes, id, answer, 4);
    expect(readThreads(notes)[0]!.messages.map(({ reactions }) => reactions.length)).toEqual([0, 0]);
  });

  test("tens of thousands of entries, of one client and of as many, are read in well under a second", () => {
    let asked = 0;
    const same: SameAuthor = (a, b) => {
      asked++;
      return a.client === b.client;
    };
    const count = 20_000;
    expect(
      reactionsOf(
        Array.from({ length: count }, (_, i) => entryBy(7, i)),
        same,
      )[0]!.by,
    ).toHaveLength(1);
    expect(asked).toBeLessThan(2 * count);
    asked = 0;
    expect(
      reactionsOf(
        Array.from({ length: count }, (_, i) => entryBy(i, 0)),
        same,
      )[0]!.by,
    ).toHaveLength(100);
    expect(asked).toBeLessThan(101 * count);
  });
});

describe("NO29: who is to see to a thread", () => {
  test("the last one, by whoever says so; or nobody", () => {
    const { notes, id } = notesWithThread();
    expect(assigned(notes)).toBe(null);
    assign(notes, id, { member: "omid", name: "Omid" }, 2);
    assign(notes, id, { member: "sara", name: "سارا" }, 3);
    expect(readThreads(notes, undefined, 99)[0]!.assigned).toEqual({
      client: notes.clientID,
      clock: expect.any(Number),
      at: 3,
      to: { member: "sara", name: "سارا" },
    });
    assign(notes, id, null, 4);
    expect(assigned(notes)).toBe(null);
  });

  test("NO7: where several assign it at once, everybody has the same, whatever order it came in", () => {
    const { notes, id } = notesWithThread();
    const desks = [notes, copy(notes), copy(notes)];
    desks.forEach((desk, i) => assign(desk, id, { member: `m${i}`, name: `m${i}` }, 10 - i));
    exchange(...desks.toReversed());
    expect(new Set(desks.map(assigned)).size).toBe(1);
  });
});

test(`NO7: reactions and assignments of three desks in any order converge, and nobody's is lost (seed ${seed})`, () => {
  const gen = prng.create(seed);
  for (let run = 0; run < 30; run++) {
    const { notes, id } = notesWithThread();
    const desks = [notes, copy(notes), copy(notes)];
    const last = new Map<string, boolean>();
    for (let step = 0; step < 30; step++) {
      const desk = prng.int32(gen, 0, 2);
      const doc = desks[desk]!;
      if (prng.bool(gen)) {
        const kind: ReactionKind = prng.oneOf(gen, ["👍", "❓"]);
        const on = prng.bool(gen);
        setReaction(doc, id, id, kind, on, step);
        last.set(`${desk} ${kind}`, on);
      } else assign(doc, id, { member: `m${desk}`, name: "x" }, step);
      if (prng.bool(gen)) Y.applyUpdate(prng.oneOf(gen, desks), Y.encodeStateAsUpdate(prng.oneOf(gen, desks)));
    }
    exchange(...desks);
    const [first, ...rest] = desks.map((doc) => JSON.stringify(readThreads(doc, undefined, 99)));
    expect(rest).toEqual([first, first]);
    for (const kind of ["👍", "❓"] as const) {
      const wanted = desks.filter((_, i) => last.get(`${i} ${kind}`) === true).map((doc) => doc.clientID);
      const by = readThreads(notes, undefined, 99)[0]!.messages[0].reactions.find((one) => one.kind === kind)?.by ?? [];
      expect(new Set(by.map(({ client }) => client))).toEqual(new Set(wanted));
    }
  }
});
