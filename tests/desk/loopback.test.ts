/** A desk on loopback: how a tab is let in and comes back, and what is served. What attackers try is in tests/attacks. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { passes } from "../eventually.ts";
import { enter, LoopbackSite, MemoryFile, refusal } from "./loopback-fixture.ts";

let site: LoopbackSite;
beforeEach(async () => {
  site = await LoopbackSite.open();
});
afterEach(() => site.close());

const gone = (socket: WebSocket): Promise<unknown> => once(socket, "close");

test("RP5: a link opens one window, once, and whoever shows it is told that it is used", async () => {
  const key = `key.${site.key()}`;
  const { socket } = await enter(site.socket(key));
  await passes(() => expect(site.windows).toHaveLength(1));
  expect([socket.protocol, site.keysUsed]).toEqual(["tahrir", 1]);
  expect(await refusal(site.socket(key))).toBe(403);
  expect([site.windows.length, site.keysUsed]).toEqual([1, 1]);
});

test("RP5: looking at a link, as some programs do before a person, uses up nothing", async () => {
  const link = new URL(site.link());
  for (const method of ["GET", "HEAD"]) expect((await site.get(link.pathname + link.search, { method })).status).toBe(200);
  await enter(site.socket(`key.${link.searchParams.get("key")}`));
});

test("RP5: a tab that is loaded again comes back by its secret, which is another each time", async () => {
  const secrets: string[] = [];
  let { socket, secret } = await site.tab();
  for (let i = 0; i < 3; i++) {
    secrets.push(secret);
    socket.close();
    await gone(socket);
    ({ socket, secret } = await enter(site.socket(`secret.${secret}`)));
  }
  expect(new Set([...secrets, secret]).size).toBe(4);
  socket.close();
  await gone(socket);
  for (const old of secrets) expect(await refusal(site.socket(`secret.${old}`))).toBe(403);
});

test("RP5: a tab that was cut off before it had stored its next secret comes back by the one it has", async () => {
  const { socket, secret } = await site.tab();
  socket.close();
  await gone(socket);
  const cut = site.socket(`secret.${secret}`);
  const [unstored] = (await once(cut, "message")) as [Buffer];
  cut.terminate();
  await gone(cut);
  const { secret: next } = await enter(site.socket(`secret.${secret}`));
  expect(new Set([secret, unstored.toString(), next]).size).toBe(3);
  // Only now that it is known to be stored are those before it void.
  for (const old of [secret, unstored.toString()]) expect(await refusal(site.socket(`secret.${old}`))).toBe(403);
});

test("RP5: a duplicated tab is let in beside the first, and each comes back by a secret of its own", async () => {
  const first = await site.tab();
  const copy = await enter(site.socket(`secret.${first.secret}`));
  expect(copy.secret).not.toBe(first.secret);
  site.ahead += 60_000;
  for (const { socket } of [copy, first]) {
    socket.close();
    await gone(socket);
  }
  for (const { secret } of [first, copy]) await enter(site.socket(`secret.${secret}`));
});

test("RP5: where a tab is loaded again before its old page has gone, the old page's secret is void", async () => {
  const old = await site.tab();
  const { secret } = await enter(site.socket(`secret.${old.secret}`));
  old.socket.close();
  await gone(old.socket);
  expect(await refusal(site.socket(`secret.${old.secret}`))).toBe(403);
  await enter(site.socket(`secret.${secret}`));
});

test("RP5: windows come back to a core that was started again, which kept no secret, only its hash", async () => {
  const file = new MemoryFile();
  const before = await LoopbackSite.open(file);
  const { secret } = await before.tab();
  const { port } = before;
  before.close();
  expect(file.text).not.toContain(secret);
  const after = await LoopbackSite.open(file, port);
  const { secret: next } = await enter(after.socket(`secret.${secret}`));
  after.close();
  expect(next).not.toBe(secret);
  const damaged = new MemoryFile();
  damaged.text = file.text!.slice(0, -5);
  (await LoopbackSite.open(damaged)).close();
});

test("RP7: nothing outside the built interface is served", async () => {
  const attempts = [
    "/../secret.html",
    "/..%2fsecret.html",
    "/%2e%2e/secret.html",
    "/%2e%2e%2fsecret.html",
    "/assets/..%2f..%2fsecret.html",
    "/..%5csecret.html",
    "/%252e%252e%252fsecret.html",
    "/..%2fbuilt-by-others%2findex.html",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    `/${encodeURIComponent(site.folder)}%2fsecret.html`,
    "/index.html%00.js",
    "/%00",
    "/%ff",
    "/%",
    "/%zz",
    "/assets",
    "/assets/",
    "/assets/notes.txt",
    "/index.html/",
    "/core",
    "/INDEX.HTML",
    `/${"x".repeat(5000)}.js`,
    "http://evil.example/../secret.html",
    "*",
  ];
  for (const path of attempts) {
    const { status, body } = await site.get(path);
    expect([404, 400, 403], path).toContain(status);
    expect(body, path).not.toMatch(/beside the interface|root:|a folder whose name|no file of an interface/);
  }
  expect(site.reported).toEqual([]);
  expect(await site.get("/assets/main.js")).toMatchObject({
    status: 200,
    body: "export {}",
    headers: { "content-type": "text/javascript; charset=utf-8" },
  });
});

test("RP7: a browser keeps what has its content's hash in its name, and asks for all else each time", async () => {
  expect((await site.get("/assets/main.js")).headers["cache-control"]).toBe("max-age=31536000, immutable");
  for (const path of ["/", "/index.html", "/assets/..%2findex.html", "/assets/none.js"])
    expect((await site.get(path)).headers["cache-control"], path).toBe("no-store");
});

test("RP7: it is only read", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
    const { status, body } = await site.get("/", { method });
    expect([status, body], method).toEqual([405, "GET only"]);
  }
  expect(await site.get("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
});

test("RP7: every answer carries the policy that lets no script, frame or type guess in", async () => {
  const answers = [
    await site.get("/"),
    await site.get("/none.js"),
    await site.get("/", { method: "POST" }),
    await site.get("/", { headers: { host: "evil.example" } }),
    await site.get(`/${new URL(site.link()).search}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 403, 200]);
  for (const { headers } of answers) {
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe|\*/);
    for (const directive of ["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
});

