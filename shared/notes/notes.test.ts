import * as prng from "lib0/prng";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { anchorOf, decodeAnchor, encodeAnchor, resolveAnchors, type Place } from "./anchor.ts";
import { findQuote, quoteOf } from "./quote.ts";
import { addThread, deleteMessage, editMessage, readThreads, reattach, reply, setResolved, THREADS } from "./threads.ts";

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

  test("NO2: an orphan whose text undo brought back here is found again", () => {
    const { text, look } = body();
    const undo = new Y.UndoManager(text);
    text.delete(0, text.length);
    expect(look()).toBe("orphan");
    undo.undo();
    expect(look()).toBe("کتابخانه");
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

  const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));
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
      const places = resolveAnchors(text, pairs.map(({ anchor }) => anchor));
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

describe("quotes", () => {
  test("NO5: a quote is found where it stands once, or where its surroundings agree", () => {
    const text = "آب کم است. آب زیاد است. آب هست.";
    const second = quoteOf(text, 11, 13);
    expect(findQuote(text, second)).toBe(11);
    expect(findQuote("چیز دیگر", second)).toBe(null);
    expect(findQuote("فقط آب", second)).toBe(4);
    expect(findQuote("آب آب", second)).toBe(null);
  });
});

/** Notes with one thread of one message. */
const start = () => {
  const body = bodyWith("شهر کتابخانه دارد");
  const notes = new Y.Doc();
  const id = addThread(notes, anchorOf(body, 0, 3), quoteOf(body.toJSON(), 0, 3), "کدام شهر؟", 1000);
  return { notes, id };
};

describe("threads", () => {
  test("NO6: a thread is read as it was written; its author is the client that wrote it", () => {
    const { notes, id } = start();
    const other = copy(notes);
    reply(other, id, "همدان", 2000);
    exchange(notes, other);
    const [thread] = readThreads(notes);
    expect(thread).toMatchObject({ id, client: notes.clientID, resolved: false, quote: { text: "شهر", prefix: "", suffix: " کتابخانه دارد" } });
    expect(thread!.messages.map(({ text, client, at, edited }) => [text, client, at, edited])).toEqual([
      ["کدام شهر؟", notes.clientID, 1000, null],
      ["همدان", other.clientID, 2000, null],
    ]);
  });

  test("NO7: two replies at once are both there, two edits of one message leave one whole", () => {
    const { notes, id } = start();
    const other = copy(notes);
    reply(notes, id, "الف", 2000);
    reply(other, id, "ب", 2000);
    const message = readThreads(notes)[0]!.messages[0]!.id;
    editMessage(notes, id, message, "یک");
    editMessage(other, id, message, "دو");
    exchange(notes, other);
    const [thread] = readThreads(notes);
    expect(readThreads(other)).toEqual([thread]);
    expect(thread!.messages.slice(1).map(({ text }) => text).sort()).toEqual(["الف", "ب"].sort());
    expect(["یک", "دو"]).toContain(thread!.messages[0]!.text);
  });

  test("NO6: a message with other words than its first says who wrote them, also its own writer", () => {
    const { notes, id } = start();
    const message = readThreads(notes)[0]!.messages[0]!.id;
    editMessage(notes, id, message, "کدام شهر است؟");
    expect(readThreads(notes)[0]!.messages[0]).toMatchObject({ text: "کدام شهر است؟", edited: { client: notes.clientID } });
    const other = copy(notes);
    editMessage(other, id, message, "کجا؟");
    exchange(notes, other);
    expect(readThreads(copy(notes))[0]!.messages[0]!.edited?.client).toBe(other.clientID);
  });

  test("NO8: an answer opens a resolved thread again", () => {
    const { notes, id } = start();
    setResolved(notes, id, true);
    expect(readThreads(notes)[0]!.resolved).toBe(true);
    reply(notes, id, "هنوز نه", 3000);
    expect(readThreads(notes)[0]!.resolved).toBe(false);
  });

  test("NO7: a message taken away while it is answered leaves the answer", () => {
    const { notes, id } = start();
    const other = copy(notes);
    deleteMessage(notes, id, readThreads(notes)[0]!.messages[0]!.id);
    expect(readThreads(notes)).toEqual([]);
    reply(other, id, "همدان", 2000);
    exchange(notes, other);
    expect(readThreads(notes)[0]!.messages.map(({ text }) => text)).toEqual(["همدان"]);
  });

  test("NO9: what another program wrote wrongly hides nothing else", () => {
    const { notes, id } = start();
    const threads = notes.getMap(THREADS);
    threads.set("a", 5);
    threads.set("b", new Y.Map([["messages", "none"]]));
    const broken = new Y.Map<unknown>();
    threads.set("c", broken);
    const messages = new Y.Array<unknown>();
    broken.set("messages", messages);
    messages.push([7, new Y.Map([["text", 3]]), new Y.Map([["text", "هست"]])]);
    expect(readThreads(notes).map((thread) => [thread.id, thread.messages.length, thread.anchor === null])).toEqual([
      ["c", 1, true],
      [id, 1, false],
    ]);
  });

  test("NO10: a thread can be fastened elsewhere; one that is not there is refused", () => {
    const { notes, id } = start();
    const anchor = { first: { client: 1, clock: 1 }, last: { client: 1, clock: 2 } };
    reattach(notes, id, anchor, { text: "نو", prefix: "", suffix: "" });
    expect(readThreads(notes)[0]).toMatchObject({ anchor, quote: { text: "نو" } });
    expect(() => reply(notes, "nowhere", "", 0)).toThrow(/no thread nowhere/);
  });
});
