import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { networkOf } from "../../server/http/address.ts";
import { GuessLimiter } from "../../server/http/guess-limiter.ts";
import { call, FrameClient, rawCall, TestRelay } from "./relay-fixture.ts";

let site: TestRelay;
afterEach(() => site.close());

const raw = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  rawCall(site.relay.http, method, path, headers, body);

/** What the relay says on a bare connection until it closes it. */
function bare(write: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(site.relay.http);
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(write));
    socket.on("data", (chunk) => (text += chunk.toString()));
    // A reset is an end, too.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}

const join = (code: string, headers: Record<string, string> = {}) => raw("POST", "/api/join", headers, { code, device: "x" });

describe("guessing", () => {
  test("ID4: after so many wrong codes a network waits, and is told how long; its right tokens still work", async () => {
    site = await new TestRelay().start({ wrongPerMinute: 3 });
    const sara = await site.desk("سارا", "owner");
    const code = site.invite("علی", "editor");
    for (let i = 0; i < 3; i++) expect((await join(`wrong-${i}`)).status).toBe(404);
    for (const again of ["wrong-3", code]) {
      const { status, body, headers } = await join(again);
      expect({ status, error: (JSON.parse(body) as { error: string }).error }).toEqual({ status: 429, error: "throttled" });
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      expect(Number(headers["retry-after"])).toBeLessThanOrEqual(20);
    }
    expect((await call(site.relay.http, "GET", "/api/me", undefined, "guess")).status).toBe(429);
    expect((await sara.call("GET", "/api/me")).status).toBe(200);
    // The invitation was not used up by being held up.
    await site.relay.stop();
    await site.start();
    expect((await join(code)).status).toBe(200);
  });

  test("ID4: a desk that was removed and asks on with its old token keeps nobody else from joining", async () => {
    site = await new TestRelay().start({ wrongPerMinute: 3 });
    for (let i = 0; i < 20; i++) expect((await call(site.relay.http, "GET", "/api/me", undefined, "an-old-token")).status).toBe(401);
    expect((await join(site.invite("علی", "editor"))).status).toBe(200);
  });

  test("ID4: a network gets its guesses back with time, and has them for itself", async () => {
    site = await new TestRelay().start();
    let now = 0;
    const guesses = new GuessLimiter(3, () => now);
    for (const guess of ["a", "b", "c"]) guesses.recordWrong("10.0.0.1", guess);
    guesses.recordWrong("10.0.0.1", "a");
    expect(() => guesses.recordWrong("10.0.0.1", "d")).toThrow(/wait 20 s/);
    guesses.admit("10.0.0.2");
    now = 19_500;
    expect(() => guesses.admit("10.0.0.1")).toThrow(/wait 1 s/);
    now = 20_000;
    guesses.recordWrong("10.0.0.1", "d");
    expect(() => guesses.admit("10.0.0.1")).toThrow(/wait 20 s/);
    now = 10_000_000;
    for (const guess of ["e", "f", "g"]) guesses.recordWrong("10.0.0.1", guess);
    expect(() => guesses.admit("10.0.0.1")).toThrow(/wait 20 s/);
    for (let i = 0; i < 20_000; i++) guesses.recordWrong(`10.1.${i >> 8}.${i & 255}`, "x");
    guesses.admit("10.0.0.1");
  });

  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["not an address", "not an address"],
  ])("ID4: %s guesses as %s", async (address, network) => {
    site = await new TestRelay().start();
    expect(networkOf(address)).toBe(network);
  });

  test("OP9: a trusted proxy's word says who guesses; what the client put before it does not", async () => {
    site = await new TestRelay().start({ wrongPerMinute: 1, trustProxy: true });
    expect((await join("a", { "X-Forwarded-For": "198.51.100.1" })).status).toBe(404);
    expect((await join("b", { "X-Forwarded-For": "203.0.113.9, 198.51.100.1" })).status).toBe(429);
    expect((await join("c", { "X-Forwarded-For": "198.51.100.1, 203.0.113.9" })).status).toBe(404);
  });

  test("OP9: without a trusted proxy a client cannot choose its address", async () => {
    site = await new TestRelay().start({ wrongPerMinute: 1 });
    expect((await join("a", { "X-Forwarded-For": "198.51.100.1" })).status).toBe(404);
    expect((await join("b", { "X-Forwarded-For": "198.51.100.2" })).status).toBe(429);
  });
});

