/** A desk on loopback, seen by those who should not get in: other pages in the same browser, other programs, other desks. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { LoopbackSite, PAGE } from "./loopback-fixture.ts";

let site: LoopbackSite;
beforeEach(async () => {
  site = await LoopbackSite.open();
});
afterEach(() => site.close());

/** How a WebSocket ends that is not let in: the HTTP status. */
async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = (await Promise.race([
    once(socket, "unexpected-response"),
    once(socket, "open").then(() => {
      throw new Error("it was let in");
    }),
  ])) as [unknown, { statusCode: number }];
  socket.on("error", () => undefined).terminate();
  return response.statusCode;
}

test("RP5: a link opens the desk once, and leaves nothing of its key in the address", async () => {
  const { pathname, search } = new URL(site.link());
  const first = await site.get(`${pathname}${search}&lang=en`);
  expect(first).toMatchObject({ status: 303, headers: { location: "/?lang=en", "referrer-policy": "no-referrer", "cache-control": "no-store" } });
  const [cookie] = first.headers["set-cookie"]!;
  expect(cookie).toMatch(/^tahrir_[\w-]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(site.keysUsed).toBe(1);

  const again = await site.get(pathname + search);
  expect(again).toMatchObject({ status: 401, headers: { "content-type": "text/html; charset=utf-8" } });
  expect(again.headers["set-cookie"]).toBeUndefined();
  expect(again.body).toContain('lang="fa" dir="rtl"');
  expect((await site.get("/", { headers: { cookie: cookie!.split(";")[0]! } })).body).toBe(PAGE);
});

test("RP5: a used link opens the window of one who was let in before", async () => {
  const { search } = new URL(site.link());
  const cookie = (await site.get(`/${search}`)).headers["set-cookie"]![0]!.split(";")[0]!;
  expect(await site.get(`/${search}`, { headers: { cookie } })).toMatchObject({ status: 200, body: PAGE });
});

test("RP5: keys that were guessed, cut, or are no keys open nothing", async () => {
  const key = new URL(site.link()).searchParams.get("key")!;
  for (const guess of ["", "x", key.slice(0, -1), `${key}x`, key.toUpperCase(), "__proto__", "%00", encodeURIComponent("ی".repeat(32))]) {
    const { status, headers } = await site.get(`/?key=${guess}`);
    expect([status, headers["set-cookie"]], guess).toEqual([401, undefined]);
  }
  expect((await site.get(`/?key=${key}`)).status).toBe(303);
});

test("RP5: a key is used up by opening the page with it, not by looking at the link", async () => {
  const { search } = new URL(site.link());
  expect((await site.get(`/${search}`, { method: "HEAD" })).status).toBe(401);
  for (const path of ["/.//evil.example/", "/assets/main.js", "/core"]) {
    const { status, headers } = await site.get(path + search);
    expect([status, headers.location], path).toEqual([401, undefined]);
  }
  // A browser reads such a path as a host; where it leads to then is this desk.
  expect(await site.get(`//evil.example/${search}`)).toMatchObject({ status: 303, headers: { location: "/" } });
});

test("RP5: without the desk's own cookie there is neither page nor file nor port", async () => {
  const mine = await site.cookie();
  const [name, value] = mine.split("=") as [string, string];
  const other = await LoopbackSite.open(Buffer.alloc(32, 8));
  const cookies = [undefined, "", name, `${name}=`, `${name}=${value.slice(0, -1)}`, `${name}=${value.slice(0, -1)}~`, `x${name}=${value}`, await other.cookie()];
  try {
    for (const cookie of cookies) {
      const headers = cookie === undefined ? {} : { cookie };
      for (const path of ["/", "/index.html", "/assets/main.js", "/core"]) {
        expect((await site.get(path, { headers })).status, `${path} with ${cookie}`).toBe(401);
      }
      expect(await refusal(site.socket({ ...headers, origin: `http://${site.authority}` })), `port with ${cookie}`).toBe(403);
    }
    expect((await site.get("/", { headers: { cookie: `a=b; ${await other.cookie()}; ${mine}; c=d` } })).status).toBe(200);
  } finally {
    other.close();
  }
  expect(site.windows).toHaveLength(0);
});

test("RP5: the cookie outlives the process, for one who kept its secret, and no other", async () => {
  const cookie = await site.cookie();
  const [again, stranger] = [await LoopbackSite.open(), await LoopbackSite.open(Buffer.alloc(32, 9))];
  expect((await again.get("/", { headers: { cookie } })).status).toBe(200);
  expect((await stranger.get("/", { headers: { cookie } })).status).toBe(401);
  again.close();
  stranger.close();
});

test("RP6: a name that was made to lead here is refused, with the cookie and without", async () => {
  const ours = await site.ours();
  for (const host of ["evil.example", `evil.example:${site.port}`, "127.0.0.1", `localhost:${site.port}`, `127.0.0.1.evil.example:${site.port}`, `127.0.0.1:${site.port}0`]) {
    expect((await site.get("/", { headers: { ...ours, host } })).status, host).toBe(403);
    expect(await refusal(site.socket({ ...ours, host })), host).toBe(403);
  }
});

test("RP6: a page of another origin gets nothing and opens no port, whatever it sends along", async () => {
  const { cookie } = await site.ours();
  const { search } = new URL(site.link());
  for (const origin of ["https://evil.example", "null", `https://${site.authority}`, `http://${site.authority}.evil.example`, `http://127.0.0.1:${site.port + 1}`, "http://127.0.0.1", `http://localhost:${site.port}`]) {
    expect((await site.get("/", { headers: { cookie: cookie!, origin } })).status, origin).toBe(403);
    expect((await site.get(`/${search}`, { headers: { origin } })).status, origin).toBe(403);
    expect(await refusal(site.socket({ cookie: cookie!, origin })), origin).toBe(403);
  }
  // A program that is no browser sends no origin, and has no business with the port.
  expect(await refusal(site.socket({ cookie: cookie! }))).toBe(403);
  expect(site.windows).toHaveLength(0);
});

test("RP6: one who tries and breaks off at once does not take the desk down", async () => {
  const ours = await site.ours();
  for (let i = 0; i < 20; i++) {
    const socket = connect(site.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write(`GET /core HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${"x".repeat(i * 1000)}`);
    await new Promise((resolve) => setImmediate(resolve));
    socket.resetAndDestroy();
  }
  expect((await site.get("/", { headers: ours })).status).toBe(200);
});

test("RP7: nothing outside the built interface is served", async () => {
  const { cookie } = await site.ours();
  const attempts = [
    "/../secret.html", "/..%2fsecret.html", "/%2e%2e/secret.html", "/%2e%2e%2fsecret.html", "/assets/..%2f..%2fsecret.html", "/..%5csecret.html",
    "/%252e%252e%252fsecret.html", "/..%2fbuilt-by-others%2findex.html", "//etc/passwd", "/%2fetc%2fpasswd", `/${encodeURIComponent(site.folder)}%2fsecret.html`,
    "/index.html%00.js", "/%00", "/%ff", "/%", "/%zz", "/assets", "/assets/", "/assets/notes.txt", "/index.html/", "/core", "/INDEX.HTML", `/${"x".repeat(5000)}.js`,
    "http://evil.example/../secret.html", "*",
  ];
  for (const path of attempts) {
    const { status, body } = await site.get(path, { headers: { cookie: cookie! } });
    expect([404, 400, 403], path).toContain(status);
    expect(body, path).not.toMatch(/beside the interface|root:|a folder whose name|no file of an interface/);
  }
  expect(site.reported).toEqual([]);
  expect(await site.get("/assets/main.js", { headers: { cookie: cookie! } })).toMatchObject({ status: 200, body: "export {}", headers: { "content-type": "text/javascript; charset=utf-8" } });
});

test("RP7: it is only read", async () => {
  const { cookie } = await site.ours();
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
    const { status, body } = await site.get("/", { method, headers: { cookie: cookie! } });
    expect([status, body], method).toEqual([405, "GET only"]);
  }
  expect(await site.get("/", { method: "HEAD", headers: { cookie: cookie! } })).toMatchObject({ status: 200, body: "" });
});

test("RP7: every answer carries the policy that lets no script, frame or type guess in", async () => {
  const { cookie } = await site.ours();
  const answers = [
    await site.get("/", { headers: { cookie: cookie! } }), await site.get("/none.js", { headers: { cookie: cookie! } }), await site.get("/"),
    await site.get("/", { method: "POST" }), await site.get("/", { headers: { host: "evil.example" } }), await site.get(`/${new URL(site.link()).search}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401, 405, 403, 303]);
  for (const { headers } of answers) {
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*/);
    for (const directive of ["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(directive);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin" });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
});

test("RP7: a request that is too large or no HTTP ends its own connection", async () => {
  const ours = await site.ours();
  expect((await site.get("/", { headers: { ...ours, "x-large": "x".repeat(20_000) } })).status).toBe(431);
  const socket = connect(site.port, "127.0.0.1");
  socket.end("not http at all\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400/);
  expect((await site.get("/", { headers: ours })).status).toBe(200);
});

async function windowSocket(): Promise<WebSocket> {
  const socket = site.socket(await site.ours());
  await once(socket, "open");
  return socket;
}

test("RP7: a text message closes the window's own port", async () => {
  const [bad, good] = [await windowSocket(), await windowSocket()];
  const got: Uint8Array[] = [];
  for (const window of site.windows) window.onMessage((message) => got.push(message));
  bad.send("hello");
  expect((await once(bad, "close"))[0]).toBe(1003);
  good.send(Uint8Array.of(1));
  await vi.waitFor(() => expect(got).toEqual([Uint8Array.of(1)]));
});

test("RP7: a message above the limit closes its port before it is held in memory", async () => {
  const socket = await windowSocket();
  let closed = false;
  site.windows[0]!.onMessage(() => undefined);
  site.windows[0]!.onClose(() => (closed = true));
  socket.on("error", () => undefined);
  socket.send(new Uint8Array(64 * 1024 * 1024 + 1));
  expect((await once(socket, "close"))[0]).toBeOneOf([1009, 1006]);
  await vi.waitFor(() => expect(closed).toBe(true));
  const next = await windowSocket();
  expect(next.readyState).toBe(next.OPEN);
});

test("RP7: the port is at one address only", async () => {
  const ours = await site.ours();
  for (const path of ["/", "/core/", "/core?x=1", "/CORE"]) expect(await refusal(site.socket(ours, path)), path).toBe(403);
});
