/** Entry point: WebSocket upgrade requests without a ticket. */
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { passes } from "../eventually.ts";
import { LIMITS } from "../../server/limits.ts";
import { call, FrameClient, TestRelay } from "../relay/relay-fixture.ts";
import { Machine } from "../relay/process-fixture.ts";
import { rawSocket, upgradeRequest } from "./raw-socket.ts";

let site: TestRelay | null = null;
let machine: Machine | null = null;
afterEach(async () => {
  await site?.close();
  await machine?.close();
  site = machine = null;
});

const REFUSED = "/sync/article/nobody-knows-it?ticket=none";

const lives = async (http: string): Promise<boolean> => (await call(http, "GET", "/healthz")).status === 200;

test("RE17: a stranger who fills an address with ticketless upgrades and resets the next one ends no relay", async () => {
  machine = new Machine();
  const served = await machine.serve(["--connections-per-address", "8"]);
  const { http } = served.relay;
  for (let round = 0; round < 3; round++) {
    // They take their refusal, and never answer its close frame.
    const held = await Promise.all(Array.from({ length: 8 }, () => rawSocket(http, upgradeRequest(REFUSED))));
    const more = await Promise.all(Array.from({ length: 24 }, () => rawSocket(http, upgradeRequest(REFUSED))));
    for (const { socket } of more) socket.resetAndDestroy();
    for (const { socket } of held) socket.resetAndDestroy();
  }
  expect(await lives(http)).toBe(true);
  expect([served.child.exitCode, served.log().includes("crash")]).toEqual([null, false]);
});

test("RE17: a connection that is reset at any byte of a request or an upgrade ends no relay", { tags: "long" }, async () => {
  machine = new Machine();
  const served = await machine.serve();
  const { http } = served.relay;
  const whole = `${upgradeRequest(REFUSED)}\u0082\u0085abcdhello`;
  for (let length = 0; length <= whole.length; length += 3) {
    const { socket } = await rawSocket(http, Buffer.from(whole.slice(0, length), "latin1"));
    socket.resetAndDestroy();
  }
  for (const wrong of ["Upgrade: h2c\r\nConnection: Upgrade", "Upgrade: websocket\r\nConnection: Upgrade"]) {
    const { socket, gone } = await rawSocket(http, `GET /sync/x HTTP/1.1\r\nHost: x\r\n${wrong}\r\n\r\n`);
    await Promise.race([gone, new Promise((resolve) => void socket.once("data", resolve))]);
    socket.resetAndDestroy();
  }
  expect(await lives(http)).toBe(true);
  expect([served.child.exitCode, served.log().includes("crash")]).toEqual([null, false]);
});

describe("a refused WebSocket", () => {
  test("RE17: one that does not answer its refusal is cut off a second later", { tags: "long" }, async () => {
    site = await new TestRelay().start();
    const start = performance.now();
    const { text, gone } = await rawSocket(site.relay.http, upgradeRequest(REFUSED));
    await gone;
    expect(performance.now() - start).toBeLessThan(8_000);
    expect(text()).toMatch(/^HTTP\/1\.1 101/);
    expect(text()).toContain("the ticket is unknown, used or too old");
  });

  test("RE17: one that goes on sending is cut off, and what it sends is not kept", async () => {
    site = await new TestRelay().start();
    const { socket, gone } = await rawSocket(site.relay.http, upgradeRequest(REFUSED));
    // The beginning of a frame of 15 MB.
    socket.write(Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0, 0xf0, 0, 0, 1, 2, 3, 4));
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const send = (): void => {
      while (!socket.destroyed && sent < 15_000_000) {
        sent += chunk.length;
        if (!socket.write(chunk)) {
          socket.once("drain", send);
          return;
        }
      }
    };
    send();
    await gone;
    // What the two kernels hold between them is all that went.
    expect(socket.bytesWritten - socket.writableLength).toBeLessThan(15_000_000);
    expect(site.reported).toEqual([]);
  });

  test("RE3: an unmodified client reads why it was refused, and holds no connection any more", async () => {
    site = await new TestRelay().start();
    const refused = new FrameClient(`${site.relay.ws}${REFUSED}`);
    expect(await refused.end()).toEqual({ code: 4401, reason: "the ticket is unknown, used or too old" });
    expect(refused.socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe("strangers", () => {
  test("RE18: connections that say nothing take nobody's place, and are let go first", { tags: "long" }, async () => {
    site = await new TestRelay().start({ limits: { ...LIMITS, strangers: { perNetwork: 5, inAll: 40 } } });
    const sara = await site.desk("سارا", "owner");
    const room = `article/${await sara.newArticle()}`;
    const inside = await Promise.all(Array.from({ length: 12 }, () => sara.enter(room)));
    const silent = await Promise.all(Array.from({ length: 60 }, () => rawSocket(site!.relay.http)));
    let gone = 0;
    for (const one of silent) void one.gone.then(() => gone++);
    // Twenty at once, and all but five when they had the time to say who they are.
    await passes(() => expect(gone).toBe(55));
    await (await sara.enter(room)).barrier(1);
    for (const one of inside) await one.barrier(1);
    for (const { socket } of silent) socket.destroy();
  });

  test("RE18: over TLS a client is a stranger from the first byte, and a member none any more", { tags: "long" }, async () => {
    const folder = `${import.meta.dirname}/../relay/certificates`;
    site = await new TestRelay().start({
      tls: { cert: `${folder}/one-cert.pem`, key: `${folder}/one-key.pem` },
      limits: { ...LIMITS, strangers: { perNetwork: 1, inAll: 40 } },
    });
    const silent = await Promise.all(Array.from({ length: 4 }, () => rawSocket(site!.relay.http.replace("https", "http"))));
    let gone = 0;
    for (const one of silent) void one.gone.then(() => gone++);
    await passes(() => expect(gone).toBe(3));
    for (const { socket } of silent) socket.destroy();
  });
});
