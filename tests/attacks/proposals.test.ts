/** What somebody who may write notes, or nothing at all, tries with proposals. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { BODY, PROPOSALS } from "../../shared/article/model/names.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { ENTRIES } from "../../shared/notes/entry.ts";
import { ProposalDecisions } from "../../shared/notes/proposal-decisions.ts";
import { isProposal, proposalStateOf } from "../../shared/notes/proposal-state.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import { LONGEST_REPLACEMENT } from "../../shared/notes/replacement.ts";
import { addProposal, readThreads, reattach, reply, reviseProposal, setResolved } from "../../shared/notes/threads.ts";
import { ROOM, TestPeer, TestRooms, turn } from "../relay/room-fixture.ts";

const NOTES = `${ROOM}/notes`;
const NOW = Date.UTC(2026, 0, 1);
const TEXT = "شهر کتابخانه دارد";

function proposed() {
  const [body, notes] = [new Y.Doc(), new Y.Doc()];
  const text = body.getText(BODY);
  text.insert(0, TEXT);
  const id = addProposal(notes, anchorOf(text, 4, 12), quoteOf(TEXT, 4, 12), "موزه", "", NOW);
  const mallory = new Y.Doc();
  Y.applyUpdate(mallory, Y.encodeStateAsUpdate(notes));
  const read = () => readThreads(notes, undefined, NOW).find(isProposal)!;
  const hear = () => Y.applyUpdate(notes, Y.encodeStateAsUpdate(mallory));
  const state = () => proposalStateOf(read(), new ProposalDecisions(body).of(id), articleOf(body), TEXT.slice(4, 12));
  return { body, notes, id, mallory, read, hear, state };
}

describe("a commenter", () => {
  test("NO65: who says in the notes that a proposal was taken over or refused decides nothing: it is open, and the text as it was", () => {
    const { body, notes, id, mallory, hear, state, read } = proposed();
    for (const type of ["take", "taken", "refuse", "refused", "decide", "resolve"]) {
      mallory.getArray(ENTRIES).push([{ type, thread: id, wording: id, verdict: "taken", written: new Uint8Array(3), at: NOW }]);
    }
    setResolved(mallory, id, true, NOW);
    hear();
    expect(state()).toMatchObject({ outcome: "open", taken: [], refused: [], withdrawn: null });
    expect([body.getText(BODY).toJSON(), read().resolved]).toEqual([TEXT, null]);
    // What is said in an answer is an answer, under the name of whoever wrote it.
    reply(mallory, id, "پذیرفته شد", NOW);
    hear();
    expect(read().messages[1]).toMatchObject({ client: mallory.clientID, text: "پذیرفته شد" });
    expect(state().outcome).toBe("open");
    expect(notes.getArray(ENTRIES).length).toBe(9);
  });

  test("NO65: who writes a decision into the article is refused by the relay, and nobody hears of it", async () => {
    const site = new TestRooms();
    const [sara, mallory] = ["sara", "mallory"].map((name) => new TestPeer(site, name)) as [TestPeer, TestPeer];
    sara.doc.getText(BODY).insert(0, TEXT);
    await turn();
    await turn();
    mallory.writes = false;
    const committed = site.committed.length;
    const decision = { thread: "7.0", wording: "7.0", verdict: "taken", before: "", replacement: "", written: [], at: NOW } as const;
    new ProposalDecisions(mallory.doc).add(decision);
    await turn();
    await turn();
    expect(site.committed).toHaveLength(committed);
    expect(mallory.count("denied")).toBe(1);
    expect(sara.doc.getMap(PROPOSALS).size).toBe(0);
  });

  test("NO63: who gives another's proposal other words, or another place, changes neither", () => {
    const { id, mallory, hear, read, body } = proposed();
    reviseProposal(mallory, id, "زندان", NOW);
    reattach(mallory, id, anchorOf(body.getText(BODY), 0, 3), quoteOf(TEXT, 0, 3), NOW);
    hear();
    expect(read()).toMatchObject({ proposal: { replacement: "موزه", wording: id }, quote: { text: "کتابخانه" }, attached: null });
    expect(read().anchor).toEqual(anchorOf(body.getText(BODY), 4, 12));
  });

  test("NO65: who names another's thread as a suggestion's, or a suggestion that never was, takes no card from anybody", () => {
    const { id, mallory, hear, notes } = proposed();
    for (const thread of ["suggestion ", "suggestion x", "suggestion 1.2.3", `suggestion ${"9".repeat(17)}.1`, 7, null])
      mallory.getArray(ENTRIES).push([{ type: "reply", thread, text: "؟", at: NOW }]);
    mallory.getArray(ENTRIES).push([{ type: "attach", thread: "suggestion 9.9", anchor: new Uint8Array([1, 1, 1, 1]), at: NOW }]);
    mallory.getArray(ENTRIES).push([{ type: "reply", thread: "suggestion 9.9", text: "؟", words: { a: 1 }, before: 7, at: NOW }]);
    hear();
    const threads = readThreads(notes, undefined, NOW);
    expect(threads.map((thread) => thread.id)).toEqual([id, "suggestion 9.9"]);
    expect(threads[1]).toMatchObject({
      anchor: null,
      suggestion: { id: "9.9", words: { text: "", before: "", after: "" } },
      resolved: null,
    });
  });
});

describe("a reader", () => {
  test("NO64: proposes nothing: the relay refuses it, and nobody hears of it", async () => {
    const site = new TestRooms();
    const [sara, mallory] = ["sara", "mallory"].map((name) => new TestPeer(site, name, { room: NOTES })) as [TestPeer, TestPeer];
    mallory.writes = false;
    const text = new Y.Doc().getText(BODY);
    text.insert(0, TEXT);
    addProposal(mallory.doc, anchorOf(text, 4, 12), quoteOf(TEXT, 4, 12), "موزه", "", NOW);
    await turn();
    await turn();
    expect([mallory.count("denied"), site.committed.length, readThreads(sara.doc).length]).toEqual([1, 0, 0]);
  });
});

/** The replacement of a hostile entry. */
const replacementOf = (replacement: unknown) => {
  const notes = new Y.Doc();
  notes.getArray(ENTRIES).push([{ type: "thread", text: "", replacement, at: NOW }]);
  return readThreads(notes, undefined, NOW)[0]!.proposal?.replacement ?? null;
};

