/** Files that a window offers to whatever they are dropped on: the core that writes them, and the host that serves them. */
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OfferedFiles } from "../../main/core/export/offered-files.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";
import { LoopbackSite } from "./loopback-fixture.ts";

let site: TestRelay;
let desk: Desk;
beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.open(site, "سارا", "owner");
});
afterEach(() => closeDesks(site, [desk]));

const ticket = (letter: string): string => letter.repeat(32);

test("EX50: an offered article is written when somebody comes for it, once, within ten minutes, and thirty stand at a time", async () => {
  const article = await desk.create("پل باز شد\nنخستین");
  let now = 0;
  const offered = new OfferedFiles({ desk: desk.folder.path, flush: () => undefined, now: () => now });
  offered.offer(ticket("a"), [article], "text");
  const [file] = (await offered.take(ticket("a"), true))!;
  expect(file).toMatchObject({ name: "پل باز شد.txt", type: "text/plain" });
  expect(new TextDecoder().decode(file!.bytes)).toBe("پل باز شد\n\nنخستین\n");
  expect(await offered.take(ticket("a"), true)).toBe(null);
  offered.offer(ticket("b"), [article], "text");
  now += 10 * 60_000;
  expect(await offered.take(ticket("b"), true)).toBe(null);
  offered.offer(ticket("c"), ["article-that-is-not-there"], "docx");
  expect(await offered.take(ticket("c"), true)).toBe(null);
  for (let i = 0; i < 31; i++) offered.offer(`${i}`.padStart(32, "0"), [article], "text");
  expect(await offered.take("0".padStart(32, "0"), true)).toBe(null);
  expect(await offered.take("1".padStart(32, "0"), true)).not.toBe(null);
  offered.close();
});

test(
  "EX53: several articles are a file each, or one zip with a manifest; one that has no text keeps back none of the others",
  { tags: "long" },
  async () => {
    const articles = [await desk.create("پل\nیک"), "article-that-is-not-there", await desk.create("پل\nدو"), await desk.create("رود\nسه")];
    const offered = new OfferedFiles({ desk: desk.folder.path, flush: () => undefined });
    offered.offer(ticket("a"), articles, "text");
    const files = (await offered.take(ticket("a"), false))!;
    expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ["پل.txt", "پل\n\nیک\n"],
      ["پل (2).txt", "پل\n\nدو\n"],
      ["رود.txt", "رود\n\nسه\n"],
    ]);
    offered.offer(ticket("b"), articles, "text");
    const [zip, ...others] = (await offered.take(ticket("b"), true))!;
    expect([zip!.name, zip!.type, others]).toEqual(["پل +2.zip", "application/zip", []]);
    expect(Object.keys(unzipSync(zip!.bytes))).toEqual(["پل.txt", "پل (2).txt", "رود.txt", "manifest.json"]);
    offered.close();
  },
);

test("EX50: the desk in a browser serves a file by its ticket alone, to be saved, and to no other page", async () => {
  const host = await LoopbackSite.open();
  try {
    const asked: string[] = [];
    const article = await desk.create("پل (نو)\nنخستین");
    host.takeFile = async (one) => {
      asked.push(one);
      await desk.window.calls.offerFile({ ticket: one, articles: [article], format: "html" });
      return one === ticket("x") ? desk.core.takeOffered(one) : null;
    };
    for (const path of ["/leaving/", "/leaving/short", `/leaving/${ticket("x")}/`, `/leaving/..%2f${ticket("x")}`, "/leaving/%00"])
      expect((await host.get(path)).status).toBe(404);
    const headers = { origin: "http://evil.example" };
    expect((await host.get(`/leaving/${ticket("x")}`, { headers })).status).toBe(403);
    expect(
      (await host.get(`/leaving/${ticket("x")}`, { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" } })).status,
    ).toBe(403);
    expect((await host.get(`/leaving/${ticket("x")}`, { headers: { host: "evil.example" } })).status).toBe(403);
    expect((await host.get(`/leaving/${ticket("x")}`, { method: "HEAD" })).status).toBe(404);
    expect(asked).toEqual([]);
    const got = await host.get(`/leaving/${ticket("x")}`);
    expect(got).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/html",
        "content-disposition": `attachment; filename*=UTF-8''%D9%BE%D9%84%20%28%D9%86%D9%88%29.html`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
    expect(got.body).toContain("<h1>پل (نو)</h1>");
    expect((await host.get(`/leaving/${ticket("y")}`)).status).toBe(404);
  } finally {
    host.close();
  }
});
