/** What somebody who may write notes tries with them: against the relay, and against those who read what it took. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { ENTRIES, LONGEST_MESSAGE } from "../../shared/notes/entry.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import { addThread, deleteMessage, editMessage, readThreads, reply, setResolved } from "../../shared/notes/threads.ts";
import { TestPeer, ROOM, TestRooms, turn } from "../relay/room-fixture.ts";

const NOTES = `${ROOM}/notes`;
const NOW = Date.UTC(2026, 0, 1);

function noteIn(notes: Y.Doc, text = "کدام شهر؟"): string {
  const body = new Y.Doc().getText("body");
  body.insert(0, "شهر کتابخانه دارد");
  return addThread(notes, anchorOf(body, 0, 3), quoteOf(body.toJSON(), 0, 3), text, NOW);
}

/** Notes with one thread, and the array that an attacker writes into by hand. */
function attacked() {
  const notes = new Y.Doc();
  const id = noteIn(notes);
  const forge = (...entries: unknown[]) => notes.getArray(ENTRIES).push(entries);
  const read = () => readThreads(notes, undefined, NOW);
  return { notes, id, forge, read };
}

/** A room of notes with one note of Sara's, and an attacker who has it. */
const meet = async () => {
  const site = new TestRooms();
  const [sara, mallory, omid] = ["sara", "mallory", "omid"].map((name) => new TestPeer(site, name, { room: NOTES })) as [
    TestPeer,
    TestPeer,
    TestPeer,
  ];
  const id = noteIn(sara.doc);
  await turn();
  await turn();
  expect(readThreads(mallory.doc)).toHaveLength(1);
  return { site, sara, mallory, omid, id };
};

describe("a commenter at the relay", () => {
  test("NO13: who deletes another's note from the document is refused, and it stands for everybody else", async () => {
    const { mallory, omid, site } = await meet();
    const committed = site.committed.length;
    mallory.doc.getArray(ENTRIES).delete(0, 1);
    await turn();
    expect(mallory.count("denied")).toBe(1);
    expect([site.committed.length, readThreads(omid.doc).length]).toEqual([committed, 1]);
    expect(readThreads(new TestPeer(site, "reza", { room: NOTES }).doc)).toHaveLength(1);
  });

  test("NO13: who goes on deleting is closed", async () => {
    const { mallory } = await meet();
    for (let i = 0; i < 25; i++) {
      mallory.doc.getArray(ENTRIES).push([i]);
      mallory.doc.getArray(ENTRIES).delete(mallory.doc.getArray(ENTRIES).length - 1, 1);
    }
    await turn();
    expect(mallory.closed?.code).toBe(4403);
  });

  test("NO13: a deletion hidden in a step 2, or beside an honest note, is refused with it", async () => {
    const { mallory, omid, site } = await meet();
    mallory.doc.transact(() => {
      mallory.doc.getArray(ENTRIES).delete(0, 1);
      noteIn(mallory.doc, "بی‌گناه");
    });
    mallory.say({ type: "update", update: Y.encodeStateAsUpdate(mallory.doc), reply: true });
    await turn();
    expect(readThreads(omid.doc).map(({ messages }) => messages[0].text)).toEqual(["کدام شهر؟"]);
    await expect(site.rooms.apply(NOTES, Y.encodeStateAsUpdate(mallory.doc), { member: "mallory", unconfirmed: false })).rejects.toThrow(
      /nothing is deleted/,
    );
  });

  test("NO14: who rewrites another's note is quoted beside it", async () => {
    const { mallory, omid, id } = await meet();
    editMessage(mallory.doc, id, id, "منتشر شود.", NOW);
    await turn();
    await turn();
    expect(readThreads(omid.doc)[0]!.messages[0]).toMatchObject({
      text: "کدام شهر؟",
      edited: false,
      claims: [{ client: mallory.doc.clientID, text: "منتشر شود." }],
    });
  });
});

