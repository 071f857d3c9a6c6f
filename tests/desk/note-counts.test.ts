/** What of the notes concerns a person: counted for the library at every desk of theirs, and what they read on one is read on the other. */
import { afterEach, beforeEach, expect, test } from "vitest";
import Database from "better-sqlite3";
import { join } from "node:path";
import { Library } from "../../main/core/library/library.ts";
import { MOST_READ_THREADS, ReadTable } from "../../main/core/notes/read-table.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { addProposal, addThread, assign, reply, replyToSuggestion, setResolved } from "../../shared/notes/threads.ts";
import { readThreads } from "../../shared/notes/threads.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { ProposalDecisions } from "../../shared/notes/proposal-decisions.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import { FILTERS, NEWEST } from "../../shared/rpc/contract.ts";
import type { Role } from "../../shared/roles.ts";
import { eventually } from "../eventually.ts";
import { TestRelay, temporaryFolder } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, type OpenRoom } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];
beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});
afterEach(() => closeDesks(site, desks));

async function seat(name: string, role: Role): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

/** Another desk of the same member. */
async function secondDesk(first: Desk): Promise<Desk> {
  const { id, name, role } = first.core.member;
  const { code } = site.beside((db) => new Newsroom(db).invitations.add({ name, role, member: id }));
  const desk = await Desk.alone(site);
  desks.push(desk);
  await desk.core.join(site.relay.http, code);
  desk.core.connect(site.relay.http);
  return desk;
}

const QUOTE = { text: "", prefix: "", suffix: "" };
/** @param naming members whom it names */
const note = (room: OpenRoom, text: string, naming: readonly Desk[] = []): string =>
  addThread(room.doc, null, QUOTE, text, Date.now(), {
    target: "article",
    mentions: naming.map(({ core }) => ({ member: core.member.id, name: core.member.name })),
  });
const numbers = async (desk: Desk, id: string): Promise<unknown> => {
  const entry = await desk.window.calls.article({ id });
  return entry && [entry.unread, entry.mentions, entry.assigned];
};
const listed = async (desk: Desk, filter: (typeof FILTERS)[number]): Promise<readonly string[]> =>
  (await desk.window.calls.articles({ ...NEWEST, filter })).entries.map(({ id }) => id);
/** Marks all of a thread as read, as a window does. */
const read = (desk: Desk, article: string, room: OpenRoom, thread: string): Promise<void> => {
  const clocks = readThreads(room.doc)
    .find(({ id }) => id === thread)!
    .messages.flatMap(({ client, clock }) => [client, clock]);
  return desk.window.calls.markRead({ article, threads: [{ thread, clocks }] });
};

test("NO70 LB18: what others write in an article that nobody opened here is counted, and listed for whom it concerns", async () => {
  const [sara, omid, reza] = [await seat("سارا", "owner"), await seat("امید", "editor"), await seat("رضا", "commenter")];
  const [id, other] = [await sara.create("خبر\n"), await sara.create("دیگر\n")];
  const room = await sara.openRoom(id, "notes");
  note(room, "برای همه");
  note(room, "برای امید", [omid]);
  const thread = note(room, "کار امید");
  assign(room.doc, thread, { member: omid.core.member.id, name: "امید" }, Date.now());
  await eventually(() => numbers(omid, id), [4, 1, 1]);
  await eventually(() => numbers(reza, id), [3, 0, 0]);
  expect(await numbers(sara, id)).toEqual([0, 0, 0]);
  expect(await numbers(omid, other)).toEqual([0, 0, 0]);
  expect([await listed(omid, "for-me"), await listed(reza, "for-me"), await listed(reza, "unread")]).toEqual([[id], [], [id]]);
  // What is resolved is neither unread nor anybody's.
  setResolved(room.doc, thread, true, Date.now());
  await eventually(() => numbers(omid, id), [2, 1, 0]);
});

test(
  "NO76: what was written about a suggestion or a proposal is unread no more once that is decided, in an article that nobody opened here",
  { tags: "long" },
  async () => {
    const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
    const id = await sara.create("خبر\nباران آمد\n");
    const [text, notes] = [await sara.openRoom(id), await sara.openRoom(id, "notes")];
    const body = bodyOf(text.doc);
    const { suggestions } = articleOf(text.doc);
    const at = body.toJSON().indexOf("باران");
    const suggestion = text.doc.transact(() => {
      const begun = suggestions.begin(0);
      suggestions.strike(begun, [{ ...anchorOf(body, at, at + 1).first, length: 5 }]);
      return begun;
    });
    replyToSuggestion(notes.doc, suggestion, { text: "باران", before: "باران", after: "" }, "چرا؟", Date.now());
    const proposal = addProposal(notes.doc, anchorOf(body, at, at + 5), quoteOf(body.toJSON(), at, at + 5), "برف", "", Date.now());
    note(notes, "برای همه");
    await eventually(() => numbers(omid, id), [3, 0, 0]);
    const nothing = { accepted: [], settled: [], restyles: [], removed: [] };
    const [settled] = suggestions.open();
    text.doc.transact(() => void suggestions.decide(suggestion, { ...nothing, verdict: "refused", at: 0, settled: settled!.struck }));
    await eventually(() => numbers(omid, id), [2, 0, 0]);
    const { wording } = readThreads(notes.doc).find((thread) => thread.id === proposal)!.proposal!;
    const refused = { thread: proposal, wording, verdict: "refused", before: "باران", replacement: "برف", written: [], at: 0 } as const;
    new ProposalDecisions(text.doc).add(refused);
    await eventually(() => numbers(omid, id), [1, 0, 0]);
    // It may be opened again, and what was written of it meanwhile counts.
    new ProposalDecisions(text.doc).reopen(proposal);
    await eventually(() => numbers(omid, id), [2, 0, 0]);
  },
);

