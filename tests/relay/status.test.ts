/** The status of articles at the relay: who sets it, which of several holds, and what is told of it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import type { FeedEntry } from "../../shared/wire/feed.ts";
import type { Version } from "../../shared/version.ts";
import { STATUSES, type Status } from "../../shared/status.ts";
import { eventually } from "../eventually.ts";
import { NewsroomClient, until } from "./newsroom-client.ts";
import { TestRelay, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(async () => {
  await site.close();
  expect(site.reported).toEqual([]);
});

const HOUR = 3_600_000;
const line = (desk: Device): Promise<NewsroomClient> => NewsroomClient.of(site, desk);
const set = async (desk: Device, status: Status, age = 0) => (await line(desk)).command({ do: "status", article, status, age });
const requireFrom = async (desk: Device, from: Status | null) => (await line(desk)).command({ do: "suggest-from", article, from });
const told = async (): Promise<FeedEntry | undefined> => (await (await line(owner)).pullAll(null)).entries.find(({ id }) => id === article);
const statusNow = async (): Promise<unknown> => {
  const entry = (await told())!;
  return "gone" in entry ? entry.gone : [entry.status, entry.statusBy];
};
const versions = async (): Promise<readonly Version[]> =>
  ((await owner.call("GET", `/api/articles/${article}/versions`)).body as { versions: readonly Version[] }).versions;

test("RO8: owners and editors give an article a status, and all who may enter are told which, by whom and when", async () => {
  const [ali, reza] = [await site.desk("علی", "editor"), await site.desk("رضا", "commenter")];
  const client = await line(reza);
  await client.pullAll(null);
  expect(await told()).toMatchObject({ status: "draft", statusAt: null, statusBy: "", suggestFrom: null });
  const before = Date.now();
  expect(await set(ali, "editing")).toEqual({});
  expect(await set(owner, "ready")).toEqual({});
  await until(() => client.news.length === 2);
  expect(client.news).toMatchObject([
    { status: "editing", statusBy: "علی" },
    { status: "ready", statusBy: owner.member.name },
  ]);
  const last = client.news[1]!;
  expect("statusAt" in last && last.statusAt! >= before && last.statusAt! <= Date.now()).toBe(true);
  const listed = (await owner.call("GET", "/api/articles")).body;
  expect(listed).toMatchObject([{ id: article, status: "ready", statusBy: owner.member.name, suggestFrom: null }]);
});

test("RO8: of several the one that was set last holds, in whatever order the relay hears of them", async () => {
  const ali = await site.desk("علی", "editor");
  expect(await set(owner, "ready", HOUR)).toEqual({});
  expect(await set(ali, "editing", 2 * HOUR)).toMatchObject({ error: "status-superseded" });
  expect(await statusNow()).toEqual(["ready", owner.member.name]);
  expect(await set(ali, "published", HOUR / 2)).toEqual({});
  expect(await statusNow()).toEqual(["published", "علی"]);
});

test("RO8: a status that is sent again, since no answer came, changes nothing but is not refused", async () => {
  expect(await set(owner, "ready", HOUR)).toEqual({});
  expect(await set(owner, "ready", HOUR - 1000)).toEqual({});
  expect(await statusNow()).toEqual(["ready", owner.member.name]);
});

test("RO10: an editor who only suggests gives the article no status in which that would end; an owner does", async () => {
  const ali = await site.desk("علی", "editor");
  expect(await requireFrom(ali, "ready")).toMatchObject({ error: "role" });
  expect(await requireFrom(owner, "ready")).toEqual({});
  expect(await told()).toMatchObject({ suggestFrom: "ready" });
  expect(await set(ali, "ready")).toEqual({});
  expect(await set(ali, "editing")).toMatchObject({ error: "status-held" });
  expect(await set(ali, "published")).toEqual({});
  expect(await set(ali, "draft")).toMatchObject({ error: "status-held" });
  expect(await requireFrom(ali, null)).toMatchObject({ error: "role" });
  expect(await set(owner, "editing")).toEqual({});
  expect(await set(ali, "draft")).toEqual({});
  expect(await requireFrom(owner, null)).toEqual({});
  expect(await told()).toMatchObject({ status: "draft", suggestFrom: null });
});

test("VE60: a change of status makes a version of the text as the relay has it, with the status, if it changed since the last one", async () => {
  const client = await owner.enter(`article/${article}`);
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => client.send({ type: "update", update, reply: false }));
  doc.getText("body").insert(0, "تیتر");
  await client.barrier(1);
  expect(await set(owner, "ready")).toEqual({});
  await eventually(
    async () => (await versions()).map(({ reason, label, author }) => [reason, label, author]),
    [["status", "ready", owner.member.id]],
  );
  expect(await set(owner, "published")).toEqual({});
  doc.getText("body").insert(4, " نو");
  await client.barrier(2);
  expect(await set(owner, "editing")).toEqual({});
  await eventually(async () => (await versions()).map(({ label }) => label), ["editing", "ready"]);
});

test("VE5 VE60: what is done over the line makes each version of the text that the relay has by then", async () => {
  const client = await owner.enter(`article/${article}`);
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => client.send({ type: "update", update, reply: false }));
  const desk = await line(owner);
  const made: string[] = [];
  for (let i = 0; i < 8; i++) {
    doc.getText("body").insert(0, "و");
    await client.barrier(i + 1);
    const command =
      i % 2 === 0
        ? ({ do: "status", article, status: STATUSES[(i / 2) % 4]!, age: 0 } as const)
        : ({ do: "place", article, place: i % 4 === 1 ? "archive" : "desk" } as const);
    if (command.do === "status" && i === 0) continue;
    expect(await desk.command(command)).toEqual({});
    made.unshift(command.do);
    await eventually(async () => (await versions()).map(({ reason }) => reason), made);
  }
});

test("RE33: nothing of a status is left of an article that was deleted for good", async () => {
  await site.relay.stop();
  await site.start({ purgeEvery: 20 });
  await set(owner, "ready");
  await requireFrom(owner, "ready");
  await owner.call("DELETE", `/api/articles/${article}`);
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
  const row = () =>
    site.beside((db) => db.prepare("SELECT status, status_at, status_by, suggest_from, gone_at IS NOT NULL AS gone FROM articles").get());
  await eventually(row, { status: "draft", status_at: null, status_by: null, suggest_from: null, gone: 1 });
});
