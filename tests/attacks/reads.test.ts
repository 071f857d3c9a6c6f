/** Entry point: what members have read. Who wants to know what others read, mark it for them, or fill the relay with it. */
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test } from "vitest";
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
const marks = async (desk: Device) => (await (await line(desk)).pullAll(null)).pages.flatMap(({ reads }) => reads);
/** A frame of commands, whatever they are. */
const commands = (value: unknown): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 83);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify(value));
  });

test("NO74: another owner follows, asks from every cursor and over HTTP, and hears nothing of what somebody reads", async () => {
  const mallory = await site.desk("مهاجم", "owner");
  const client = await line(mallory);
  const { cursor } = (await client.pullAll(null)).last;
  await (await line(owner)).command({ do: "read", article, threads: [{ thread: "77.88", clocks: [99, 5] }] });
  await owner.call("PATCH", `/api/articles/${article}`, { title: "نو" });
  await until(() => client.news.length > 0);
  for (let seq = 0; seq <= cursor.seq + 2; seq++) await client.pullAll({ ...cursor, seq });
  const http = [
    await mallory.call("GET", "/api/articles?since=0"),
    await mallory.call("GET", `/api/articles/${article}/authors?room=notes`),
  ];
  expect(Buffer.concat(client.bytes).toString() + JSON.stringify(http)).not.toContain("77.88");
  expect(await marks(owner)).toEqual([{ article, thread: "77.88", clocks: [99, 5] }]);
});

test("NO74: somebody marks as read in another's name, and marks it for themselves alone or not at all", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  const threads = [{ thread: "1.2", clocks: [1, 5] }];
  const client = await line(mallory);
  client.socket.send(commands([{ do: "read", article, threads, member: owner.member.id }]));
  expect(await client.end()).toBe(4400);
  await (await line(mallory)).command({ do: "read", article, threads });
  expect([await marks(owner), await marks(mallory)]).toEqual([[], [{ article, ...threads[0]! }]]);
});

test("RO6: a guest marks articles that are not theirs, and is told nothing of them", async () => {
  const guest = await site.desk("مهمان", "editor");
  await owner.call("PATCH", `/api/members/${guest.member.id}`, { role: "none" });
  const client = await line(guest);
  const threads = [{ thread: "1.2", clocks: [1, 5] }];
  expect(await client.command({ do: "read", article, threads })).toMatchObject({ error: "role" });
  expect(await client.command({ do: "read", article: "no-such-article", threads })).toMatchObject({ error: "article-unknown" });
  expect(await marks(guest)).toEqual([]);
});

test.each([
  ["a client without a clock", [{ thread: "1.2", clocks: [1] }]],
  ["a clock that goes back", [{ thread: "1.2", clocks: [1, -5] }]],
  ["a clock without end", [{ thread: "1.2", clocks: [1, 1e300] }]],
  ["more clients than are counted", [{ thread: "1.2", clocks: Array.from({ length: 1002 }, (_, i) => i) }]],
  ["more threads than at a time", Array.from({ length: 201 }, (_, i) => ({ thread: `1.${i}`, clocks: [1, 2] }))],
  ["a thread of a megabyte", [{ thread: "x".repeat(1_000_000), clocks: [1, 2] }]],
  ["no thread", [{ thread: null, clocks: [1, 2] }]],
])("NO75: marks with %s close their own line, and nothing is kept", async (_name, threads) => {
  const client = await line(owner);
  client.socket.send(commands([{ do: "read", article, threads }]));
  expect(await client.end()).toBe(4400);
  expect(await marks(owner)).toEqual([]);
});

test("NO73: a clock that nobody can have read so far marks what is to come for nobody but who says so", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  await (await line(mallory)).command({ do: "read", article, threads: [{ thread: "1.2", clocks: [1, Number.MAX_SAFE_INTEGER] }] });
  await (await line(owner)).command({ do: "read", article, threads: [{ thread: "1.2", clocks: [1, 5] }] });
  expect(await marks(owner)).toEqual([{ article, thread: "1.2", clocks: [1, 5] }]);
});