describe("a hostile replacement", () => {
  test("NO63: of ten megabytes is cut", () => {
    expect(replacementOf("ا".repeat(10_000_000))).toHaveLength(LONGEST_REPLACEMENT);
  });

  test.each([
    ["with a pair that the cut would halve", `${"ا".repeat(LONGEST_REPLACEMENT - 1)}😀`, "ا".repeat(LONGEST_REPLACEMENT - 1)],
    ["of several lines is one", "یک\r\nدو\u2028سه\u0085چهار\n\n\tپنج", "یک دو سه چهار پنج"],
    ["with control characters has none", "\u0000ی\u0008ک\u001B[31m\u007F", "یک[31m"],
    ["that turns what stands behind it does not", "\u202Eدو\u202C\u2066سه\u2069\u202Aچهار", "دوسهچهار"],
    ["with a stand-in for what is embedded has none", "دو\uFFFCسه", "دوسه"],
    ["with half a surrogate pair is well formed", "دو\uD83D", "دو\uFFFD"],
    ["keeps joiners and marks of direction", "می\u200Cرود\u200F\u200D", "می\u200Cرود\u200F\u200D"],
  ])("NO63: %s", (_name, hostile, expected) => {
    expect(replacementOf(hostile)).toBe(expected);
  });

  test.each([7, null, {}, [], true, new Uint8Array(3)])("NO63: %j proposes nothing", (value) => {
    expect(replacementOf(value)).toBeNull();
  });
});

describe("an article with hostile decisions", () => {
  test("NO65: what is no decision, or was written by another client than its key says, is none, and hides no other", () => {
    const { body, id } = proposed();
    const map = body.getMap(PROPOSALS);
    const honest = new ProposalDecisions(body);
    honest.add({ thread: id, wording: id, verdict: "refused", before: "", replacement: "", written: [], at: NOW });
    const [bytes] = [...map.values()] as Uint8Array[];
    for (const key of ["", "/", `${id}/`, `${id}/77.0`, "x/77.0", `${id}/1e3.1`, `${id}/${body.clientID}`]) map.set(key, bytes);
    for (const value of [7, null, "x", {}, new Uint8Array(0), new Uint8Array([1]), new Uint8Array(100_000), bytes!.slice(0, 4)])
      map.set(`${id}/${body.clientID}.${map.size + 1000}`, value);
    expect(honest.of(id)).toHaveLength(1);
    expect([...honest.all().keys()]).toEqual([id]);
  });

  test("NO63: what is said to have been taken over is shown as text of one line", () => {
    const { body, id } = proposed();
    const decisions = new ProposalDecisions(body);
    decisions.add({ thread: id, wording: id, verdict: "taken", before: "", replacement: "\u202Eیک\nدو\u0007", written: [], at: NOW });
    expect(decisions.of(id).map(({ replacement }) => replacement)).toEqual(["یک دو"]);
  });

  test("NO66: characters that never were, of absurd length, or of the whole article stand nowhere, and end nothing", () => {
    const { body, id, state } = proposed();
    const decisions = new ProposalDecisions(body);
    for (const run of [
      { client: 999, clock: 0, length: 5 },
      { client: body.clientID, clock: Number.MAX_SAFE_INTEGER - 1, length: 1 },
      { client: body.clientID, clock: 0, length: 2 ** 52 },
    ])
      decisions.add({ thread: id, wording: id, verdict: "taken", before: "کتابخانه", replacement: "موزه", written: [run], at: NOW });
    expect(() => state()).not.toThrow();
    expect(state().present).toBe(1);
  });
});