describe("names and origins", () => {
  test("ID5: a relay with a public address answers to that name and to its machine's own, and to no other", async () => {
    site = await new TestRelay().start({ publicUrl: "https://desk.example" });
    const port = new URL(site.relay.http).port;
    for (const host of ["desk.example", "desk.example:443", "DESK.example", `127.0.0.1:${port}`, `localhost:${port}`]) {
      expect((await raw("GET", "/join", { host })).status, host).toBe(200);
    }
    for (const host of ["evil.example", "desk.example.evil.example", "desk.example:81", `10.0.0.1:${port}`, "a b"]) {
      const { status, body } = await raw("GET", "/join", { host });
      expect({ status, error: (JSON.parse(body) as { error: string }).error }, host).toEqual({ status: 421, error: "host" });
    }
    expect((await raw("GET", "/healthz", { host: "10.1.2.3:8790" })).status).toBe(200);
    const sara = await site.desk("سارا", "owner");
    const article = await sara.newArticle();
    const client = await sara.frames(`article/${article}`, { headers: { host: "evil.example" } });
    expect(await client.end()).toEqual({ code: 4403, reason: "this relay is not evil.example" });
    await (await sara.frames(`article/${article}`, { headers: { host: "desk.example" }, origin: "https://desk.example" })).first("step1");
  });

  test("ID5: a page of another origin is told nothing, and uses nothing up", async () => {
    site = await new TestRelay().start({ allowOrigins: ["https://desk.example"] });
    const code = site.invite("علی", "editor");
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      const { status, body, headers } = await join(code, { origin });
      expect({ status, error: (JSON.parse(body) as { error: string }).error }, origin).toEqual({ status: 403, error: "origin" });
      expect(headers["access-control-allow-origin"]).toBe(undefined);
    }
    expect((await join(code, { origin: site.relay.http })).status).toBe(200);
    expect((await raw("GET", "/healthz", { origin: "https://desk.example" })).status).toBe(200);
  });
});

const alive = async (): Promise<unknown> => (await call(site.relay.http, "GET", "/healthz")).body;

describe("timeouts", () => {
  const timeouts = { headers: 200, request: 400, idle: 500 };

  test("ID6: a client that says nothing, half a header or half a body is cut off", async () => {
    site = await new TestRelay().start({ timeouts });
    const half = "POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
    const answers = await Promise.all([bare(""), bare("GET /healthz HTT"), bare("GET /healthz HTTP/1.1\r\nHost: x\r\nX: "), bare(half)]);
    expect(answers.slice(1).map((text) => text.slice(0, 12))).toEqual(Array(3).fill("HTTP/1.1 408"));
    expect(await alive()).toEqual({ ok: true });
    expect(site.reported).toEqual([]);
  });

  test("ID6: headers and bodies beyond their limits are answered and not read on", async () => {
    site = await new TestRelay().start();
    expect(await bare(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/);
    const endless = `POST /api/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${`4000\r\n${" ".repeat(0x4000)}\r\n`.repeat(6)}`;
    expect(await bare(endless)).toMatch(/^HTTP\/1\.1 413[^]*connection: close[^]*too-large/i);
    expect(await bare("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
    expect(await alive()).toEqual({ ok: true });
    expect(site.reported).toEqual([]);
  });

  test("RE6: a ticket, a code or the hash of a token is no token", async () => {
    site = await new TestRelay().start();
    const sara = await site.desk("سارا", "owner");
    const hash = site.beside((db) => db.prepare("SELECT token_hash FROM devices").pluck().get()) as Buffer;
    for (const token of [
      await sara.ticket(),
      site.invite("x", "owner"),
      hash.toString("base64url"),
      hash.toString("hex"),
      sara.member.id,
    ]) {
      expect((await call(site.relay.http, "GET", "/api/me", undefined, token)).status).toBe(401);
    }
    const article = await sara.newArticle();
    expect((await new FrameClient(`${site.relay.ws}/sync/article/${article}?ticket=${sara.token}`).end()).code).toBe(4401);
  });
});
