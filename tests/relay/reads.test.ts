/** What members have read of the notes, at the relay: told to their own desks, to nobody else, and bounded. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { ArticleTable } from "../../server/articles/article-table.ts";
import { MOST_READ_THREADS, ReadTable } from "../../server/articles/read-table.ts";
import type { ThreadMarks } from "../../shared/read-marks.ts";
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

const line = (desk: Device): Promise<NewsroomClient> => NewsroomClient.of(site, desk);
const read = (...threads: ThreadMarks[]) => ({ do: "read" as const, article, threads });
const told = (client: NewsroomClient) => client.got.flatMap((frame) => (frame.type === "news" ? (frame.news.reads ?? []) : []));
const marks = async (desk: Device) => (await (await line(desk)).pullAll(null)).pages.flatMap(({ reads }) => reads);

test("NO73: what is read at one desk is told to the other desks of that member at once, and later to those that were away", async () => {
  const [one, other] = [await line(owner), await line(owner)];
  const { last } = await other.pullAll(null);
  expect(await one.command(read({ thread: "1.2", clocks: [1, 5] }))).toEqual({});
  await until(() => told(other).length === 1);
  expect(told(other)).toEqual([{ article, thread: "1.2", clocks: [1, 5] }]);
  // Out of order, twice, and of another client: the later clock of each holds.
  await one.command(read({ thread: "1.2", clocks: [1, 3, 2, 7] }));
  await one.command(read({ thread: "1.2", clocks: [1, 5] }));
  await one.command(read({ thread: "3.4", clocks: [2, 0] }));
  const away = (await (await line(owner)).pullAll(last.cursor)).pages.flatMap(({ reads }) => reads);
  expect(away).toEqual([
    { article, thread: "1.2", clocks: [1, 5, 2, 7] },
    { article, thread: "3.4", clocks: [2, 0] },
  ]);
});

test("NO73: a mark that brings nothing new takes no number and tells nobody", async () => {
  const client = await line(owner);
  await client.command(read({ thread: "1.2", clocks: [1, 5] }));
  const { cursor } = (await client.pullAll(null)).last;
  await client.command(read({ thread: "1.2", clocks: [1, 4] }));
  expect((await client.pullAll(cursor)).last.cursor.seq).toBe(cursor.seq);
});

test("NO75: of each member so many threads are kept, those in which something was read last", { tags: "long" }, async () => {
  const client = await line(owner);
  await client.command(read({ thread: "0.0", clocks: [1, 1] }));
  site.beside((db) => {
    const articles = new ArticleTable(db);
    const table = new ReadTable(db, articles);
    const threads = Array.from({ length: MOST_READ_THREADS }, (_, i) => ({ thread: `1.${i}`, clocks: [1, i] }));
    articles.together(() => table.mark(owner.member.id, article, threads));
    const row = db.prepare("SELECT count(*) AS n, sum(thread = '0.0') AS first FROM read_marks").get();
    expect(row).toEqual({ n: MOST_READ_THREADS - 999, first: 0 });
  });
});

test("NO75: what was read goes with the article, and with the member", async () => {
  const reza = await site.desk("رضا", "reader");
  for (const desk of [owner, reza]) await (await line(desk)).command(read({ thread: "1.2", clocks: [1, 5] }));
  const members = () => site.beside((db) => db.prepare("SELECT member FROM read_marks").all().length);
  expect(members()).toBe(2);
  await owner.call("DELETE", `/api/members/${reza.member.id}`);
  expect(members()).toBe(1);
  await site.relay.stop();
  await site.start({ purgeEvery: 20 });
  await owner.call("DELETE", `/api/articles/${article}`);
  site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
  await eventually(members, 0);
  expect(await marks(owner)).toEqual([]);
});
