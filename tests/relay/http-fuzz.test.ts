import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as prng from "lib0/prng";
import { TestRelay, type Device } from "./relay-fixture.ts";
import { seed } from "../seed.ts";

const REQUESTS = 1_500;
const AT_A_TIME = 10;

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(() => site.close());

const gen = prng.create(seed);
const pick = <T>(values: readonly T[]): T => prng.oneOf(gen, [...values]);
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const WORDS = [
  "api",
  "join",
  "me",
  "tickets",
  "articles",
  "members",
  "devices",
  "invitations",
  "roles",
  "authors",
  "metrics",
  "healthz",
  "readyz",
  "sync",
  "article",
  "notes",
];
const ODD = [
  "",
  "..",
  "%",
  "%00",
  "%2e%2e%2f",
  "null",
  "constructor",
  "__proto__",
  "'; DROP TABLE members; --",
  "🦊",
  "a".repeat(3000),
  "-1",
  "{}",
  "?",
  "#",
  "\u202e",
];

/** Of the relay's own kind, or nearly. */
function path(): string {
  const known = [article, owner.member.id, "unknown-article"];
  const part = (): string => encodeURI(pick([...WORDS, ...WORDS, ...known, ...known, ...ODD])).replaceAll("%25", "%");
  const real = [
    "/api/join",
    "/api/me",
    "/api/tickets",
    "/api/articles",
    `/api/articles/${article}`,
    `/api/articles/${article}/authors?room=body`,
    `/api/articles/${article}/people`,
    `/api/articles/${article}/roles`,
    `/api/articles/${article}/roles/${owner.member.id}`,
    "/api/members",
    `/api/members/${owner.member.id}`,
    "/api/devices",
    "/api/devices?member=all",
    "/api/devices/x",
    "/api/invitations",
    "/api/invitations/x",
    "/readyz",
    "/metrics",
  ];
  const base = prng.bool(gen) ? pick(real) : `/${Array.from({ length: prng.int32(gen, 0, 5) }, part).join("/")}`;
  return prng.int32(gen, 0, 4) === 0 ? `${base}?${part()}=${part()}&${part()}` : base;
}

function value(depth = 0): unknown {
  const leaf = [null, true, 0, -1, 1e308, 2 ** 53, "", "x", "owner", "none", "\u0000", "ن".repeat(200), article, owner.member.id, [], {}];
  if (depth > 3 || prng.bool(gen)) return pick(leaf);
  const keys = ["code", "device", "title", "id", "name", "role", "article", "life", "__proto__", "constructor"];
  if (prng.bool(gen)) return Array.from({ length: prng.int32(gen, 0, 4) }, () => value(depth + 1));
  return Object.fromEntries(Array.from({ length: prng.int32(gen, 0, 5) }, () => [pick(keys), value(depth + 1)]));
}

function body(): string | Buffer | null {
  const kind = prng.int32(gen, 0, 6);
  if (kind === 0) return null;
  if (kind === 1) return Buffer.from(prng.uint8Array(gen, prng.int32(gen, 0, 200)));
  if (kind === 2) return "[".repeat(20_000);
  const text = JSON.stringify(value());
  return kind === 3 ? text.slice(0, prng.int32(gen, 0, text.length)) : text;
}

/** Not what ends this test: the token's own device. */
const spared = (method: string, where: string): boolean => method === "DELETE" && where.startsWith("/api/devices");

function ask(method: string, where: string, token: string | null): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const content = body() ?? "";
    const headers = { "Content-Length": Buffer.byteLength(content), ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
    const { hostname, port } = new URL(site.relay.http);
    const sent = request({ hostname, port, method, path: where, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode!, text }));
    });
    sent.on("error", reject);
    sent.end(content);
  });
}

test(`RE5 RE6: whatever is asked, the relay answers in its own words, fails at nothing, and tells a stranger nothing (seed ${seed})`, async () => {
  const before = (await owner.call("GET", "/api/members")).body;
  for (let i = 0; i < REQUESTS; i += AT_A_TIME) {
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        const [method, where, known] = [pick(METHODS), path(), prng.bool(gen)];
        if (known && spared(method, where)) return;
        const { status, text } = await ask(method, where, known ? owner.token : pick([null, "x", owner.member.id]));
        const said = `seed ${seed}: ${method} ${where.slice(0, 200)} → ${status} ${text.slice(0, 300)}`;
        expect(status, said).toBeLessThan(500);
        expect(text, said).not.toMatch(/\.ts:\d|node_modules|SQLITE|at \w+ \(/);
        if (status >= 400 && method !== "HEAD")
          expect(Object.keys(JSON.parse(text) as object), said).toEqual(["error", "message", "details"]);
        if (!known) expect(text.includes(article) || text.includes("سارا"), said).toBe(where.includes(article) && text.includes(article));
      }),
    );
  }
  expect(site.reported).toEqual([]);
  expect((await owner.call("GET", "/api/members")).body).toEqual(
    (before as object[]).map((one) => ({ ...one, lastSeenAt: expect.any(Number) as number })),
  );
  const mine = await owner.frames(`article/${article}`);
  await mine.first("step1");
  mine.socket.close();
});

test(`ID6: broken requests on bare sockets harm nobody (seed ${seed})`, async () => {
  const { hostname, port } = new URL(site.relay.http);
  const good = Buffer.from(
    `POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n{"code":"x","device":"xx"}`,
  );
  const upgrade = Buffer.from(
    `GET /sync/article/${article} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  for (let i = 0; i < 300; i += AT_A_TIME) {
    await Promise.all(
      Array.from({ length: AT_A_TIME }, () => {
        const bytes = Buffer.from(prng.bool(gen) ? good : upgrade);
        for (let flip = prng.int32(gen, 1, 6); flip > 0; flip--) bytes[prng.int32(gen, 0, bytes.length - 1)] = prng.int32(gen, 0, 255);
        return new Promise<void>((resolve) => {
          const socket = connect(Number(port), hostname, () => socket.end(bytes.subarray(0, prng.int32(gen, 1, bytes.length))));
          socket.resume();
          socket.on("error", () => undefined);
          socket.on("close", () => resolve());
        });
      }),
    );
  }
  expect(site.reported).toEqual([]);
  expect((await owner.call("GET", "/api/me")).body).toMatchObject(owner.member);
});
