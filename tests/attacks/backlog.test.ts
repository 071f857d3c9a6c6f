/** Members who do not read what they asked for, or never end what they began to send. */
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { LIMITS, type Limits } from "../../server/limits.ts";
import { encodeFrame } from "../../shared/wire/frames.ts";
import { call, TestRelay, typed, type Device, type FrameClient } from "../relay/relay-fixture.ts";
import { rawSocket, upgradeRequest, type RawSocket } from "./raw-socket.ts";

let site: TestRelay | null = null;
const open: RawSocket[] = [];
afterEach(async () => {
  for (const { socket } of open.splice(0)) socket.destroy();
  await site?.close();
  site = null;
});

const MEGABYTE = 1024 * 1024;
/** More than two kernels take in between them. */
const ARTICLE = 12 * MEGABYTE;

async function started(
  limits: Partial<Limits>,
): Promise<{ readonly owner: FrameClient; readonly doc: Y.Doc; readonly mallory: Device; readonly room: string }> {
  site = await new TestRelay().start({ limits: { ...LIMITS, ...limits } });
  const sara = await site.desk("سارا", "owner");
  const mallory = await site.desk("مزاحم", "reader");
  const room = `article/${await sara.newArticle()}`;
  const owner = await sara.enter(room);
  const { doc, update } = typed("x".repeat(ARTICLE));
  owner.send({ type: "update", update, reply: false });
  await owner.barrier(1);
  return { owner, doc, mallory, room };
}

/** Is let in, sends `bytes`, and reads nothing any more. */
async function deaf(desk: Device, room: string, bytes: Uint8Array): Promise<RawSocket> {
  const raw = await rawSocket(site!.relay.http, upgradeRequest(`/sync/${room}?ticket=${await desk.ticket()}`));
  await passes(() => expect(raw.text()).toContain("101 Switching"));
  raw.socket.pause();
  raw.socket.write(bytes);
  open.push(raw);
  return raw;
}

/** A frame as clients send it, with a mask of nothing. */
function masked(payload: Uint8Array, length = payload.length): Buffer {
  const head = Buffer.alloc(14);
  head[0] = 0x82;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

const ASK = masked(encodeFrame({ type: "step1", stateVector: Uint8Array.of(0) }));
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)`, "m").exec((await call(site!.relay.http, "GET", "/metrics")).body as string)?.[1] ?? 0);
const dropped = (): Promise<number> => metric(`tahrir_refusals_total\\{reason="backlogs"\\}`);
const backlog = (): Promise<number> => metric("tahrir_backlog_bytes");

test("RE19: however many connections of a reader ask for a long article and read nothing, it waits in memory once", async () => {
  const { owner, mallory, room } = await started({});
  for (let i = 0; i < 12; i++) await deaf(mallory, room, ASK);
  await passes(async () => expect(await backlog()).toBeGreaterThan(ARTICLE / 2));
  await owner.barrier(2);
  expect(await backlog()).toBeLessThan(2 * ARTICLE);
  expect([await dropped(), owner.closed]).toEqual([0, null]);
});

test(
  "RE19: where each waits for another state of it, the largest go when the budget is used up, and nobody else",
  { tags: "long" },
  async () => {
    const budget = 40 * MEGABYTE;
    const { owner, doc, mallory, room } = await started({ backlogsBytes: budget });
    for (let i = 0; i < 6; i++) {
      const before = Y.encodeStateVector(doc);
      doc.getText("body").insert(0, "y");
      owner.send({ type: "update", update: Y.encodeStateAsUpdate(doc, before), reply: false });
      await owner.barrier(2 + i);
      await deaf(mallory, room, ASK);
      await passes(async () => expect((await backlog()) + (await dropped())).toBeGreaterThan(0));
    }
    await passes(async () => expect(await dropped()).toBeGreaterThan(0));
    expect(await backlog()).toBeLessThan(budget + ARTICLE);
    await owner.barrier(100);
    expect(owner.closed).toBe(null);
  },
);

test("RE19: frames that are begun and never ended count, too", { tags: "long" }, async () => {
  const budget = 30 * MEGABYTE;
  const { owner, mallory, room } = await started({ backlogsBytes: budget });
  await Promise.all(Array.from({ length: 5 }, () => deaf(mallory, room, masked(new Uint8Array(8 * MEGABYTE), 15 * MEGABYTE))));
  await passes(async () => expect(await dropped()).toBeGreaterThan(0));
  await passes(async () => expect(await backlog()).toBeLessThan(budget));
  await owner.barrier(2);
  expect(owner.closed).toBe(null);
});

test("RE20: a member who was closed and goes on sending is read no further than a few frames", { tags: "long" }, async () => {
  const { owner, mallory, room } = await started({});
  const raw = await deaf(mallory, room, masked(Uint8Array.of(99)));
  // The beginning of a long frame, of which as much is sent as the relay takes.
  const endless = masked(new Uint8Array(12 * MEGABYTE), 15 * MEGABYTE);
  raw.socket.write(endless);
  raw.socket.resume();
  await raw.gone;
  expect(await backlog()).toBeLessThan(MEGABYTE);
  await owner.barrier(2);
});