describe("who reads hostile notes", () => {
  test("NO14: a deletion by another strikes nothing", () => {
    const { notes, id, read } = attacked();
    const mallory = new Y.Doc();
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(notes));
    deleteMessage(mallory, id, id, NOW);
    Y.applyUpdate(notes, Y.encodeStateAsUpdate(mallory));
    expect(read()[0]!.messages[0]).toMatchObject({ text: "کدام شهر؟", deleted: false, claims: [{ client: mallory.clientID, text: null }] });
  });

  test("NO16: who resolves another's thread is named", () => {
    const { notes, id, read } = attacked();
    const mallory = new Y.Doc();
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(notes));
    setResolved(mallory, id, true, NOW);
    Y.applyUpdate(notes, Y.encodeStateAsUpdate(mallory));
    expect(read()[0]!.resolved).toMatchObject({ client: mallory.clientID });
  });

  test("NO14: an entry that claims another's id is the one its own place makes it", () => {
    const { id, forge, read, notes } = attacked();
    forge({ id, client: 1, clock: 0, thread: id, type: "reply", text: "من سارا هستم", at: NOW });
    const [, answer] = read()[0]!.messages;
    expect([answer!.id === id, answer!.client]).toEqual([false, notes.clientID]);
  });

  test("NO15: answers to a note that is not there stand with a stub before them", () => {
    const { forge, read } = attacked();
    forge({ type: "reply", thread: "77.0", text: "پاسخ", at: NOW });
    expect(read()[1]!.messages.map(({ text, missing }) => [text, missing])).toEqual([
      ["", true],
      ["پاسخ", false],
    ]);
  });

  test.each([1e300, -1, Number.NaN, Infinity, -Infinity, 8.64e15 + 1, NOW + 1e9, "x", null, 2n ** 60n, {}, 0.5])(
    "NO9: a note of the time %s has one that every calendar can show, and none after now",
    (at) => {
      const { forge, read } = attacked();
      forge({ type: "thread", text: "کی؟", at });
      const time = read()[1]!.messages[0].at;
      expect(time).toBeGreaterThanOrEqual(0);
      expect(time).toBeLessThanOrEqual(NOW);
      expect(() => new Date(time).toISOString()).not.toThrow();
    },
  );

  test("NO9: values of strange types, at the place of an entry or in one, hide nothing and throw nothing", () => {
    const { forge, read, id } = attacked();
    const strange = [
      null,
      undefined,
      7,
      -0,
      true,
      "x",
      [],
      [[]],
      {},
      new Uint8Array(9),
      2n ** 62n,
      { type: "thread" },
      { type: {} },
      { type: "toString" },
    ];
    forge(...strange.filter((value) => value !== undefined && typeof value !== "bigint"));
    for (const value of strange) {
      for (const type of ["thread", "reply", "edit", "delete", "restore", "resolve", "reopen", "attach"]) {
        for (const name of ["text", "anchor", "quote", "prefix", "thread", "message", "at", "type"])
          forge({ type, thread: id, message: id, text: "ب", [name]: value });
      }
    }
    expect(read()[0]!.id).toBe(id);
    expect(() => JSON.stringify(read())).not.toThrow();
    for (const { messages, quote } of read()) {
      for (const { text } of messages) expect(typeof text).toBe("string");
      expect(typeof quote.text).toBe("string");
    }
  });

  test("NO9: entries of other kinds of content, and types inside the array, are passed over", () => {
    const { notes, read } = attacked();
    const array = notes.getArray<unknown>(ENTRIES);
    array.push([new Y.Map([["type", "thread"]]), new Y.Text("متن"), new Y.Array(), new Uint8Array(5), new Y.Doc()]);
    expect(read()).toHaveLength(1);
  });

  test("NO9: a prototype is no field of an entry", () => {
    const { forge, read } = attacked();
    forge(Object.create({ type: "thread", text: "از نیا", at: NOW }), JSON.parse('{"__proto__":{"type":"thread","text":"x"}}'));
    expect(read()).toHaveLength(1);
  });

  test("NO9: a text of 10 MB, and a quote of 10 MB, are shown in part", () => {
    const { forge, read } = attacked();
    const long = "ا".repeat(10_000_000);
    forge({ type: "thread", text: long, quote: long, prefix: long, suffix: long, at: NOW });
    const [
      ,
      {
        messages: [{ text }],
        quote,
      },
    ] = read() as [unknown, ReturnType<typeof read>[number]];
    expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE + 1);
    expect(quote.text.length + quote.prefix.length + quote.suffix.length).toBeLessThan(2100);
  });

  test("NO9: of 100,000 answers the first message and the newest are shown, and how many are not", () => {
    const { notes, id, forge, read } = attacked();
    forge(...Array.from({ length: 100_000 }, (_, i) => ({ type: "reply", thread: id, text: String(i), at: NOW })));
    const [thread] = read();
    expect([thread!.messages.length + thread!.left, thread!.messages[0].text, thread!.messages.at(-1)!.text]).toEqual([
      100_001,
      "کدام شهر؟",
      "99999",
    ]);
    reply(notes, id, "آخرین", NOW);
    expect(read()[0]!.messages.at(-1)!.text).toBe("آخرین");
  });

  test("NO9: a hundred who want a message struck do not fill the margin", () => {
    const { notes, id, read } = attacked();
    for (let i = 0; i < 100; i++) {
      const mallory = new Y.Doc();
      Y.applyUpdate(mallory, Y.encodeStateAsUpdate(notes));
      const before = Y.encodeStateVector(mallory);
      deleteMessage(mallory, id, id, NOW);
      Y.applyUpdate(notes, Y.encodeStateAsUpdate(mallory, before));
    }
    expect(read()[0]!.messages[0]).toMatchObject({ text: "کدام شهر؟", deleted: false });
    expect(read()[0]!.messages[0].claims.length).toBeLessThanOrEqual(20);
  });
});
