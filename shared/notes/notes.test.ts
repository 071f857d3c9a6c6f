import * as prng from "lib0/prng";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { anchorOf, decodeAnchor, encodeAnchor } from "./anchor.ts";
import { resolveAnchors, type Place } from "./resolve-anchors.ts";
import { quoteOf } from "./quote.ts";
import { ENTRIES } from "./entry.ts";
import { ThreadLog } from "./thread-log.ts";
import { sameClient } from "./written.ts";
import { REACTIONS } from "./reaction-kinds.ts";
import {
  addThread,
  assign,
  deleteMessage,
  editMessage,
  readThreads,
  reattach,
  reply,
  restoreMessage,
  setReaction,
  setResolved,
} from "./threads.ts";
import { seed } from "../../tests/seed.ts";

const bodyWith = (text: string) => {
  const body = new Y.Doc().getText("body");
  body.insert(0, text);
  return body;
};
const exchange = (a: Y.Doc, b: Y.Doc) => {
  for (let i = 0; i < 2; i++) {
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  }
};
const copy = (doc: Y.Doc) => {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
};
const where = (body: Y.Text, place: Place) => (place.state === "found" ? body.toJSON().slice(place.from, place.to) : place.state);

/** A body with an anchor on its second word. */
const body = () => {
  const text = bodyWith("شهر کتابخانه دارد");
  const anchor = anchorOf(text, 4, 12);
  return { text, look: () => where(text, resolveAnchors(text, [anchor])[0]!) };
};

describe("anchors", () => {
  test("NO1: what is typed inside is inside, at either edge outside", () => {
    const { text, look } = body();
    expect(look()).toBe("کتابخانه");
    text.insert(12, "‌ای");
    text.insert(4, "یک ");
    expect(look()).toBe("کتابخانه");
    text.insert(11, "\n");
    expect(look()).toBe("کتاب\nخانه");
  });

  test("NO2: part of its text deleted leaves the rest, all of it an orphan where it was", () => {
    const { text, look } = body();
    text.delete(4, 4);
    expect(look()).toBe("خانه");
    text.delete(6, 2);
    expect(look()).toBe("خا");
    text.delete(3, 4);
    expect(look()).toBe("orphan");
  });

  test("NO3: an anchor whose text has not arrived waits, and is no orphan", () => {
    const { text } = body();
    const other = copy(text.doc!);
    const before = Y.encodeStateVector(text.doc!);
    other.getText("body").insert(0, "نو ");
    const anchor = anchorOf(other.getText("body"), 0, 2);
    expect(resolveAnchors(text, [anchor])).toEqual([{ state: "waiting" }]);
    Y.applyUpdate(text.doc!, Y.encodeStateAsUpdate(other, before));
    expect(where(text, resolveAnchors(text, [anchor])[0]!)).toBe("نو");
  });

  test("NO1: a stretch of nothing, or outside the body, is refused", () => {
    expect(() => anchorOf(bodyWith("متن"), 1, 1)).toThrow(/no anchor for 1–1/);
    expect(() => anchorOf(bodyWith("متن"), 1, 9)).toThrow(/body of 3/);
  });

  test("NO4: an anchor is read back as it was written, and bytes that are none are null", () => {
    const anchor = { first: { client: 2 ** 31, clock: 5 }, last: { client: 7, clock: 2 ** 33 } };
    expect(decodeAnchor(encodeAnchor(anchor))).toEqual(anchor);
    expect([decodeAnchor("x"), decodeAnchor(Uint8Array.of(255)), decodeAnchor(undefined)]).toEqual([null, null, null]);
  });

  test(`NO5: one walk finds what Yjs' relative positions find, on any history (seed ${seed})`, () => {
    const gen = prng.create(seed);
    for (let run = 0; run < 60; run++) {
      const docs = [new Y.Doc(), new Y.Doc()];
      docs[0]!.getText("body").insert(0, "abcdefghijklmnopqrstuvwxyz");
      exchange(docs[0]!, docs[1]!);
      const text = docs[0]!.getText("body");
      const pairs = Array.from({ length: 8 }, () => {
        const from = prng.int31(gen, 0, 24);
        const to = prng.int31(gen, from + 1, 26);
        return {
          anchor: anchorOf(text, from, to),
          first: Y.createRelativePositionFromTypeIndex(text, from, 0),
          last: Y.createRelativePositionFromTypeIndex(text, to, -1),
        };
      });
      for (let step = 0; step < 30; step++) {
        const body = prng.oneOf(gen, docs).getText("body");
        const at = prng.int31(gen, 0, body.length);
        if (prng.bool(gen)) body.insert(at, prng.word(gen, 1, 4), prng.bool(gen) ? { bold: true } : undefined);
        else if (at < body.length) body.delete(at, Math.min(body.length - at, prng.int31(gen, 1, 6)));
        if (prng.int31(gen, 0, 4) === 0) exchange(docs[0]!, docs[1]!);
      }
      exchange(docs[0]!, docs[1]!);
      const places = resolveAnchors(
        text,
        pairs.map(({ anchor }) => anchor),
      );
      pairs.forEach(({ first, last }, i) => {
        const from = Y.createAbsolutePositionFromRelativePosition(first, text.doc!)!.index;
        const to = Y.createAbsolutePositionFromRelativePosition(last, text.doc!)!.index;
        const place = places[i]!;
        if (from < to) expect(place).toEqual({ state: "found", from, to });
        else expect(place.state).toBe("orphan");
      });
    }
  });
});

