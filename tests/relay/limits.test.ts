import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { TokenBucket } from "../../server/token-bucket.ts";
import { LIMITS, type Limits } from "../../server/limits.ts";
import { TestPeer, TestRooms, turn } from "./room-fixture.ts";
import { call, TestRelay, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay | null = null;
afterEach(async () => {
  await site?.close();
  site = null;
});

async function started(limits: Partial<Limits>): Promise<{ readonly site: TestRelay; readonly sara: Device; readonly room: string }> {
  site = await new TestRelay().start({ limits: { ...LIMITS, ...limits } });
  const sara = await site.desk("سارا", "owner");
  return { site, sara, room: `article/${await sara.newArticle()}` };
}

const refusals = async ({ relay }: TestRelay, reason: string): Promise<number> => {
  const text = (await call(relay.http, "GET", "/metrics")).body as string;
  return Number(new RegExp(`reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
};

describe("one connection", () => {
  test("LI1: a frame longer than the limit closes its connection, and touches nothing else", async () => {
    const { sara, room } = await started({ frameBytes: 64 * 1024 });
    const [bad, good] = [await sara.frames(room), await sara.frames(room)];
    await Promise.all([bad.first("step1"), good.first("step1")]);
    bad.send({ type: "update", update: typed("x".repeat(70_000)).update, reply: false });
    expect((await bad.end()).code).toBe(1009);
    good.send({ type: "update", update: typed("x".repeat(60_000)).update, reply: false });
    await good.barrier(1);
    expect((await (await sara.frames(room)).text()).length).toBe(60_000);
  });

  test("LI2: a bucket lets a burst through, then so many a second", () => {
    let now = 1000;
    const bucket = new TokenBucket(10, () => now);
    expect(Array.from({ length: 50 }, () => bucket.take())).toEqual(Array.from({ length: 50 }, () => 0));
    expect([bucket.take(), bucket.take()]).toEqual([100, 200]);
    now += 200;
    expect([bucket.take(), bucket.take()]).toEqual([100, 200]);
    now += 60_000;
    expect([bucket.take(), bucket.take()]).toEqual([0, 0]);
  });

  test("LI2: who sends too much is read more slowly, and loses nothing", { tags: "long" }, async () => {
    const { site, sara, room } = await started({ updatesPerSecond: 200, presencePerSecond: 100 });
    const [fast, calm] = [await sara.frames(room), await sara.frames(room)];
    await Promise.all([fast.first("step1"), calm.first("step1")]);
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => fast.send({ type: "update", update, reply: false }));
    for (let i = 0; i < 1100; i++) doc.getText("body").insert(i, "x");
    for (let i = 0; i < 600; i++) fast.send({ type: "awareness", update: Uint8Array.of(0) });
    await calm.barrier(1);
    await fast.barrier(1);
    await passes(() => expect(calm.got.filter(({ type }) => type === "update").length).toBe(1100));
    expect(await refusals(site, "rate")).toBeGreaterThan(0);
    expect(fast.closed).toBe(null);
  });
});

describe("connections", () => {
  test("LI4: a member has so many connections, and the next has its place when one has gone", async () => {
    const { site, sara, room } = await started({ connectionsPerMember: 2 });
    const ali = await site.desk("علی", "editor");
    const [first, second] = [await sara.frames(room), await sara.frames(room)];
    await Promise.all([first.first("step1"), second.first("step1")]);
    expect((await (await sara.frames(room)).end()).code).toBe(1013);
    await (await ali.frames(room)).first("step1");
    first.socket.close();
    await first.end();
    await passes(async () => await (await sara.frames(room)).first("step1"));
    expect(await refusals(site, "connections-of-member")).toBeGreaterThan(0);
  });

  test("LI4: an address has so many connections, also while they are refused", async () => {
    const { site, sara, room } = await started({ connectionsPerAddress: 2 });
    const [first, second] = [await sara.frames(room), await sara.frames(room)];
    await Promise.all([first.first("step1"), second.first("step1")]);
    const third = new WebSocket(`${site.relay.ws}/sync/${room}?ticket=${await sara.ticket()}`);
    third.on("error", () => undefined);
    const [, response] = (await once(third, "unexpected-response")) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(429);
    third.terminate();
    first.socket.close();
    await first.end();
    await passes(async () => {
      const later = await sara.frames(room);
      await later.first("step1");
    });
    expect(await refusals(site, "connections-of-address")).toBe(1);
  });
});

describe("one room", () => {
  const limits = { documentBytes: 2000, presenceBytes: 100, presenceClients: 2 };

  test("LI3: a document at its limit takes no more text and says so; it is read on, shortened, and others are not full", async () => {
    const rooms = new TestRooms({ limits });
    const [sara, ali] = [new TestPeer(rooms, "sara"), new TestPeer(rooms, "ali")];
    sara.type("a".repeat(1500));
    await turn();
    sara.type("b".repeat(600));
    await turn();
    expect(sara.got.at(-1)).toEqual({ type: "denied", reason: "this document has reached its limit of 2000 bytes" });
    expect([sara.closed, ali.text, new TestPeer(rooms, "reza").text]).toEqual([null, "a".repeat(1500), "a".repeat(1500)]);
    ali.doc.getText("body").delete(0, 10);
    await turn();
    expect([ali.count("denied"), new TestPeer(rooms, "reza").text.length]).toEqual([0, 1490]);
    const notes = new TestPeer(rooms, "sara", { room: "article/room-test/notes" });
    notes.type("c".repeat(600));
    await turn();
    expect(notes.count("denied")).toBe(0);
    rooms.close();
  });

  test("LI3: what is on its way to disk counts too", async () => {
    const rooms = new TestRooms({ limits });
    const sara = new TestPeer(rooms, "sara");
    for (let i = 0; i < 5; i++) sara.type("a".repeat(500));
    await turn();
    expect([sara.count("denied"), new TestPeer(rooms, "ali").text.length]).toEqual([2, 1500]);
    rooms.close();
  });

  test("LI5: a presence state that is too long, and a client too many of one member, are not shown", () => {
    const rooms = new TestRooms({ limits });
    const [sara, ali] = [new TestPeer(rooms, "sara"), new TestPeer(rooms, "ali")];
    const shown = (): number => ali.awareness.getStates().size - 1;
    sara.show({ cursor: "x".repeat(200) });
    expect(shown()).toBe(0);
    sara.show({ cursor: 1 });
    expect(shown()).toBe(1);
    for (let more = 1; more <= 3; more++) {
      sara.awareness.clientID = sara.doc.clientID = more;
      // A reader takes a clock of 0 for one that it knows.
      sara.awareness.setLocalState({});
      sara.show({ cursor: more });
    }
    expect([shown(), sara.closed]).toEqual([2, null]);
    rooms.close();
  });
});
