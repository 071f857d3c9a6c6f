/** Whom a desk offers to mention in an article. */
import { afterEach, beforeEach, expect, test } from "vitest";
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

const namesFor = async (desk: Desk, article: string): Promise<string[]> =>
  (await desk.window.calls.people({ article })).map(({ name }) => name);

test("NO31: they are those who may enter it, also while the relay is out of reach, and after a start", async () => {
  const [sara, omid] = [await Desk.open(site, "سارا", "owner"), await Desk.open(site, "Omid", "commenter")];
  desks.push(sara, omid);
  const article = await sara.create("خبر");
  await eventually(async () => (await omid.window.calls.article({ id: article }))?.id, article);
  expect(await namesFor(omid, article)).toEqual(["سارا", "Omid"]);
  await omid.window.calls.setOffline({ offline: true });
  await site.desk("رضا", "editor");
  expect(await namesFor(omid, article)).toEqual(["سارا", "Omid"]);
  expect(await namesFor(sara, article)).toEqual(["سارا", "Omid", "رضا"]);
  omid.stop();
  await omid.start();
  expect(await namesFor(omid, article)).toEqual(["سارا", "Omid"]);
});

test("NO31: an article of another desk, or none, has no list", async () => {
  const sara = await Desk.open(site, "سارا", "owner");
  desks.push(sara);
  await expect(namesFor(sara, "article-nowhere")).rejects.toThrow(/article/);
});

test("NO31: before it is shared, an article has its own person alone; a desk without a newsroom has nobody", async () => {
  const alone = await Desk.alone(site);
  desks.push(alone);
  const article = await alone.create("پیش‌نویس");
  expect(await namesFor(alone, article)).toEqual([]);
  await alone.window.calls.join({ invitation: `${site.relay.http}/join#${site.invite("سارا", "owner")}`, share: "none" });
  await site.desk("رضا", "editor");
  expect(await namesFor(alone, article)).toEqual(["سارا"]);
});