/** Notes with one thread of one message. */
const start = () => {
  const body = bodyWith("شهر کتابخانه دارد");
  const notes = new Y.Doc();
  const id = addThread(notes, anchorOf(body, 0, 3), quoteOf(body.toJSON(), 0, 3), "کدام شهر؟", 1000);
  return { notes, id };
};
const only = (notes: Y.Doc) => {
  const [thread, ...more] = readThreads(notes);
  expect(more).toEqual([]);
  return thread!;
};
const first = (notes: Y.Doc) => only(notes).messages[0];

describe("threads", () => {
  test("NO6: a thread is read as it was written; its author is the client that wrote it", () => {
    const { notes, id } = start();
    const other = copy(notes);
    reply(other, id, "همدان", 2000);
    exchange(notes, other);
    expect(only(notes)).toMatchObject({ id, resolved: null, attached: null, quote: { text: "شهر", prefix: "", suffix: " کتابخانه دارد" } });
    expect(only(notes).messages.map(({ text, client, at, edited }) => [text, client, at, edited])).toEqual([
      ["کدام شهر؟", notes.clientID, 1000, false],
      ["همدان", other.clientID, 2000, false],
    ]);
  });

  test("NO7: two replies at once are both there, and all see the same of two edits at once", () => {
    const { notes, id } = start();
    const other = copy(notes);
    reply(notes, id, "الف", 2000);
    reply(other, id, "ب", 2000);
    editMessage(notes, id, id, "یک", 3000);
    editMessage(other, id, id, "دو", 3000);
    exchange(notes, other);
    expect(only(other)).toEqual(only(notes));
    expect(
      only(notes)
        .messages.slice(1)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(["الف", "ب"].sort());
    expect(first(notes)).toMatchObject({ text: "یک", edited: true, claims: [{ client: other.clientID, text: "دو" }] });
  });

  test("NO14: a message says what its author last wrote; what another makes of it stands beside it until they take it back", () => {
    const { notes, id } = start();
    editMessage(notes, id, id, "کدام شهر است؟", 1500);
    const other = copy(notes);
    deleteMessage(other, id, id, 2000);
    exchange(notes, other);
    expect(first(notes)).toMatchObject({
      text: "کدام شهر است؟",
      deleted: false,
      claims: [{ client: other.clientID, at: 2000, text: null }],
    });
    restoreMessage(other, id, id, 2500);
    exchange(notes, other);
    expect(first(notes).claims).toEqual([]);
  });

  test("NO14: whose two entries are is asked of whoever knows the members behind the clients", () => {
    const { notes, id } = start();
    const laptop = copy(notes);
    editMessage(laptop, id, id, "از خانه", 2000);
    exchange(notes, laptop);
    expect(readThreads(notes, () => true)[0]!.messages[0]).toMatchObject({ text: "از خانه", edited: true, claims: [] });
    expect(first(notes)).toMatchObject({ text: "کدام شهر؟", claims: [{ text: "از خانه" }] });
  });

  test("NO15: a deleted message leaves its place to those that answer it, comes back whole, and the last takes the thread along", () => {
    const { notes, id } = start();
    const other = copy(notes);
    deleteMessage(notes, id, id, 1500);
    expect(readThreads(notes)).toEqual([]);
    reply(other, id, "همدان", 2000);
    exchange(notes, other);
    expect(only(notes).messages.map(({ text, deleted }) => [text, deleted])).toEqual([
      ["", true],
      ["همدان", false],
    ]);
    restoreMessage(notes, id, id, 2500);
    expect(first(notes)).toMatchObject({ text: "کدام شهر؟", deleted: false });
  });

  test("NO8, NO16: a resolved thread says who resolved it, and an answer opens it again", () => {
    const { notes, id } = start();
    const other = copy(notes);
    setResolved(other, id, true, 2000);
    exchange(notes, other);
    expect(only(notes).resolved).toMatchObject({ client: other.clientID, at: 2000 });
    reply(notes, id, "هنوز نه", 3000);
    expect(only(notes).resolved).toBe(null);
    setResolved(notes, id, true, 4000);
    setResolved(notes, id, false, 5000);
    expect(only(notes).resolved).toBe(null);
  });

  test("NO10, NO16: a thread can be fastened elsewhere, and says so where another than its author did it", () => {
    const { notes, id } = start();
    const anchor = { first: { client: 1, clock: 1 }, last: { client: 1, clock: 2 } };
    reattach(notes, id, anchor, { text: "نو", prefix: "", suffix: "" }, 2000);
    expect(only(notes)).toMatchObject({ anchor, quote: { text: "نو" }, attached: null });
    const other = copy(notes);
    reattach(other, id, anchor, { text: "دیگر", prefix: "", suffix: "" }, 3000);
    exchange(notes, other);
    expect(only(notes)).toMatchObject({ quote: { text: "دیگر" }, attached: { client: other.clientID, before: "شهر" } });
  });
});

/** Does something to the notes, also what no window does. */
function act(gen: prng.PRNG, notes: Y.Doc): void {
  const threads = readThreads(notes);
  const array = notes.getArray<unknown>(ENTRIES);
  if (threads.length === 0 || prng.int31(gen, 0, 4) === 0) {
    const text = bodyWith("الف ب");
    return void addThread(notes, anchorOf(text, 0, 1), quoteOf("الف ب", 0, 1), prng.word(gen), 5);
  }
  const { id, messages } = prng.oneOf(gen, threads);
  const message = prng.oneOf(gen, [...messages]).id;
  switch (prng.int31(gen, 0, 9)) {
    case 0:
      return editMessage(notes, id, message, prng.word(gen), 6);
    case 1:
      return deleteMessage(notes, id, message, 7);
    case 2:
      return restoreMessage(notes, id, message, 8);
    case 3:
      return setResolved(notes, id, prng.bool(gen), 9);
    case 4:
      return array.insert(prng.int31(gen, 0, array.length - 1), [{ type: "reply", thread: id, text: "میان", at: 1 }]);
    case 5:
      return array.delete(prng.int31(gen, 0, array.length - 1), 1);
    case 6:
      return setReaction(notes, id, message, prng.oneOf(gen, [...REACTIONS]), prng.bool(gen), 11);
    case 7:
      return assign(notes, id, prng.bool(gen) ? { member: prng.word(gen, 1, 2), name: "x" } : null, 12);
    default:
      return reply(notes, id, prng.word(gen), 10);
  }
}

describe("the log of threads", () => {
  test("NO26: one more entry makes one thread anew, and no other", () => {
    const { notes, id } = start();
    const body = bodyWith("یک دو");
    const second = addThread(notes, anchorOf(body, 0, 2), quoteOf("یک دو", 0, 2), "دومی", 2000);
    const log = new ThreadLog(notes);
    const before = log.threads(sameClient);
    reply(notes, id, "پاسخ", 3000);
    const after = log.threads(sameClient);
    expect([after[0]!.messages.length, after[1]!.id, after[1] === before[1]]).toEqual([2, second, true]);
  });

  test(`NO7, NO26: what the log follows is what is read anew, in any weather (seed ${seed})`, () => {
    const gen = prng.create(seed);
    for (let run = 0; run < 25; run++) {
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      const logs = docs.map((doc) => new ThreadLog(doc));
      for (let step = 0; step < 40; step++) {
        const doc = prng.oneOf(gen, docs);
        act(gen, doc);
        if (prng.int31(gen, 0, 2) === 0) Y.applyUpdate(prng.oneOf(gen, docs), Y.encodeStateAsUpdate(doc));
        logs.forEach((log, i) => expect(log.threads(sameClient)).toEqual(new ThreadLog(docs[i]!).threads(sameClient)));
      }
      for (const a of docs) for (const b of docs) Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
      for (const log of logs) expect(log.threads(sameClient)).toEqual(logs[0]!.threads(sameClient));
    }
  });
});
