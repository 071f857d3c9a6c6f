/** One room's line to a relay whose disk, roles and manners the test decides; the desk's side is real. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { Uplink } from "../../main/core/sync/uplink.ts";
import { decodeFrame, encodeFrame } from "../../shared/wire/frames.ts";
import { TestPeer, ROOM, TestRooms, turn } from "../relay/room-fixture.ts";

/** A relay: the same rooms, over a real WebSocket. While `slow`, what it received is not committed yet. */
class Relay {
  readonly site = new TestRooms();
  readonly server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  readonly sockets: WebSocket[] = [];
  mayWrite = true;
  dialled = 0;
  /** Frames that came and were not handed to the room yet. */
  held: (() => void)[] = [];
  slow = false;
  /** It asks what the desk has after it has told what it has itself, as when it compacts a long log first. */
  asksLate = false;
  ask: (() => void) | null = null;
  /** The ticket of the next to come was forgotten. */
  isForgetful = false;

  constructor() {
    this.server.on("connection", (socket) => {
      if (this.isForgetful) {
        this.isForgetful = false;
        socket.close(4401, "the ticket is unknown");
        return;
      }
      this.sockets.push(socket);
      const connection = this.site.rooms.join(ROOM, {
        member: { id: "sara", name: "سارا", color: "#123456" },
        mayWrite: () => this.mayWrite,
        send: (frame) => {
          if (this.asksLate && decodeFrame(frame).type === "step1") this.ask = () => socket.send(frame);
          else socket.send(frame);
        },
        close: (code, reason) => socket.close(code, reason),
      });
      socket.on("message", (data: Buffer) => {
        const take = (): void => connection.receive(data);
        if (this.slow) this.held.push(take);
        else take();
      });
      socket.on("close", () => connection.leave());
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  release(): void {
    this.slow = false;
    for (const take of this.held.splice(0)) take();
  }

  get text(): string {
    return textOf(this.site);
  }
}

function textOf({ log }: TestRooms): string {
  const doc = new Y.Doc();
  for (const update of log.read(ROOM).updates) Y.applyUpdate(doc, update);
  return doc.getText("body").toJSON();
}

let relay: Relay;
let desk: TestRooms;
let window: TestPeer;
let uplink: Uplink;
/** Every state that a window could have been shown. */
let shown: string[];
let onShown: () => void;
let dial: () => Promise<string>;

beforeEach(async () => {
  relay = new Relay();
  await once(relay.server, "listening");
  desk = new TestRooms({ desk: true });
  window = new TestPeer(desk, "sara");
  shown = [];
  onShown = () => undefined;
  dial = async () => `${relay.url}/${++relay.dialled}`;
});

afterEach(async () => {
  uplink.destroy();
  for (const socket of relay.sockets) socket.terminate();
  relay.server.close();
  await turn();
  relay.site.close();
  desk.close();
});

function connect(): void {
  uplink = new Uplink({
    room: ROOM,
    base: "ws://unused",
    rooms: desk.rooms,
    log: desk.log,
    member: { id: "sara", name: "سارا", color: "#123456", role: "editor" },
    formerly: [],
    dial: () => dial(),
    refusalOf: (error) => (error instanceof RangeError ? { code: 4401, reason: error.message } : null),
    report: (error) => desk.reported.push(error),
    onChange: () => {
      shown.push(`${uplink.line} ${desk.log.unconfirmed(ROOM)}`);
      onShown();
    },
  });
}

const state = (): [string, number] => [uplink.line, desk.log.unconfirmed(ROOM)];

test("DE14: whoever cannot note that a line is up, as on a full disk, ends neither it nor the desk", async () => {
  relay.asksLate = true;
  onShown = () => {
    throw new Error("the disk is full");
  };
  connect();
  window.type("abc");
  await eventually(() => relay.ask !== null, true);
  // The desk has all of the relay's by now.
  await eventually(() => uplink.line, "connecting");
  for (let i = 0; i < 3; i++) await turn();
  relay.ask!();
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("abc");
  expect([...new Set(desk.reported.splice(0).map((error) => (error as Error).message))]).toEqual(["the disk is full"]);
});

test("PR6: who came while the line was down, and says nothing when it is up, ends neither it nor the desk when it breaks again", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  relay.sockets[0]!.terminate();
  await eventually(() => uplink.line, "offline");
  window.show({ cursor: 1 });
  await eventually(() => [uplink.line, relay.sockets.length], ["connected", 2]);
  relay.sockets[1]!.terminate();
  await eventually(() => uplink.line, "offline");
  window.type("abc");
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("abc");
});

test(
  "SY18: a line that this computer's disk breaks while the relay asks what it has counts as asked no more",
  { tags: "long" },
  async () => {
    relay.asksLate = true;
    connect();
    await eventually(() => relay.ask !== null, true);
    relay.asksLate = false;
    desk.diskFull = true;
    // In one turn: what the disk refuses, and the question.
    const doc = new Y.Doc();
    doc.getText("body").insert(0, "def");
    await relay.site.rooms.apply(ROOM, Y.encodeStateAsUpdate(doc), { member: "omid", unconfirmed: false });
    relay.ask!();
    await eventually(() => uplink.line, "offline");
    desk.diskFull = false;
    window.type("abc");
    await turn();
    await eventually(state, ["connected", 0]);
    expect([textOf(desk), relay.text.split("").sort().join("")]).toEqual([relay.text, "abcdef"]);
  },
);

test("SY14: a change that the relay knows from another, as when two windows tidy up alike, does not wait for ever", async () => {
  connect();
  window.type("abc");
  await eventually(state, ["connected", 0]);
  const omid = new TestPeer(desk, "omid");
  const erased = [window, omid].map(({ doc }) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.getText("body").delete(0, 1);
    return Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc));
  });
  window.update(erased[0]!);
  await turn();
  await eventually(state, ["connected", 0]);
  omid.update(erased[1]!);
  await turn();
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("bc");
  omid.leave();
});

