/** The relay's change feed at the desk: what it learns, what it keeps of it, and archive, trash and deletion. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventually } from "../eventually.ts";
import { ArticleTable } from "../../server/articles/article-table.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { NewsroomLine } from "../../main/core/sync/newsroom-line.ts";
import { NEWEST, type ArticleEntry, type ArticleQuery, type ArticlesPatch } from "../../shared/rpc/contract.ts";
import type { Access, Role } from "../../shared/roles.ts";
import { MOST_ENTRIES } from "../../shared/wire/feed.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];

beforeEach(async () => {
  site = await new TestRelay().start({ purgeEvery: 50 });
  desks = [];
});

afterEach(async () => {
  vi.restoreAllMocks();
  await closeDesks(site, desks);
});

async function seat(name: string, role: Role): Promise<Desk> {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
}

const page = async (desk: Desk, more: Partial<ArticleQuery> = {}): Promise<readonly ArticleEntry[]> =>
  (await desk.window.calls.articles({ ...NEWEST, ...more })).entries;
const ids = async (desk: Desk, filter: ArticleQuery["filter"] = "desk"): Promise<string[]> =>
  (await page(desk, { filter })).map(({ id }) => id);
const openBy = async (desk: Desk): Promise<readonly string[]> => (await page(desk))[0]!.openBy.map(({ name }) => name);
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "",
    (error: { code?: unknown }) => error.code,
  );
const setRole = (name: string, role: Access): unknown =>
  site.beside((db) => db.prepare("UPDATE members SET role = ? WHERE name = ?").run(role, name));
/** Enters so many articles at the relay at once. */
const enter = (from: number, to: number): void =>
  site.beside((db) => {
    const table = new ArticleTable(db);
    db.transaction(() => {
      for (let i = from; i < to; i++) table.add(`many-${String(i).padStart(6, "0")}`, `خبر ${i}`);
    })();
  });

test("SY26: a desk that was away asks for what is newer than what it has, and for nothing else", async () => {
  enter(0, MOST_ENTRIES + 100);
  const sent = vi.spyOn(NewsroomLine.prototype, "send");
  const pulls = (): unknown[] => sent.mock.calls.flatMap(([frame]) => (frame.type === "pull" ? frame.cursor && frame.cursor.seq : []));
  const omid = await seat("امید", "reader");
  const total = MOST_ENTRIES + 100;
  await eventually(async () => (await omid.window.calls.articles(NEWEST)).total, total);
  await eventually(() => omid.window.calls.syncProgress(), { done: 0, total: 0 });
  expect(pulls()).toEqual([null, MOST_ENTRIES]);

  omid.stop();
  enter(2000, 2001);
  sent.mockClear();
  await omid.restart();
  await eventually(async () => (await omid.window.calls.articles(NEWEST)).total, total + 1);
  expect(pulls()).toEqual([total]);
});

test("SY26: a desk that dies between two pages goes on with the second", async () => {
  enter(0, MOST_ENTRIES + 100);
  const sara = await Desk.alone(site);
  desks.push(sara);
  await sara.core.join(site.relay.http, site.invite("سارا", "owner"));
  const send = Reflect.get(NewsroomLine.prototype, "send");
  const pulls: unknown[] = [];
  vi.spyOn(NewsroomLine.prototype, "send").mockImplementation(function (this: NewsroomLine, frame) {
    if (frame.type === "pull") pulls.push(frame.cursor && frame.cursor.seq);
    // The first life never asks for the second page.
    if (pulls.length !== 2 || frame.type !== "pull") send.call(this, frame);
  });
  sara.core.connect(site.relay.http);
  await eventually(() => pulls, [null, MOST_ENTRIES]);
  await sara.restart();
  await eventually(async () => (await sara.window.calls.articles(NEWEST)).total, MOST_ENTRIES + 100);
  expect(pulls).toEqual([null, MOST_ENTRIES, MOST_ENTRIES]);
});