test("NO71: an article is counted anew when more of it was read, at once, and its row alone is told of", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("خبر\n");
  const room = await sara.openRoom(id, "notes");
  const [one, two] = [note(room, "یک", [omid]), note(room, "دو")];
  await eventually(() => numbers(omid, id), [2, 1, 0]);
  await read(omid, id, room, one);
  expect(await numbers(omid, id)).toEqual([1, 0, 0]);
  reply(room.doc, one, "باز هم", Date.now());
  await eventually(() => numbers(omid, id), [2, 0, 0]);
  await read(omid, id, room, one);
  await read(omid, id, room, two);
  expect([await numbers(omid, id), await listed(omid, "unread")]).toEqual([[0, 0, 0], []]);
});

test(
  "NO73: what is read on one desk is read on the other, also offline and across restarts, and nobody else's stays read",
  { tags: "long" },
  async () => {
    const [sara, omid, reza] = [await seat("سارا", "owner"), await seat("امید", "editor"), await seat("رضا", "editor")];
    const omids = await secondDesk(omid);
    const id = await sara.create("خبر\n");
    const room = await sara.openRoom(id, "notes");
    const [one, two, three] = [note(room, "یک"), note(room, "دو"), note(room, "سه")];
    for (const desk of [omid, omids, reza]) await eventually(() => numbers(desk, id), [3, 0, 0]);
    await read(omid, id, room, one);
    await eventually(() => numbers(omids, id), [2, 0, 0]);
    // Each reads something else while one of them is away.
    await omid.window.calls.setOffline({ offline: true });
    await read(omid, id, room, two);
    await read(omids, id, room, three);
    expect([await numbers(omid, id), await numbers(omids, id)]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
    await omid.restart();
    await omid.window.calls.setOffline({ offline: false });
    for (const desk of [omid, omids]) await eventually(() => numbers(desk, id), [0, 0, 0]);
    expect(await numbers(reza, id)).toEqual([3, 0, 0]);
  },
);

test("NO72: what one wrote at one desk is not unread at the other, where nobody asked who wrote it", { tags: "long" }, async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const omids = await secondDesk(omid);
  const id = await sara.create("خبر\n");
  await eventually(() => numbers(omids, id), [0, 0, 0]);
  const room = await omid.openRoom(id, "notes");
  note(room, "از امید");
  await eventually(() => numbers(sara, id), [1, 0, 0]);
  await eventually(async () => (await omids.window.calls.readMarks({ article: id })).length, 1);
  await eventually(() => numbers(omids, id), [0, 0, 0]);
});

test("NO73: windows of one desk are told what another one marked", async () => {
  const omid = await seat("امید", "editor");
  const id = await omid.create("خبر\n");
  const other = omid.openWindow();
  const told: unknown[] = [];
  other.on("readMarks", (marks) => told.push(marks));
  await other.calls.session();
  await omid.window.calls.markRead({ article: id, threads: [{ thread: "1.2", clocks: [3, 4] }] });
  await omid.window.calls.markRead({ article: id, threads: [{ thread: "1.2", clocks: [3, 1] }] });
  await eventually(() => told, [{ article: id, threads: [{ thread: "1.2", clocks: [3, 4] }] }]);
  expect(await other.calls.readMarks({ article: id })).toEqual([{ thread: "1.2", clocks: [3, 4] }]);
  other.end();
});

test("NO75: a desk keeps so many threads, those in which something was read last", { tags: "long" }, () => {
  const db = new Database(":memory:");
  let now = 1;
  const table = new ReadTable(db, () => now++);
  table.mark("omid", "article-1", [{ thread: "0.0", clocks: [1, 1] }]);
  const threads = Array.from({ length: MOST_READ_THREADS }, (_, i) => ({ thread: `1.${i}`, clocks: [1, i] }));
  for (let from = 0; from < threads.length; from += 200) table.mark("omid", "article-2", threads.slice(from, from + 200));
  expect(table.of("omid", "article-1")).toEqual([]);
  expect(table.of("omid", "article-2")).toHaveLength(MOST_READ_THREADS - 999);
});

test("LB19: the lists of what is for one and of what is unread are read from an index of their own, however long the library is", () => {
  const folder = temporaryFolder();
  const db = new Database(join(folder.path, "library.sqlite"));
  void new Library(db);
  const plan = (where: string): string =>
    (db.prepare(`EXPLAIN QUERY PLAN SELECT id FROM articles WHERE ${where} ORDER BY updated_at DESC`).all() as { detail: string }[])
      .map(({ detail }) => detail)
      .join();
  expect(plan("mentions + assigned > 0 AND place <> 'trash'")).toContain("articles_for_me");
  expect(plan("unread > 0 AND place <> 'trash'")).toContain("articles_unread");
  db.close();
  folder.remove();
});