test("SY14: changes wait until the relay has answered for them, and not only sent or received them", async () => {
  window.type("before the line ");
  await turn();
  connect();
  relay.slow = true;
  await eventually(() => relay.held.length > 0, true);
  window.type("and with it");
  await turn();
  expect(state()).toEqual(["connecting", 2]);
  relay.release();
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("before the line and with it");

  relay.slow = true;
  window.type(". And more.");
  await eventually(() => relay.held.length, 2);
  await turn();
  expect(state()).toEqual(["connected", 1]);
  relay.release();
  await eventually(state, ["connected", 0]);
});

test("SY14: what the relay's disk refused goes on waiting, and arrives when it takes it", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  relay.site.diskFull = true;
  window.type("too much");
  await eventually(() => uplink.line, "offline");
  expect(desk.log.unconfirmed(ROOM)).toBe(1);
  relay.site.diskFull = false;
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("too much");
});

test("SY14: what the relay refused is shown as refused, waits, and is no article on the relay", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  relay.mayWrite = false;
  window.type("not allowed");
  await eventually(state, ["refused", 1]);
  expect(uplink.reason).toBe(`سارا may not write in ${ROOM}`);
  window.type(" at all");
  await turn();
  // The answer to a barrier comes behind the refusal; it confirms nothing of it.
  await eventually(() => relay.sockets[0]!.bufferedAmount, 0);
  for (let i = 0; i < 20; i++) await turn();
  expect(state()).toEqual(["refused", 2]);
  expect(shown.filter((one) => one === "connected 0")).toHaveLength(1);
  expect(relay.text).toBe("");

  relay.mayWrite = true;
  uplink.destroy();
  connect();
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("not allowed at all");
});

test("SY14: a line that breaks before the answer leaves the count as it was, and the next line clears it", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  relay.slow = true;
  window.type("cut off");
  await eventually(() => relay.held.length, 2);
  relay.held = [];
  relay.slow = false;
  relay.sockets[0]!.terminate();
  await eventually(() => uplink.line, "offline");
  expect(desk.log.unconfirmed(ROOM)).toBe(1);
  await eventually(state, ["connected", 0]);
  expect(relay.text).toBe("cut off");
  expect(relay.dialled).toBe(2);
});

