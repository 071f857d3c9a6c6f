/** Drafts at a desk: kept apart, followed, brought back, and never lost. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { articleOf } from "../../shared/article/identity/article.ts";
import { baseText } from "../../shared/article/projection/base-text.ts";
import { draftRoom } from "../../shared/draft-room.ts";
import { NEWEST, type DraftEntry } from "../../shared/rpc/contract.ts";
import { roomName } from "../../shared/roles.ts";
import { eventually } from "../eventually.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, type OpenRoom } from "./desk-fixture.ts";
import { DraftWindow } from "./draft-fixture.ts";

let site: TestRelay;
let desks: Desk[];
let windows: { close(): void }[];

const open = async (name: string, role: "owner" | "editor" | "commenter" | "reader"): Promise<Desk> => {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
};
const draftOf = async (desk: Desk, article: string, begins = true, window = desk.window): Promise<DraftWindow> => {
  const shown = await DraftWindow.open(window, article, begins);
  windows.push(shown);
  return shown;
};
const roomOf = async (desk: Desk, article: string): Promise<OpenRoom> => {
  const room = await desk.openRoom(article);
  windows.push(room);
  return room;
};
const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
const setRole = (role: string): unknown => site.beside((db) => db.prepare("UPDATE members SET role = ? WHERE name = 'سارا'").run(role));
const suggestionsIn = ({ doc }: OpenRoom) => articleOf(doc).suggestions.open();
const allKeys = ({ passages }: DraftWindow): Set<string> => new Set(passages.map(({ key }) => key));

beforeEach(async () => {
  site = await new TestRelay().start({ purgeEvery: 50 });
  desks = [];
  windows = [];
});
afterEach(async () => {
  for (const window of windows) window.close();
  await closeDesks(site, desks);
});

const TEXT = "تیتر\nبند نخست\nبند دوم";

test("DR1 DR2: a draft follows the article, and neither the article nor a colleague has anything of it until it is brought back", async () => {
  const [sara, omid] = [await open("سارا", "editor"), await open("امید", "editor")];
  const article = await sara.create(TEXT);
  await omid.knows(article);
  const colleague = await roomOf(omid, article);
  await eventually(() => colleague.text, TEXT);

  const draft = await draftOf(sara, article);
  draft.type(" تازه", 4);
  draft.erase(draft.text.indexOf("نخست"), draft.text.indexOf("نخست") + 4);
  await draft.saved();
  colleague.type(" بیشتر");
  await eventually(() => draft.text.includes("بیشتر"), true);
  expect(draft.text).toContain("تیتر تازه");
  expect(draft.rooms.body.getText("body").toJSON()).toBe(`${TEXT} بیشتر`);
  await eventually(() => sara.state(article), ["connected", 0]);
  expect(colleague.text).toBe(`${TEXT} بیشتر`);
  expect(suggestionsIn(colleague)).toEqual([]);
  expect((await omid.window.calls.drafts()).length).toBe(0);
  await eventually(async () => (await sara.window.calls.drafts()).map(({ title }) => title), ["تیتر"]);

  expect(await draft.draft.bringBack(allKeys(draft))).toBe(true);
  await eventually(() => suggestionsIn(colleague).length, 2);
  expect(baseText(colleague.doc)).toBe(`${TEXT} بیشتر`);
  expect(colleague.text).toContain("تیتر تازه");
  expect(draft.draft.isDone).toBe(true);
  const [suggestion] = suggestionsIn(colleague);
  const client = Number(suggestion!.id.split(".")[0]);
  const room = roomName(article, "body");
  await eventually(
    async () =>
      (await omid.window.calls.authors({ room }))
        .filter((range) => range.client === client)
        .map(({ author, broughtBy }) => [author?.name, broughtBy?.name]),
    [["سارا", "سارا"]],
  );
});

test("DR5: one passage is brought back, and the others stay in the draft", async () => {
  const sara = await open("سارا", "editor");
  const article = await sara.create(TEXT);
  const draft = await draftOf(sara, article);
  draft.type("!", 4);
  draft.type("؟", draft.text.length);
  const [first, last] = draft.passages;
  expect(draft.passages.length).toBe(2);
  expect(first!.key).toBe("headline");
  await draft.draft.bringBack(new Set([last!.key]));
  expect(draft.passages.map(({ key }) => key)).toEqual(["headline"]);
  const room = await roomOf(sara, article);
  expect(room.text).toBe(`${TEXT}؟`);
  draft.draft.drop(new Set(["headline"]));
  expect(draft.draft.isDone).toBe(true);
  expect(draft.text).toBe(`${TEXT}؟`);
});

test("DR1 DR8: a draft is begun by whoever may write, survives a restart, meets in two windows, and is gone once it is discarded", async () => {
  const [sara, reader] = [await open("سارا", "editor"), await open("نیکا", "commenter")];
  const article = await sara.create(TEXT);
  await reader.knows(article);
  expect(await codeOf(reader.window.calls.beginDraft({ article }))).toBe("role");
  expect(await codeOf(sara.window.calls.beginDraft({ article: "unknown-article" }))).toBe("article-unknown");
  const other = sara.openWindow();
  const told: (readonly DraftEntry[])[] = [];
  other.on("drafts", (drafts) => void told.push(drafts));
  await other.calls.session();
  const [one, two] = [await draftOf(sara, article), await draftOf(sara, article, true, other)];
  one.type(" یک", 4);
  await eventually(() => two.text, `تیتر یک${TEXT.slice(4)}`);
  two.type(" دو", 7);
  await eventually(() => one.text, `تیتر یک دو${TEXT.slice(4)}`);
  await one.saved();
  await two.saved();
  expect(one.passages.length).toBe(1);
  one.close();
  two.close();
  windows = [];
  await sara.restart();
  const again = await draftOf(sara, article);
  expect(again.text).toBe(`تیتر یک دو${TEXT.slice(4)}`);
  await sara.window.calls.discardDraft({ article });
  await eventually(() => again.draft.state.get().refused !== null, true);
  await eventually(() => told.map((drafts) => drafts.length).slice(-1), [0]);
  expect(await sara.window.calls.drafts()).toEqual([]);
  const room = sara.window.open(draftRoom(article));
  const codes: number[] = [];
  room.onClose((code) => void codes.push(code));
  await eventually(() => codes, [4404]);
  const fresh = await draftOf(sara, article);
  expect(fresh.text).toBe(TEXT);
  other.end();
});

test("DR3: the list, searches and versions know nothing of a draft", { tags: "long" }, async () => {
  const sara = await open("سارا", "owner");
  const article = await sara.create(TEXT);
  const draft = await draftOf(sara, article);
  draft.type("زنبورستان", 0);
  await draft.saved();
  expect(existsSync(join(sara.folder.path, "drafts.sqlite"))).toBe(true);
  await sara.window.calls.makeVersion({ article, reason: "named", label: "نسخه" });
  await eventually(async () => (await sara.window.calls.search({ text: "نخست", limit: 5, offset: 0 })).total, 1);
  expect((await sara.window.calls.search({ text: "زنبورستان", limit: 5, offset: 0 })).total).toBe(0);
  await eventually(
    async () => (await sara.window.calls.articles(NEWEST)).entries.map(({ title, unconfirmed }) => [title, unconfirmed]),
    [["تیتر", 0]],
  );
});

test("DR6: what is on its way to the article when the desk dies arrives once", async () => {
  const sara = await open("سارا", "editor");
  const article = await sara.create(TEXT);
  const draft = await draftOf(sara, article);
  draft.type(" تازه", 4);
  // The role is gone at this moment: what is brought back waits.
  draft.draft.allow(false);
  expect(await draft.draft.bringBack(allKeys(draft))).toBe(false);
  await draft.saved();
  const [waiting] = [...draft.draft.draft.leaving.values()];
  expect(draft.rooms.body.getText("body").toJSON()).toBe(TEXT);
  draft.close();
  windows = [];
  await sara.restart();
  // It was applied, and the desk died before the draft knew.
  await sara.core.write(article, { body: waiting! });
  const again = await draftOf(sara, article);
  await eventually(() => again.draft.draft.leaving.size, 0);
  expect(again.draft.isDone).toBe(true);
  const room = await roomOf(sara, article);
  expect(room.text).toBe(`تیتر تازه${TEXT.slice(4)}`);
});

test("DR10: a draft outlives this member's right to write in the article, and waits with what it brings back until they may again", async () => {
  const sara = await open("سارا", "editor");
  const article = await sara.create(TEXT);
  const draft = await draftOf(sara, article);
  await eventually(() => sara.state(article), ["connected", 0]);
  draft.type(" تازه", 4);
  const roleHere = async () => (await sara.window.calls.article({ id: article }))?.role;
  setRole("reader");
  await eventually(roleHere, "reader");
  // A window that does not know it yet: the core refuses, and nothing is lost.
  expect(await draft.draft.bringBack(allKeys(draft))).toBe(false);
  expect(draft.draft.draft.leaving.size).toBe(1);
  draft.type(" و بیشتر", 0);
  await draft.saved();
  draft.close();
  windows = [];
  setRole("editor");
  await eventually(roleHere, "editor");
  const again = await draftOf(sara, article);
  await eventually(() => again.draft.draft.leaving.size, 0);
  expect(again.passages.length).toBe(1);
  expect((await roomOf(sara, article)).text).toBe(`تیتر تازه${TEXT.slice(4)}`);
});

test("DR10: a draft outlives its article", { tags: "long" }, async () => {
  const [owner, sara] = [await open("نیما", "owner"), await open("سارا", "editor")];
  const article = await owner.create(TEXT);
  await sara.knows(article);
  const draft = await draftOf(sara, article);
  await eventually(() => draft.text, TEXT);
  draft.type(" تازه", 4);
  await draft.saved();
  await eventually(async () => (await sara.window.calls.drafts()).map(({ title }) => title), ["تیتر"]);
  draft.close();
  windows = [];
  await owner.window.calls.deleteForGood({ articles: [article] });
  await eventually(() => site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1 WHERE purge_at IS NOT NULL").run().changes), 1);
  await eventually(() => sara.window.calls.article({ id: article }), null);
  expect(await sara.window.calls.drafts()).toMatchObject([{ article, title: "تیتر", isOrphan: true }]);
  const again = await draftOf(sara, article, false);
  expect(again.text).toBe(`تیتر تازه${TEXT.slice(4)}`);
  expect(again.passages.length).toBe(1);
  again.type(" و", 4);
  await again.saved();
  expect(again.text).toContain("تیتر و تازه");
});
