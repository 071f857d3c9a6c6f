/** What other programs on this computer, and pages in the same browser, try with a desk on loopback. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KEY_LIFE } from "../../main/loopback/keys.ts";
import { SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import { enter, LoopbackSite, refusal } from "../desk/loopback-fixture.ts";

let site: LoopbackSite;
beforeEach(async () => {
  site = await LoopbackSite.open();
});
afterEach(() => site.close());

test("RP5: a program that opens the page, and all of its files, gets nothing in them that opens the port", async () => {
  const { secret } = await site.tab();
  const link = new URL(site.link());
  for (const path of ["/", link.pathname + link.search, "/assets/main.js", "/core"]) {
    const { headers, body } = await site.get(path);
    expect(headers["set-cookie"], path).toBeUndefined();
    expect(body, path).not.toContain(secret);
  }
});

test("RP5: a cookie of this address, which a browser sends to every port, opens nothing", async () => {
  const { secret } = await site.tab();
  for (const cookie of [`secret=${secret}`, `tahrir=${secret}`, `key=${site.key()}`]) {
    expect(await refusal(site.socket([], { origin: site.origin, cookie })), cookie).toBe(403);
  }
});

test("RP5: a key or secret in the address, where logs and history keep it, opens nothing", async () => {
  const { secret } = await site.tab();
  for (const path of [`/core?key=${site.key()}`, `/core?secret=${secret}`, `/core/${secret}`]) {
    expect(await refusal(site.socket([], undefined, path)), path).toBe(403);
    expect(await refusal(site.socket([SUBPROTOCOL], undefined, path)), path).toBe(403);
  }
});

test("RP5: keys and secrets that were guessed, cut, lengthened, swapped or are none open nothing, and the right ones still do", async () => {
  const key = site.key();
  const { socket, secret } = await site.tab();
  socket.close();
  await once(socket, "close");
  const guesses = [
    [],
    ["tahrir"],
    ["key.x", "tahrir"],
    [SUBPROTOCOL, "key."],
    [SUBPROTOCOL, `key.${key.slice(0, -1)}`],
    [SUBPROTOCOL, `key.${key}x`],
    [SUBPROTOCOL, `KEY.${key}`],
    [SUBPROTOCOL, `secret.${key}`],
    [SUBPROTOCOL, `key.${secret}`],
    [SUBPROTOCOL, `secret.${secret.toUpperCase()}`],
    [SUBPROTOCOL, `secret.${secret.slice(1)}`],
    [SUBPROTOCOL, "key.__proto__"],
    [SUBPROTOCOL, `secret.${"x".repeat(101)}`],
    [SUBPROTOCOL, "x", `secret.${secret}`],
    [SUBPROTOCOL, `secret.${secret}`, "x"],
    [`secret.${secret}`],
  ];
  for (const guess of guesses) expect(await refusal(site.socket(guess)), guess.join()).toBe(403);
  expect(site.keysUsed).toBe(1);
  await enter(site.socket(`secret.${secret}`));
  await enter(site.socket(`key.${key}`));
});

test("RP5: a link that lay about for ten minutes opens nothing", async () => {
  const [old, young] = [site.key(), site.key()];
  site.ahead = KEY_LIFE - 1000;
  await enter(site.socket(`key.${young}`));
  site.ahead = KEY_LIFE + 1000;
  expect(await refusal(site.socket(`key.${old}`))).toBe(403);
});

test("RP5: two who come with one link at the same moment: one is let in", async () => {
  const key = `key.${site.key()}`;
  const sockets = Array.from({ length: 8 }, () => site.socket(key));
  const outcomes = await Promise.all(sockets.map((socket) => refusal(socket).catch(() => 101)));
  expect(outcomes.sort((a, b) => a - b)).toEqual([101, 403, 403, 403, 403, 403, 403, 403]);
});

test("RP5: a secret that was read while its tab was away opens nothing once the tab is back", async () => {
  const { socket, secret } = await site.tab();
  socket.close();
  await once(socket, "close");
  const owner = await enter(site.socket(`secret.${secret}`));
  expect(await refusal(site.socket(`secret.${secret}`))).toBe(403);
  owner.socket.close();
  await once(owner.socket, "close");
  expect(await refusal(site.socket(`secret.${secret}`))).toBe(403);
});

test("RP5: a secret of one desk opens no other on this computer", async () => {
  const other = await LoopbackSite.open();
  const [{ secret }, key] = [await site.tab(), site.key()];
  try {
    expect(await refusal(other.socket(`secret.${secret}`))).toBe(403);
    expect(await refusal(other.socket(`key.${key}`))).toBe(403);
  } finally {
    other.close();
  }
});

test("RP5: one who was let in and stores no secret, but sends a call at once, gets no port", async () => {
  for (const message of [Uint8Array.of(0, 1), "store", ""]) {
    const socket = site.socket(`key.${site.key()}`);
    await once(socket, "message");
    socket.send(message);
    expect((await once(socket, "close"))[0]).toBe(1002);
  }
  expect(site.windows).toEqual([]);
});

test("RP5: a guesser who goes on is cut off without an answer, and holds up nobody who is right", async () => {
  const { socket, secret } = await site.tab();
  socket.close();
  await once(socket, "close");
  const answers: number[] = [];
  for (let i = 0; i < 80; i++) answers.push(await refusal(site.socket(`secret.guess${i}`)));
  expect([answers[0], answers.at(-1)]).toEqual([403, 0]);
  await enter(site.socket(`secret.${secret}`));
  await enter(site.socket(`key.${site.key()}`));
});

test("RP6: a name that was made to lead here is refused, with a good key and without", async () => {
  for (const host of [
    "evil.example",
    `evil.example:${site.port}`,
    "127.0.0.1",
    `localhost:${site.port}`,
    `127.0.0.1.evil.example:${site.port}`,
    `127.0.0.1:${site.port}0`,
  ]) {
    expect((await site.get("/", { headers: { host } })).status, host).toBe(403);
    expect(await refusal(site.socket(`key.${site.key()}`, { origin: site.origin, host })), host).toBe(403);
  }
  expect(site.windows).toEqual([]);
});

test("RP6: a page of another origin gets nothing and opens no port, with a good key and without", async () => {
  const key = site.key();
  for (const origin of [
    "https://evil.example",
    "null",
    `https://${site.authority}`,
    `http://${site.authority}.evil.example`,
    `http://127.0.0.1:${site.port + 1}`,
    "http://127.0.0.1",
    `http://localhost:${site.port}`,
  ]) {
    expect((await site.get("/", { headers: { origin } })).status, origin).toBe(403);
    expect(await refusal(site.socket(`key.${key}`, { origin })), origin).toBe(403);
  }
  // A program that is no browser sends no origin, and has no business with the port.
  expect(await refusal(site.socket(`key.${key}`, {}))).toBe(403);
  expect(site.windows).toEqual([]);
  await enter(site.socket(`key.${key}`));
});

const from = (site: string, mode: string, dest: string) => ({
  headers: { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest },
});

test("RP6: a page of another site, or of another port, embeds nothing of the interface; a person may be led here", async () => {
  for (const [mode, dest] of [
    ["no-cors", "image"],
    ["no-cors", "script"],
    ["cors", "empty"],
    ["navigate", "iframe"],
  ] as const) {
    for (const where of ["cross-site", "same-site"])
      expect((await site.get("/", from(where, mode, dest))).status, `${where} ${dest}`).toBe(403);
  }
  expect((await site.get("/", from("cross-site", "navigate", "document"))).status).toBe(200);
  expect((await site.get("/assets/main.js", from("same-origin", "cors", "script"))).status).toBe(200);
});

test("RP6: one who tries and breaks off at once, or never reads the answer, does not take the desk down", async () => {
  for (let i = 0; i < 40; i++) {
    const socket = connect(site.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.pause();
    const key = i % 2 === 0 ? `key.${site.key()}` : "key.x";
    const head = `GET /core HTTP/1.1\r\nHost: ${site.authority}\r\nOrigin: ${site.origin}\r\nSec-WebSocket-Protocol: tahrir, ${key}\r\n`;
    socket.write(
      `${head}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${"x".repeat(22)}==\r\n\r\n${"x".repeat(i * 1000)}`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    socket.resetAndDestroy();
  }
  expect((await site.get("/")).status).toBe(200);
  await site.tab();
});

test("RP6: a refused upgrade is closed from our side, whatever the other does", async () => {
  const socket = connect({ port: site.port, host: "127.0.0.1", allowHalfOpen: true });
  socket.write(`GET /core HTTP/1.1\r\nHost: ${site.authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  socket.resume();
  await once(socket, "end");
  // It never ends its own half; what it goes on sending finds nobody.
  const broken = new Promise((resolve) => socket.on("error", resolve));
  const sending = setInterval(() => socket.write("x"), 5);
  await broken;
  clearInterval(sending);
});