test("RP7: a request that is too large or no HTTP ends its own connection", async () => {
  expect((await site.get("/", { headers: { "x-large": "x".repeat(20_000) } })).status).toBe(431);
  const socket = connect(site.port, "127.0.0.1");
  socket.end("not http at all\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400/);
  expect((await site.get("/")).status).toBe(200);
});

test("RP7: a text message closes the window's own port", async () => {
  const [bad, good] = [await site.tab(), await site.tab()];
  await passes(() => expect(site.windows).toHaveLength(2));
  const got: Uint8Array[] = [];
  for (const window of site.windows) window.onMessage((message) => got.push(message));
  bad.socket.send("hello");
  expect((await once(bad.socket, "close"))[0]).toBe(1003);
  good.socket.send(Uint8Array.of(1));
  await passes(() => expect(got).toEqual([Uint8Array.of(1)]));
});

test("RP7: a message above the limit closes its port before it is held in memory", async () => {
  const { socket } = await site.tab();
  await passes(() => expect(site.windows).toHaveLength(1));
  let closed = false;
  site.windows[0]!.onMessage(() => undefined);
  site.windows[0]!.onClose(() => (closed = true));
  socket.on("error", () => undefined);
  socket.send(new Uint8Array(64 * 1024 * 1024 + 1));
  expect((await once(socket, "close"))[0]).toBeOneOf([1009, 1006]);
  await passes(() => expect(closed).toBe(true));
  const next = await site.tab();
  expect(next.socket.readyState).toBe(next.socket.OPEN);
});

test("RP7: the port is at one address only", async () => {
  for (const path of ["/", "/core/", "/core?x=1", "/CORE"]) {
    expect(await refusal(site.socket(`key.${site.key()}`, undefined, path)), path).toBe(403);
  }
});
