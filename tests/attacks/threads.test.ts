/** What somebody who may write notes, or only read them, tries with reactions, assignments and mentions. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { ENTRIES } from "../../shared/notes/entry.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import type { SameAuthor } from "../../shared/notes/written.ts";
import { addThread, assign, readThreads, setReaction } from "../../shared/notes/threads.ts";
import { Unread } from "../../renderer/margin/unread/unread.ts";
import { TestPeer, ROOM, TestRooms, turn } from "../relay/room-fixture.ts";

const NOTES = `${ROOM}/notes`;
const NOW = Date.UTC(2026, 0, 1);

function noteIn(notes: Y.Doc): string {
  const body = new Y.Doc().getText("body");
  body.insert(0, "شهر کتابخانه دارد");
  return addThread(notes, anchorOf(body, 0, 3), quoteOf(body.toJSON(), 0, 3), "کدام شهر؟", NOW);
}

/** Sara's note with her reaction, and Mallory, who has a copy. */
function attacked() {
  const sara = new Y.Doc();
  const id = noteIn(sara);
  setReaction(sara, id, id, "👍", true, NOW);
  const mallory = new Y.Doc();
  Y.applyUpdate(mallory, Y.encodeStateAsUpdate(sara));
  const forge = (...entries: unknown[]) => {
    mallory.getArray(ENTRIES).push(entries);
    Y.applyUpdate(sara, Y.encodeStateAsUpdate(mallory));
  };
  const read = (same?: SameAuthor) => readThreads(sara, same, NOW)[0]!;
  return { sara, mallory, id, forge, read };
}

describe("a commenter", () => {
  test("NO30: who takes back another's reaction takes back none but their own", () => {
    const { mallory, sara, id, read, forge } = attacked();
    setReaction(mallory, id, id, "👍", true, NOW);
    setReaction(mallory, id, id, "👍", false, NOW);
    forge({ type: "unreact", thread: id, message: id, reaction: "👍", client: sara.clientID, clock: 0, at: NOW });
    expect(read().messages[0].reactions).toEqual([{ kind: "👍", by: [expect.objectContaining({ client: sara.clientID })] }]);
  });

  test("NO30: who reacts under another's name in the entry is counted as themselves, once", () => {
    const { mallory, id, read, forge } = attacked();
    const forged = { type: "react", thread: id, message: id, reaction: "❓", client: 1, author: "sara", at: NOW };
    forge(forged, forged, { ...forged, client: 2 });
    expect(
      read()
        .messages[0].reactions.find(({ kind }) => kind === "❓")!
        .by.map(({ client }) => client),
    ).toEqual([mallory.clientID]);
  });

  test("NO30: who reacts under hundreds of client IDs is one person, and pushes nobody out", () => {
    const { sara, id, read } = attacked();
    for (let i = 0; i < 300; i++) {
      const one = new Y.Doc();
      one.getArray(ENTRIES).push([{ type: "react", thread: id, message: id, reaction: "👍", at: NOW }]);
      Y.applyUpdate(sara, Y.encodeStateAsUpdate(one));
    }
    const same: SameAuthor = (a, b) => (a.client === sara.clientID) === (b.client === sara.clientID);
    expect(read(same).messages[0].reactions[0]!.by).toHaveLength(2);
  });

  test("NO29: who assigns a thread is named as the one who did, whatever the entry says", () => {
    const { mallory, id, read, forge } = attacked();
    forge({ type: "assign", thread: id, member: "omid", name: "Omid", by: "sara", client: 1, at: NOW });
    expect(read().assigned).toMatchObject({ client: mallory.clientID, to: { member: "omid", name: "Omid" } });
  });

  test("NO9: reactions, assignments, targets and mentions of strange values hide nothing and throw nothing", () => {
    const { id, forge, read, sara } = attacked();
    const strange = [null, undefined, 7, -0, true, "x", [], {}, new Uint8Array(9), 2n ** 60n, "__proto__", "👍👍", ["👍"]];
    const before = read().messages[0];
    for (const value of strange) {
      forge(
        { type: "react", thread: id, message: value, reaction: "👍", at: NOW },
        { type: "react", thread: id, message: id, reaction: value, at: NOW },
        { type: "assign", thread: id, member: value ?? 0, name: value, at: NOW },
        { type: "assign", thread: value, member: "a", name: "a", at: NOW },
        { type: "reply", thread: id, text: "پاسخ", mentions: value, at: NOW },
        { type: "reply", thread: id, text: "پاسخ", mentions: [value, { member: value, name: value }], at: NOW },
        { type: "attach", thread: id, target: value, at: NOW },
        { type: "watched", thread: id, of: value, at: NOW },
      );
    }
    expect(read().messages[0]).toEqual(before);
    expect(read().messages).toHaveLength(1 + 2 * strange.length);
    // `"x"` and `"__proto__"` are names like others.
    expect(read().assigned?.to.name ?? null).toBeOneOf([null, "__proto__", "👍👍", "x"]);
    expect(read().target).toBe("range");
    expect(sara.getArray(ENTRIES).length).toBe(2 + 8 * strange.length);
  });

  test("NO36: an entry that says what somebody has read marks nothing as read for them", () => {
    const { id, forge, read, sara } = attacked();
    const unread = new Unread({ threads: () => [read()], me: "omid" });
    unread.setOwn(() => false);
    expect(unread.counts.get()).toEqual(new Map([[id, 1]]));
    forge({ type: "read", thread: id, member: "omid", client: sara.clientID, clock: 1e9, at: NOW });
    unread.count();
    expect(unread.counts.get()).toEqual(new Map([[id, 1]]));
  });
});

describe("at the relay", () => {
  test("RO1: a reader's reaction, assignment and answer are refused, and nobody else has them", async () => {
    const site = new TestRooms();
    const sara = new TestPeer(site, "sara", { room: NOTES });
    const id = noteIn(sara.doc);
    await turn();
    await turn();
    const mallory = new TestPeer(site, "mallory", { room: NOTES });
    mallory.writes = false;
    await turn();
    setReaction(mallory.doc, id, id, "👍", true, NOW);
    assign(mallory.doc, id, { member: "sara", name: "سارا" }, NOW);
    await turn();
    expect(mallory.count("denied")).toBeGreaterThan(0);
    const [thread] = readThreads(new TestPeer(site, "omid", { room: NOTES }).doc);
    expect([thread!.messages[0].reactions, thread!.assigned]).toEqual([[], null]);
  });
});