test("SY15: the line is in step only when what the relay sent is on this computer's disk", async () => {
  const omid = new TestPeer(relay.site, "omid");
  omid.type("written elsewhere");
  await turn();
  let atCommit: unknown = null;
  connect();
  const committed = vi.spyOn(desk.log, "append").mockImplementation((entries) => {
    atCommit ??= [uplink.line, entries.length];
    committed.mockRestore();
    desk.log.append(entries);
  });
  await eventually(() => uplink.inStep, true);
  expect(atCommit).toEqual(["connecting", 1]);
  expect([textOf(desk), window.text]).toEqual(["written elsewhere", "written elsewhere"]);
});

test("SY18: what this computer's disk refused is asked of the relay again, and the line goes on", { tags: "long" }, async () => {
  connect();
  await eventually(state, ["connected", 0]);
  desk.diskFull = true;
  const omid = new TestPeer(relay.site, "omid");
  omid.type("news");
  await eventually(() => uplink.line, "offline");
  expect([textOf(desk), window.text, uplink.inStep]).toEqual(["", "", false]);
  desk.diskFull = false;
  await eventually(state, ["connected", 0]);
  expect([textOf(desk), window.text]).toEqual(["news", "news"]);
  omid.type(" and more");
  window.doc.getText("body").insert(0, "Heard: ");
  await eventually(() => [textOf(desk), relay.text], ["Heard: news and more", "Heard: news and more"]);
});

test("SY15: a line leaves nothing behind in its process, however many there are", () => {
  const before = process.listenerCount("exit");
  connect();
  expect(process.listenerCount("exit")).toBe(before);
});

test("SY17: a refusal to hand out a ticket ends the line, any other failure does not", async () => {
  const failures: Error[] = [new Error("no network"), new RangeError("this device was signed out")];
  dial = async () => {
    relay.dialled++;
    throw failures.shift()!;
  };
  connect();
  await eventually(() => [uplink.line, uplink.reason], ["refused", "this device was signed out"]);
  expect([relay.dialled, relay.sockets.length]).toEqual([2, 0]);
  window.type("the desk goes on");
  await turn();
  expect(state()).toEqual(["refused", 1]);
});

test("SY17: a ticket that the relay forgot is no refusal: the next one tells", async () => {
  relay.isForgetful = true;
  connect();
  await eventually(state, ["connected", 0]);
  expect([relay.dialled, relay.sockets.length]).toEqual([2, 1]);
});

test("SY17: a room that the relay closes for good is refused with its reason", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  relay.sockets[0]!.close(4403, "no longer a member");
  await eventually(() => [uplink.line, uplink.reason], ["refused", "no longer a member"]);
});

test("SY4: a relay that sends what nobody can read is left and dialled again", async () => {
  connect();
  await eventually(state, ["connected", 0]);
  for (const bytes of [Uint8Array.of(0, 2, 255), encodeFrame({ type: "awareness", update: Uint8Array.of(9, 9) })]) {
    relay.sockets.at(-1)!.send(bytes);
    const before = relay.dialled;
    await eventually(() => relay.dialled > before, true);
    await eventually(state, ["connected", 0]);
  }
  window.type("still here");
  await eventually(() => relay.text, "still here");
  expect(desk.reported).toHaveLength(2);
});

test("PR5: carets cross the line both ways, and go with it", async () => {
  const omid = new TestPeer(relay.site, "omid");
  connect();
  await eventually(state, ["connected", 0]);
  window.show({ mood: "typing" });
  await eventually(() => omid.awareness.getStates().get(window.doc.clientID)?.["mood"], "typing");
  omid.show({ mood: "idle" });
  await eventually(() => window.awareness.getStates().get(omid.doc.clientID)?.["mood"], "idle");
  relay.sockets[0]!.terminate();
  await eventually(() => window.awareness.getStates().has(omid.doc.clientID), false);
});
