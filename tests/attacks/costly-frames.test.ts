/** Members who send little and make the relay work much. */
import { afterEach, describe, expect, test } from "vitest";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { Allowances } from "../../server/ws/allowance.ts";
import { ReceiveQueue } from "../../server/ws/receive-queue.ts";
import { LIMITS } from "../../server/limits.ts";
import { encodeFrame, type Frame } from "../../shared/wire/frames.ts";
import { call, TestRelay, typed, type Device, type FrameClient } from "../relay/relay-fixture.ts";
import { TestPeer, TestRooms, turn } from "../relay/room-fixture.ts";
import { collected, written } from "../relay/structs.ts";

let site: TestRelay | null = null;
afterEach(async () => {
  await site?.close();
  site = null;
});

/** A relay with an article of that many letters, its owner in it, and a reader. */
async function crowded(
  letters: number,
  limits = LIMITS,
): Promise<{ readonly owner: FrameClient; readonly reader: Device; readonly sara: Device; readonly room: string; readonly doc: Y.Doc }> {
  site = await new TestRelay().start({ limits });
  const sara = await site.desk("سارا", "owner");
  const reader = await site.desk("مزاحم", "reader");
  const room = `article/${await sara.newArticle()}`;
  const owner = await sara.enter(room);
  const { doc, update } = typed("خبر ".repeat(letters / 4));
  owner.send({ type: "update", update, reply: false });
  await owner.barrier(1);
  return { owner, reader, sara, room, doc };
}

const NOTHING = Uint8Array.of(0);
/** Pairs of numbers, with their count before them. */
const many = (count: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, count);
    for (let i = 0; i < 2 * count; i++) encoding.writeVarUint(encoder, i);
  });
/** Three letters of one client, of which the first is the last of the one before. */
const overlapping = (i: number): Uint8Array => written(2 * i, "ابپ");
const answers = (client: FrameClient): Uint8Array[] =>
  client.got.flatMap((frame) => (frame.type === "update" && frame.reply ? [frame.update] : []));
const refusals = async (reason: string): Promise<number> =>
  Number(new RegExp(`reason="${reason}"\\} (\\d+)`).exec((await call(site!.relay.http, "GET", "/metrics")).body as string)?.[1] ?? 0);

describe("a reader who asks over and over", () => {
  test("LI8: a thousand sync steps are answered once a second, and the last of them is answered", { tags: "long" }, async () => {
    const { owner, reader, room, doc } = await crowded(100_000);
    const start = performance.now();
    const client = await reader.enter(room);
    for (let i = 0; i < 1000; i++) client.send({ type: "step1", stateVector: NOTHING });
    client.send({ type: "step1", stateVector: Y.encodeStateVector(doc) });
    await client.barrier(1);
    await owner.barrier(2);
    // To the one that was asked last: there is nothing that it lacks.
    await passes(() => expect(answers(client).at(-1)).toEqual(Uint8Array.of(0, 0)));
    expect(answers(client).length).toBeLessThanOrEqual(2 + (performance.now() - start) / 1000);
    expect(client.closed).toBe(null);
  });

  test("LI8: who has everything is sent the deletions alone, and a document that lacked them is in step", async () => {
    const { owner, reader, room, doc } = await crowded(4000);
    const behind = new Y.Doc();
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(doc);
    doc.getText("body").delete(0, 1000);
    owner.send({ type: "update", update: Y.encodeStateAsUpdate(doc, before), reply: false });
    await owner.barrier(2);
    const client = await reader.enter(room);
    client.send({ type: "step1", stateVector: Y.encodeStateVector(behind) });
    await client.first("update");
    const [answer] = answers(client);
    expect(answer!.length).toBeLessThan(20);
    Y.applyUpdate(behind, answer!);
    expect(behind.getText("body").toJSON()).toBe(doc.getText("body").toJSON());
  });

  test("LI8: an unmodified client that syncs anew ten times a second stays in step", async () => {
    const { owner, reader, room, doc } = await crowded(400);
    const provider = await reader.provider(room);
    const ask = setInterval(
      () => provider.ws?.send(Uint8Array.from(encodeFrame({ type: "step1", stateVector: Y.encodeStateVector(provider.doc) }))),
      100,
    );
    await passes(() => expect(provider.synced).toBe(true));
    doc.getText("body").insert(0, "تازه ");
    owner.send({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: false });
    await passes(() => expect(provider.doc.getText("body").toJSON()).toBe(doc.getText("body").toJSON()));
    clearInterval(ask);
    provider.destroy();
  });

  test("LI6: a number that is written longer than it need be buys no cheaper frame", async () => {
    const { reader, room } = await crowded(400, { ...LIMITS, updatesPerSecond: 100 });
    const client = await reader.enter(room);
    // A sync step 1 of nothing, its type as `80 00`.
    for (let i = 0; i < 700; i++) client.socket.send(Uint8Array.of(0x80, 0x00, 0x00, 0x01, 0x00));
    await passes(async () => expect(await refusals("rate")).toBeGreaterThan(0));
  });

  test("LI6: the allowance is the member's: more connections buy no more of it", async () => {
    const { owner, reader, room } = await crowded(400, { ...LIMITS, updatesPerSecond: 100 });
    const clients = await Promise.all(Array.from({ length: 7 }, () => reader.enter(room)));
    const before = await refusals("rate");
    for (const client of clients) for (let i = 0; i < 90; i++) client.send({ type: "query-awareness" });
    await passes(async () => expect(await refusals("rate")).toBeGreaterThan(before));
    await owner.barrier(3);
  });
});