test("SY26: a list of thousands arrives without holding up anything else at the desk for long", { tags: "long" }, async () => {
  enter(0, 6000);
  const omid = await Desk.alone(site);
  desks.push(omid);
  await omid.core.join(site.relay.http, site.invite("امید", "none" as Role));
  setRole("امید", "reader");
  let [turns, entries] = [0, 0];
  const count = (): void => {
    turns++;
    if (entries < 6000) setImmediate(count);
  };
  setImmediate(count);
  omid.core.connect(site.relay.http);
  await eventually(async () => (entries = (await omid.window.calls.articles(NEWEST)).total), 6000);
  // So many times something else had its turn; wall time is the machine's.
  expect(turns).toBeGreaterThan(6000 / 100);
});

test("RE31: what one desk archives, throws away and takes back, every other shows so", async () => {
  const [sara, omid] = [await seat("سارا", "editor"), await seat("امید", "reader")];
  const id = await sara.create("جا\n");
  await eventually(() => ids(omid), [id]);
  const { calls } = sara.window;
  for (const place of ["archive", "trash", "desk"] as const) {
    await calls.setPlace({ articles: [id], place });
    for (const desk of [sara, omid]) await eventually(() => ids(desk, place), [id]);
  }
  expect(await code(omid.window.calls.setPlace({ articles: [id], place: "trash" }))).toBe("role");
  expect(await code(calls.setPlace({ articles: [id, "no-such-article"], place: "trash" }))).toBe("article-unknown");
  expect(await code(calls.deleteForGood({ articles: [id] }))).toBe("role");
  expect(await ids(sara)).toEqual([id]);
});

test("SY32: what is decided offline holds here at once and everywhere later, also across a restart", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "reader")];
  const [old, kept] = [await sara.create("دور\n"), await sara.create("می‌ماند\n")];
  await eventually(async () => (await ids(omid)).sort(), [old, kept].sort());
  await sara.window.calls.setOffline({ offline: true });
  await sara.window.calls.setPlace({ articles: [old], place: "trash" });
  const young = await sara.create("تازه و دور\n");
  await sara.window.calls.setPlace({ articles: [young], place: "archive" });
  expect([await ids(sara), await ids(sara, "trash")]).toEqual([[kept], [old]]);
  await sara.restart();
  await sara.window.calls.setOffline({ offline: false });
  await eventually(() => ids(omid, "trash"), [old]);
  await eventually(() => ids(omid, "archive"), [young]);
  expect([await ids(sara), await ids(sara, "trash"), await ids(sara, "archive")]).toEqual([[kept], [old], [young]]);
});

test("SY32: what the relay refuses of it is taken back here", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("دور\n");
  await eventually(() => ids(omid), [id]);
  omid.stop();
  setRole("امید", "reader");
  await omid.start();
  // He does not know yet.
  await omid.window.calls.setPlace({ articles: [id], place: "trash" });
  expect(await ids(omid, "trash")).toEqual([id]);
  omid.core.connect(site.relay.http);
  await eventually(() => ids(omid), [id]);
  expect(await ids(sara)).toEqual([id]);
});

test("SY33: what owners delete for good is erased at every desk when the day is over, but not what a desk alone has of it", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const [id, other] = [await sara.create("پاک\n"), await sara.create("دیگری\n")];
  await eventually(async () => (await ids(omid)).length, 2);
  for (const one of [id, other]) await eventually(() => omid.hasText(one), true);
  const { calls } = sara.window;
  await calls.deleteForGood({ articles: [id, other] });
  await eventually(async () => (await ids(omid, "trash")).length, 2);
  await calls.keep({ articles: [other] });
  const due = (): number =>
    site.beside((db) => (db.prepare("SELECT count(*) AS n FROM articles WHERE purge_at IS NOT NULL").get() as { n: number }).n);
  await eventually(due, 1);
  expect(await code(omid.window.calls.setPlace({ articles: [id], place: "desk" }))).toBe("being-deleted");

  // He has something that the relay never gets.
  await omid.window.calls.setOffline({ offline: true });
  const his = await omid.openRoom(id);
  his.type("تنها این‌جا ");
  await his.saved();
  his.close();
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1 WHERE purge_at IS NOT NULL").run());
  await eventually(() => ids(sara, "trash"), [other]);
  await eventually(() => sara.hasText(id), false);
  await omid.window.calls.setOffline({ offline: false });
  await eventually(async () => (await page(omid, { filter: "trash" })).find((entry) => entry.id === id)?.role, "reader");
  expect((await omid.openRoom(id)).text).toContain("تنها این‌جا");
  expect(sara.hasText(other)).toBe(true);
});

