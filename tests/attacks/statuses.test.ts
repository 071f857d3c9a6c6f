/** Entry point: the status of an article. Who may not set it, set it in another's name or time, or have editors write where they only suggest. */
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FeedEntry } from "../../shared/wire/feed.ts";
import { NewsroomClient, until } from "../relay/newsroom-client.ts";
import { TestRelay, type Device } from "../relay/relay-fixture.ts";

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

const line = (desk: Device): Promise<NewsroomClient> => NewsroomClient.of(site, desk);
const told = async (): Promise<FeedEntry | undefined> => (await (await line(owner)).pullAll(null)).entries.find(({ id }) => id === article);
/** A frame of commands, whatever they are. */
const commands = (value: unknown): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 83);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify(value));
  });

test.each(["reader", "commenter"] as const)("RO8: a %s publishes an article, and neither it nor its feed changes", async (role) => {
  const mallory = await site.desk("مهاجم", role);
  const { last } = await (await line(owner)).pullAll(null);
  const client = await line(mallory);
  expect(await client.command({ do: "status", article, status: "published", age: 0 })).toMatchObject({ error: "role" });
  expect(await client.command({ do: "suggest-from", article, from: null })).toMatchObject({ error: "role" });
  expect((await (await line(owner)).pullAll(last.cursor)).entries).toEqual([]);
});

test("RO7: an editor takes back what the owner requires, by command and by what the article itself says, and it stays", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  await (await line(owner)).command({ do: "suggest-from", article, from: "draft" });
  const client = await line(mallory);
  expect(await client.command({ do: "suggest-from", article, from: null })).toMatchObject({ error: "role" });
  expect(await client.command({ do: "suggest-from", article, from: "published" })).toMatchObject({ error: "role" });
  expect(await told()).toMatchObject({ suggestFrom: "draft" });
});

test("RO8: somebody sets a status in the future, so that nobody's later one holds: the relay counts it as of now", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  const client = await line(mallory);
  client.socket.send(commands([{ do: "status", article, status: "published", age: -9e12 }]));
  expect(await client.end()).toBe(4400);
  const other = await line(mallory);
  expect(await other.command({ do: "status", article, status: "published", age: 0 })).toEqual({});
  const entry = (await told())!;
  expect("statusAt" in entry && entry.statusAt! <= Date.now()).toBe(true);
  expect(await (await line(owner)).command({ do: "status", article, status: "draft", age: 0 })).toEqual({});
  expect(await told()).toMatchObject({ status: "draft", statusBy: owner.member.name });
});

test("RO8: somebody says that a status was set before there were clocks, and nothing newer is lost", async () => {
  await (await line(owner)).command({ do: "status", article, status: "ready", age: 0 });
  const mallory = await site.desk("مهاجم", "editor");
  const answer = await (await line(mallory)).command({ do: "status", article, status: "draft", age: 8.64e15 });
  expect(answer).toMatchObject({ error: "status-superseded" });
  expect(await told()).toMatchObject({ status: "ready", statusBy: owner.member.name });
});

test.each([
  ["in another's name", { do: "status", status: "ready", age: 0, statusBy: "owner" }],
  ["that there is not", { do: "status", status: "spiked", age: 0 }],
  ["with a time that is no number", { do: "status", status: "ready", age: "0" }],
  ["of a prototype", { do: "status", status: "__proto__", age: 0 }],
  ["from which nobody knows", { do: "suggest-from", from: "constructor" }],
])("RO8: a status %s closes its own line, and changes nothing", async (_name, command) => {
  const mallory = await site.desk("مهاجم", "editor");
  const client = await line(mallory);
  client.socket.send(commands([{ ...command, article }]));
  expect(await client.end()).toBe(4400);
  expect(await told()).toMatchObject({ status: "draft", statusAt: null, suggestFrom: null });
});

test(
  "VE60: an editor sets statuses again and again to push out the versions of others, and makes none of a text that did not change",
  { tags: "long" },
  async () => {
    const mallory = await site.desk("مهاجم", "editor");
    const client = await line(mallory);
    for (let i = 0; i < 40; i++) {
      await client.command({ do: "status", article, status: i % 2 ? "draft" : "ready", age: 0 });
    }
    const { body } = await owner.call("GET", `/api/articles/${article}/versions`);
    await until(() => client.closed === null);
    expect((body as { versions: unknown[] }).versions.length).toBeLessThanOrEqual(1);
  },
);