describe("a reader who sends what they may not write", () => {
  test("LI9: a long update is refused before anybody looks into it", async () => {
    const { owner, reader, room } = await crowded(400);
    const client = await reader.enter(room);
    const nonsense = new Uint8Array(2_000_000).fill(1);
    for (const reply of [true, false]) client.send({ type: "update", update: nonsense, reply });
    await client.barrier(1);
    expect([client.closed, client.got.filter(({ type }) => type === "denied").length]).toEqual([null, 2]);
    await owner.barrier(2);
  });

  test.each<[string, Frame]>([
    ["a state vector of a hundred thousand clients", { type: "step1", stateVector: many(100_000) }],
    ["presence of a hundred thousand clients", { type: "awareness", update: many(100_000) }],
  ])("LI9: %s closes its connection, and is not read to its end", async (_, frame) => {
    const { owner, reader, room } = await crowded(400);
    const client = await reader.enter(room);
    client.send(frame);
    expect((await client.end()).code).toBe(4400);
    await owner.barrier(2);
  });
});

describe("updates that overlap what is there", () => {
  test("LI7: twenty are tried for one member in one room, on whatever connections, and no more", async () => {
    const rooms = new TestRooms();
    const [first, second] = [new TestPeer(rooms, "mallory"), new TestPeer(rooms, "mallory")];
    const sara = new TestPeer(rooms, "sara");
    for (let i = 0; i <= 10; i++) first.update(overlapping(i));
    for (let i = 11; i <= 20; i++) second.update(overlapping(i));
    expect([first.closed, second.closed]).toEqual([null, null]);
    const third = new TestPeer(rooms, "mallory");
    third.update(overlapping(21));
    expect(third.closed?.code).toBe(4403);
    sara.type("پس");
    await turn();
    expect([sara.closed, new TestPeer(rooms, "reza").text.includes("پس")]).toEqual([null, true]);
    rooms.close();
  });

  test("LI7: a trial holds up who asked for it and nobody else, and what they sent behind it keeps its order", async () => {
    const trial = Promise.withResolvers<void>();
    const rooms = new TestRooms({
      aside: { tryOut: () => trial.promise, missing: async () => NOTHING, scan: () => Promise.reject(new Error("not long")) },
    });
    const [mallory, sara] = [new TestPeer(rooms, "mallory"), new TestPeer(rooms, "sara")];
    mallory.update(overlapping(0));
    mallory.update(overlapping(1));
    mallory.say({ type: "barrier", id: 1 });
    sara.type("سلام");
    sara.say({ type: "barrier", id: 1 });
    await turn();
    expect([sara.count("barrier"), mallory.count("barrier"), rooms.committed.length]).toEqual([1, 0, 2]);
    trial.resolve();
    await passes(() => expect(mallory.count("barrier")).toBe(1));
    expect([rooms.committed.length, mallory.closed]).toEqual([3, null]);
    rooms.close();
  });

  test("SY22: what came of the same client while one was tried sends it back, unstored", async () => {
    const trial = Promise.withResolvers<void>();
    const rooms = new TestRooms({
      aside: { tryOut: () => trial.promise, missing: async () => NOTHING, scan: () => Promise.reject(new Error("not long")) },
    });
    const [mallory, other] = [new TestPeer(rooms, "mallory"), new TestPeer(rooms, "mallory")];
    mallory.update(overlapping(0));
    mallory.update(overlapping(1));
    other.update(written(3, "ت"));
    await turn();
    trial.resolve();
    await passes(() => expect(mallory.closed?.code).toBe(1013));
    expect(rooms.committed.length).toBe(2);
    rooms.close();
  });

  test("SY22: one that no document takes in is refused by the thread that tried it, in the relay's own words", async () => {
    const { owner, sara, room } = await crowded(400);
    const mallory = await sara.enter(room);
    for (const update of [collected(0, 3), written(1, "ابپت")]) mallory.send({ type: "update", update, reply: false });
    expect(await mallory.end()).toEqual({ code: 4400, reason: "an update that no document takes in beside what is here" });
    await owner.barrier(2);
    expect(site!.reported).toEqual([]);
  });
});

test("LI6: one member's frames are taken a slice in each turn, and others' between them", async () => {
  const socket = { pause: () => undefined, resume: () => undefined } as never;
  const allowances = new Allowances({ updatesPerSecond: 1_000_000, presencePerSecond: 1 }, () => 0);
  const order: string[] = [];
  const queue = (member: string): ReceiveQueue => {
    const allowance = allowances.of(member);
    const take = (): void => {
      order.push(member);
      allowance.charge("work", 50);
    };
    return new ReceiveQueue({ socket, allowance, take, isHeld: () => false, onWait: () => undefined, onEnd: () => undefined });
  };
  const [mallory, again, sara] = [queue("mallory"), queue("mallory"), queue("sara")];
  for (let i = 0; i < 10; i++) for (const one of [mallory, again]) one.add(NOTHING);
  expect(order).toEqual(["mallory", "mallory"]);
  sara.add(NOTHING);
  expect(order.at(-1)).toBe("sara");
  await passes(() => expect(order.length).toBe(21));
});
