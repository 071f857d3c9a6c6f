/** The status of articles at the desk: offline, over two desks, in the list, and the versions that it makes. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { NEWEST, type ArticleEntry } from "../../shared/rpc/contract.ts";
import type { Access, Role } from "../../shared/roles.ts";
import type { Status } from "../../shared/status.ts";
import { eventually } from "../eventually.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

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

const entry = (desk: Desk, id: string): Promise<ArticleEntry | null> => desk.window.calls.article({ id });
const statusOf = async (desk: Desk, id: string): Promise<unknown> => {
  const found = await entry(desk, id);
  return found && [found.status, found.statusBy];
};
const set = (desk: Desk, id: string, status: Status): Promise<void> => desk.window.calls.setStatus({ articles: [id], status });
const offline = (desk: Desk, isOff: boolean): Promise<void> => desk.window.calls.setOffline({ offline: isOff });
const setRole = (name: string, role: Access): unknown =>
  site.beside((db) => db.prepare("UPDATE members SET role = ? WHERE name = ?").run(role, name));
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "",
    (error: { code?: unknown }) => error.code,
  );
const versionsAt = async (desk: Desk, article: string): Promise<readonly unknown[]> =>
  (await desk.window.calls.versions({ article })).entries.map(({ reason, label, isHere }) => [reason, label, isHere]);

test("RO8: what one desk sets is shown at every other, with who set it; nobody else may set it", async () => {
  const [sara, omid, reza] = [await seat("سارا", "owner"), await seat("امید", "editor"), await seat("رضا", "commenter")];
  const id = await sara.create("خبر\n");
  for (const desk of [omid, reza]) await eventually(() => statusOf(desk, id), ["draft", ""]);
  await set(omid, id, "ready");
  for (const desk of desks) await eventually(() => statusOf(desk, id), ["ready", "امید"]);
  expect(await code(set(reza, id, "draft"))).toBe("role");
  expect(await code(set(sara, "no-such-article", "draft"))).toBe("article-unknown");
  expect(await code(omid.window.calls.setSuggestFrom({ article: id, from: "ready" }))).toBe("role");
});

test("RO8: set offline it holds here at once, across a restart, and everywhere later", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "reader")];
  const id = await sara.create("خبر\n");
  await eventually(() => statusOf(omid, id), ["draft", ""]);
  await offline(sara, true);
  await set(sara, id, "published");
  await sara.window.calls.setSuggestFrom({ article: id, from: "draft" });
  expect(await entry(sara, id)).toMatchObject({ status: "published", statusBy: "سارا", suggestFrom: "draft" });
  await sara.restart();
  expect(await statusOf(sara, id)).toEqual(["published", "سارا"]);
  expect(await statusOf(omid, id)).toEqual(["draft", ""]);
  await offline(sara, false);
  await eventually(() => statusOf(omid, id), ["published", "سارا"]);
  await eventually(async () => (await entry(omid, id))!.suggestFrom, "draft");
});

test("RO8: of two set apart the later one holds at both desks, though its desk comes back first", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("خبر\n");
  await eventually(() => statusOf(omid, id), ["draft", ""]);
  await offline(sara, true);
  await set(sara, id, "editing");
  const earlier = (await entry(sara, id))!.statusAt!;
  await expect.poll(() => Date.now()).toBeGreaterThan(earlier + 50);
  await set(omid, id, "ready");
  await offline(sara, false);
  for (const desk of desks) await eventually(() => statusOf(desk, id), ["ready", "امید"]);
});

test("RO9: what the relay refuses is taken back here", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("خبر\n");
  await set(sara, id, "editing");
  await eventually(() => statusOf(omid, id), ["editing", "سارا"]);
  omid.stop();
  setRole("امید", "reader");
  await omid.start();
  // He does not know yet.
  await set(omid, id, "published");
  expect(await statusOf(omid, id)).toEqual(["published", "امید"]);
  omid.core.connect(site.relay.http);
  await eventually(() => statusOf(omid, id), ["editing", "سارا"]);
  expect(await statusOf(sara, id)).toEqual(["editing", "سارا"]);
});

test("RO10: an editor who only suggests cannot end that, also offline; the owner can", async () => {
  const [sara, omid] = [await seat("سارا", "owner"), await seat("امید", "editor")];
  const id = await sara.create("خبر\n");
  await sara.window.calls.setSuggestFrom({ article: id, from: "ready" });
  await eventually(async () => (await entry(omid, id))?.suggestFrom, "ready");
  await set(omid, id, "ready");
  expect(await code(set(omid, id, "draft"))).toBe("status-held");
  await offline(omid, true);
  expect(await code(set(omid, id, "editing"))).toBe("status-held");
  expect(await statusOf(omid, id)).toEqual(["ready", "امید"]);
  await eventually(() => statusOf(sara, id), ["ready", "امید"]);
  await set(sara, id, "editing");
  await offline(omid, false);
  await eventually(() => statusOf(omid, id), ["editing", "سارا"]);
});

test("RO9 VE60: the relay hears of a status after the text over which it was set, and its version has that text", async () => {
  const sara = await seat("سارا", "owner");
  const id = await sara.create("خبر\n");
  const room = await sara.openRoom(id);
  await eventually(() => sara.window.calls.syncState({ article: id }), { link: "connected", unconfirmed: 0 });
  room.type("واپسین واژه");
  await set(sara, id, "ready");
  await eventually(() => versionsAt(sara, id), [["status", "ready", false]]);
  const [version] = (await sara.window.calls.versions({ article: id })).entries;
  const { state } = await sara.window.calls.version({ article: id, version: version!.id });
  expect(new TextDecoder().decode(state)).toContain("واپسین واژه");
});

test("VE61: offline, and without a newsroom, the desk makes the version itself", async () => {
  const [alone, sara] = [await Desk.alone(site), await seat("سارا", "owner")];
  desks.push(alone);
  for (const desk of [alone, sara]) {
    const id = await desk.create("خبر\n");
    await offline(desk, true);
    await set(desk, id, "ready");
    await set(desk, id, "ready");
    await eventually(() => versionsAt(desk, id), [["status", "ready", true]]);
    expect((await entry(desk, id))!.status).toBe("ready");
  }
});

test("LB16: the list is of one status where that is asked for, with its number, and follows changes", async () => {
  const sara = await seat("سارا", "owner");
  const ids = [];
  for (const title of ["یک\n", "دو\n", "سه\n"]) ids.push(await sara.create(title));
  await set(sara, ids[0]!, "ready");
  await sara.window.calls.setPlace({ articles: [ids[2]!], place: "archive" });
  await set(sara, ids[2]!, "ready");
  const page = async (status: Status | null, filter: "desk" | "archive" = "desk") => {
    const { total, entries } = await sara.window.calls.articles({ ...NEWEST, filter, status });
    return [total, ...entries.map(({ id }) => id)];
  };
  expect(await page("ready")).toEqual([1, ids[0]]);
  expect(await page("ready", "archive")).toEqual([1, ids[2]]);
  expect(await page("draft")).toEqual([1, ids[1]]);
  expect((await page(null))[0]).toBe(2);
  const patches: unknown[] = [];
  sara.window.on("articles", (patch) => patches.push([patch.total, patch.order]));
  await sara.window.calls.watchArticles({ ...NEWEST, status: "ready" });
  await set(sara, ids[1]!, "ready");
  await eventually(async () => (patches.at(-1) as unknown[])?.[0], 2);
});
