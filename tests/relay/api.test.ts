import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Newsroom } from "../../server/people/newsroom.ts";
import { PALETTE } from "../../server/people/palette.ts";
import { INVITATION_LIFE } from "../../server/people/invitations.ts";
import { TICKET_LIFE, Tickets } from "../../server/people/tickets.ts";
import { call, TestRelay, typed } from "./relay-fixture.ts";

let site: TestRelay;
beforeEach(async () => {
  site = await new TestRelay().start();
});
afterEach(() => site.close());

describe("joining", () => {
  test("RE1: an invitation makes one member once, and the token works", async () => {
    const { http } = site.relay;
    const code = site.invite("سارا", "editor");
    const joined = await call(http, "POST", "/api/join", { code, device: "لپ‌تاپ" });
    expect(joined.body).toMatchObject({ member: { name: "سارا", role: "editor" } });
    const { token, member } = joined.body as { token: string; member: object };
    expect((await call(http, "GET", "/api/me", undefined, token)).body).toEqual({ ...member, newDevices: [] });
    expect(await call(http, "POST", "/api/join", { code, device: "x" })).toMatchObject({ status: 410, body: { error: "invitation-used" } });
    expect(await call(http, "POST", "/api/join", { code: "nope", device: "x" })).toMatchObject({
      status: 404,
      body: { error: "invitation-unknown" },
    });
  });

  test("RE1: an invitation expires after seven days", () => {
    site.beside((db) => {
      // Ahead of the relay's own clock, by which it marks what is too old.
      let now = Date.now();
      const newsroom = new Newsroom(db, () => now);
      const [early, late] = ["a", "b"].map((name) => newsroom.invitations.add({ name, role: "reader" }).code);
      now += INVITATION_LIFE - 60_000;
      expect(newsroom.join(early!, "x").member.name).toBe("a");
      now += 60_000;
      expect(() => newsroom.join(late!, "x")).toThrow(/expired/);
    });
  });

  test("RE2: neither codes nor tokens are kept, only their hashes", async () => {
    const code = site.invite("سارا", "owner");
    const { token } = await site.desk("علی", "editor");
    const rows = site.beside((db) => ["invitations", "devices"].flatMap((table) => db.prepare(`SELECT * FROM ${table}`).all()));
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("RE3: a ticket works once, within a minute", () => {
    let now = 0;
    const tickets = new Tickets(() => now);
    const [first, second, third] = [tickets.issue("a"), tickets.issue("b"), tickets.issue("c")];
    expect([tickets.use(first), tickets.use(first), tickets.use("?")]).toEqual(["a", null, null]);
    now = TICKET_LIFE - 1;
    expect(tickets.use(second)).toBe("b");
    now = TICKET_LIFE;
    expect(tickets.use(third)).toBe(null);
  });

  test("PR1: members get different colours, all of them readable under white text", async () => {
    const colors = new Set<string>();
    for (let i = 0; i < PALETTE.length; i++) colors.add((await site.desk(`m${i}`, "reader")).member.color);
    expect(colors.size).toBe(PALETTE.length);
    for (const color of colors) {
      const [r, g, b] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      expect(1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05), color).toBeGreaterThan(4.5);
    }
  });

  test("RE1: only an owner invites over HTTP, and the address leads to this relay", async () => {
    const owner = await site.desk("سارا", "owner");
    const editor = await site.desk("علی", "editor");
    const { body } = await owner.call("POST", "/api/invitations", { name: "رضا", role: "commenter" });
    const { url, code } = body as { url: string; code: string };
    expect(url).toBe(`${site.relay.http}/join#${code}`);
    expect((await call(site.relay.http, "POST", "/api/join", { code, device: "x" })).body).toMatchObject({ member: { role: "commenter" } });
    expect(await editor.call("POST", "/api/invitations", { name: "x", role: "owner" })).toMatchObject({
      status: 403,
      body: { error: "role" },
    });
  });
});

describe("articles", () => {
  test("RE4: an article is entered once under its desk's own id, renamed, and listed last changed first", async () => {
    const sara = await site.desk("سارا", "editor");
    const id = "made-on-the-desk_1";
    expect((await sara.call("POST", "/api/articles", { title: "یک", id })).body).toEqual({ id });
    expect((await sara.call("POST", "/api/articles", { title: "دوباره", id })).body).toEqual({ id });
    const other = await sara.newArticle("دو");
    await sara.call("PATCH", `/api/articles/${id}`, { title: "یکم" });
    const before = (await sara.call("GET", "/api/articles")).body as { id: string; updatedAt: number }[];
    const client = await sara.frames(`article/${id}/notes`);
    await client.first("step1");
    client.send({ type: "update", update: typed("نظر").update, reply: false });
    await client.barrier(1);
    const articles = (await sara.call("GET", "/api/articles")).body as typeof before;
    expect(articles).toMatchObject([
      { id, title: "یکم", role: "editor" },
      { id: other, title: "دو" },
    ]);
    const then = before.find((one) => one.id === id)!.updatedAt;
    expect(articles[0]!.updatedAt).toBeGreaterThan(then);
    client.socket.close();
  });

  test("RO1: who may not write an article may not make or rename one", async () => {
    const id = await (await site.desk("سارا", "owner")).newArticle();
    for (const role of ["commenter", "reader"] as const) {
      const desk = await site.desk("علی", role);
      expect(await desk.call("POST", "/api/articles", { title: "x" })).toMatchObject({ status: 403, body: { error: "role" } });
      expect(await desk.call("PATCH", `/api/articles/${id}`, { title: "x" })).toMatchObject({ status: 403 });
      expect(await desk.call("GET", "/api/articles")).toMatchObject({ body: [{ id, title: "خبر", role }] });
    }
  });

  test("AU1: the relay tells who wrote what: the first member to bring a client ID", async () => {
    const sara = await site.desk("سارا", "editor");
    const ali = await site.desk("علی", "editor");
    const id = await sara.newArticle();
    const { doc, update } = typed("سلام");
    for (const desk of [sara, ali]) {
      const client = await desk.frames(`article/${id}`);
      await client.first("step1");
      client.send({ type: "update", update, reply: false });
      await client.barrier(1);
      client.socket.close();
    }
    const { body } = await ali.call("GET", `/api/articles/${id}/authors?room=body`);
    const { id: author } = sara.member;
    expect(body).toEqual({
      members: [sara.member],
      ranges: [[doc.clientID, 0, expect.any(Number), author, author]],
      times: expect.any(Array),
      until: expect.any(Number),
    });
    expect((await ali.call("GET", `/api/articles/${id}/authors?room=notes`)).body).toEqual({
      members: [],
      ranges: [],
      times: [],
      until: -1,
    });
  });
});

describe("bad requests", () => {
  test.each<[string, string, unknown, number, string]>([
    ["GET", "/api/nothing", undefined, 404, "not-found"],
    ["DELETE", "/api/articles", undefined, 405, "method"],
    ["POST", "/api/join", "{", 400, "bad-json"],
    ["POST", "/api/join", { code: 5 }, 400, "bad-request"],
    ["POST", "/api/join", { code: "x", device: "y".repeat(70_000) }, 413, "too-large"],
    ["POST", "/api/articles", { title: "x", id: "../etc" }, 400, "bad-request"],
    ["POST", "/api/articles", { title: 1 }, 400, "bad-request"],
    ["PATCH", "/api/articles/unknown-article", { title: "x" }, 404, "article-unknown"],
    ["GET", "/api/articles/unknown-article/authors?room=body", undefined, 404, "article-unknown"],
    ["POST", "/api/invitations", { name: " ", role: "owner" }, 400, "bad-request"],
    ["POST", "/api/invitations", { name: "x", role: "king" }, 400, "bad-request"],
  ])("RE5: %s %s with %j is answered %i %s, and without a stack", async (method, path, body, status, error) => {
    const owner = await site.desk("سارا", "owner");
    const reply = await owner.call(method, path, body);
    expect(reply).toMatchObject({ status, body: { error, message: expect.stringMatching(/./) } });
    expect(JSON.stringify(reply.body)).not.toMatch(/\.ts|node_modules/);
    expect(site.reported).toEqual([]);
  });

  test("RE6: nothing of the newsroom is told without a token", async () => {
    for (const [method, path] of [
      ["GET", "/api/me"],
      ["POST", "/api/tickets"],
      ["GET", "/api/articles"],
      ["POST", "/api/articles"],
      ["POST", "/api/invitations"],
    ] as const) {
      for (const token of [undefined, "wrong", "a b"]) {
        expect(await call(site.relay.http, method, path, undefined, token)).toMatchObject({ status: 401, body: { error: "unauthorized" } });
      }
    }
  });

  test("RE5: a caller who hangs up in the middle of a body harms nobody", async () => {
    await new Promise<void>((resolve) => {
      const half = request(`${site.relay.http}/api/join`, { method: "POST", headers: { "Content-Length": 100 } });
      half.on("error", () => resolve());
      half.write("{", () => half.destroy());
      half.on("close", resolve);
    });
    expect((await call(site.relay.http, "GET", "/healthz")).body).toEqual({ ok: true });
    expect(site.reported).toEqual([]);
  });

  test("RE7: every answer carries the headers that keep a browser from guessing, and the join page runs nothing", async () => {
    for (const path of ["/healthz", "/join", "/nothing"]) {
      const { headers } = await call(site.relay.http, "GET", path);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect([headers.get("x-content-type-options"), headers.get("referrer-policy"), headers.get("cache-control")]).toEqual([
        "nosniff",
        "no-referrer",
        "no-store",
      ]);
    }
    const page = (await call(site.relay.http, "GET", "/join")).body as string;
    expect(page).toMatch(/dir="rtl"[^]*تحریر[^]*dir="ltr"[^]*Tahrir/);
    expect(page).not.toContain("<script");
  });

  test("DE26, IL7: the page behind an invitation tells both ways in, and its Persian needs no font of the reader's system", async () => {
    const { body, headers } = await call(site.relay.http, "GET", "/join");
    const page = body as string;
    expect(page).toMatch(/پیوستن به تحریریه[^]*npm run -s desk[^]*Join a newsroom[^]*npm run -s desk/);
    expect(page).toMatch(/<section lang="ar" dir="rtl">[^]*npm run -s desk[^]*<section lang="he" dir="rtl">[^]*npm run -s desk/);
    expect(headers.get("content-security-policy")).toContain("font-src 'self'");
    const [, url] = /src: url\(([^)]+)\)/.exec(page)!;
    const font = await fetch(new URL(url!, `${site.relay.http}/join`));
    expect([font.status, font.headers.get("content-type")]).toEqual([200, "font/woff2"]);
    expect(
      Buffer.from(await font.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe("wOF2");
  });
});