test("SY34: an article whose role is taken away stays at the desk, to be read, and is written again when the role comes back", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("بی‌نقش\n");
  await eventually(() => omid.hasText(id), true);
  const give = (role: Access | null): void =>
    site.beside((db) => {
      const newsroom = new Newsroom(db);
      newsroom.setRoleOn(id, newsroom.members.list().find(({ name }) => name === "امید")!.id, role);
    });
  give("none");
  await eventually(async () => (await page(omid))[0]?.role, "reader");
  expect(omid.hasText(id)).toBe(true);
  give(null);
  await eventually(async () => (await page(omid))[0]?.role, "editor");
  // The same by the role in the newsroom.
  setRole("امید", "none");
  await eventually(async () => (await page(omid))[0]?.role, "reader");
  setRole("امید", "editor");
  await eventually(async () => (await page(omid))[0]?.role, "editor");
  const his = await omid.openRoom(id);
  his.type("باز ");
  await eventually(() => omid.state(id), ["connected", 0]);
});

test("SY32: a desk of its own, without a newsroom, archives and throws away too, and deletes nothing before the day is over", async () => {
  const desk = await Desk.alone(site);
  desks.push(desk);
  const id = await desk.create("تنها\n");
  await desk.window.calls.deleteForGood({ articles: [id] });
  expect(await ids(desk, "trash")).toEqual([id]);
  desk.stop();
  await desk.start();
  expect(await ids(desk, "trash")).toEqual([id]);
  await desk.window.calls.keep({ articles: [id] });
  await desk.window.calls.setPlace({ articles: [id], place: "desk" });
  expect([await ids(desk), desk.hasText(id)]).toEqual([[id], true]);
});

test("SY28: articles that came from the relay are sorted by when they were changed, not by when they came", async () => {
  const sara = await seat("سارا", "owner");
  const made = [await sara.create("یک\n"), await sara.create("دو\n"), await sara.create("سه\n")];
  for (const id of made) await eventually(() => sara.state(id).then(([, unconfirmed]) => unconfirmed), 0);
  const times = [3000, 1000, 2000].map((at) => Date.now() - 3600_000 + at);
  await site.relay.stop();
  site.beside((db) => {
    for (const [i, id] of made.entries()) db.prepare("UPDATE articles SET created_at = 1, updated_at = ? WHERE id = ?").run(times[i], id);
    db.prepare("UPDATE feed SET noted_at = ?").run(Date.now());
  });
  await site.start();
  const omid = await seat("امید", "reader");
  for (const id of made) await eventually(() => omid.hasText(id), true);
  await eventually(() => ids(omid), [made[0], made[2], made[1]]);
});

test(
  "SY35: the list shows who else has an article open, follows them, and shows nobody while the line is down",
  { tags: "long" },
  async () => {
    const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "reader")];
    const id = await sara.create("باز\n");
    await eventually(() => omid.hasText(id), true);
    const patches: ArticlesPatch[] = [];
    sara.window.on("articles", (patch) => patches.push(patch));
    await sara.window.calls.watchArticles(NEWEST);
    const [his, hers] = [await omid.openRoom(id), await sara.openRoom(id)];
    await eventually(() => openBy(sara), ["امید"]);
    await eventually(() => openBy(omid), ["سارا"]);
    await eventually(() => patches.some(({ entries }) => entries.some((entry) => entry.openBy[0]?.name === "امید")), true);
    await omid.window.calls.setOffline({ offline: true });
    expect(await openBy(omid)).toEqual([]);
    await eventually(() => openBy(sara), []);
    await omid.window.calls.setOffline({ offline: false });
    await eventually(() => openBy(sara), ["امید"]);
    await eventually(() => openBy(omid), ["سارا"]);
    hers.close();
    await eventually(() => openBy(omid), []);
    his.close();
    await eventually(() => openBy(sara), []);
  },
);
