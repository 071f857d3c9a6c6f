import { setImmediate } from "node:timers";
import Database from "better-sqlite3";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { SqliteUpdateLog } from "../store/sqlite-update-log.ts";
import type { UpdateLog } from "../store/update-log.ts";
import { decodeFrame, encodeFrame, type Frame } from "../wire/frames.ts";
import { Committer } from "./committer.ts";
import type { RoomPeer } from "./peer.ts";
import type { Committed, RoomConnection } from "./room.ts";
import { Rooms } from "./rooms.ts";
import { mergeLog } from "./update.ts";

const ROOM = "article/room-test";

/** Ends the turn: all that was scheduled in it has run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What happened, in order: appends, and the frames that peers got. */
let events: string[] = [];
let failing = false;
let db: Database.Database;
let log: UpdateLog;
let rooms: Rooms;
let reported: unknown[] = [];
let committed: Committed[] = [];

/** The real log, telling when it is used. */
function told(real: SqliteUpdateLog): UpdateLog {
  return {
    append: (entries) => {
      events.push(`append ${entries.length}`);
      if (failing) throw new Error("disk full");
      real.append(entries);
    },
    read: (room) => real.read(room),
    tailLength: (room) => real.tailLength(room),
    compact: (room, seq, state) => {
      events.push("compact");
      real.compact(room, seq, state);
    },
    authors: (room) => real.authors(room),
    claim: (room, owners) => real.claim(room, owners),
    waiting: (room) => real.waiting(room),
    confirm: (room, count) => real.confirm(room, count),
    updatedAt: (room) => real.updatedAt(room),
    rooms: () => real.rooms(),
    close: () => real.close(),
  };
}

function open(desk = false): Rooms {
  const report = (error: unknown): void => void reported.push(error);
  const committer = new Committer(log, (run) => setImmediate(run), report);
  return new Rooms({ log, committer, desk, report, onCommitted: (change) => committed.push(change) });
}

beforeEach(() => {
  [events, failing, reported, committed] = [[], false, [], []];
  db = new Database(":memory:");
  log = told(new SqliteUpdateLog(db));
  rooms = open();
});
afterEach(() => db.close());

/** A peer that answers as a y-websocket client does, with a document of its own. */
class Client implements RoomPeer {
  readonly member: RoomPeer["member"];
  readonly uplink: boolean;
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly got: Frame[] = [];
  readonly raw: Uint8Array[] = [];
  closed: { code: number; reason: string } | null = null;
  writes = true;
  #connection: RoomConnection;

  constructor(name: string, more: { room?: string; uplink?: boolean; in?: Rooms } = {}) {
    this.member = { id: name, name: `${name} the true`, color: "#123456" };
    this.uplink = more.uplink ?? false;
    // Frames arrive while joining, before there is a connection to answer on: a transport takes time.
    const waiting: Uint8Array[] = [];
    this.#connection = { receive: (frame) => void waiting.push(frame), leave: () => undefined };
    const joined = (more.in ?? rooms).join(more.room ?? ROOM, this);
    this.#connection = joined;
    for (const frame of waiting) joined.receive(frame);
    this.doc.on("update", (update: Uint8Array, origin) => {
      if (origin !== this) this.update(update);
    });
    this.say({ type: "step1", stateVector: Y.encodeStateVector(this.doc) });
  }
  mayWrite(): boolean {
    return this.writes;
  }
  send(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    this.got.push(frame);
    this.raw.push(bytes);
    events.push(`${this.member.id} ${frame.type}`);
    if (frame.type === "step1") {
      this.say({ type: "update", update: Y.encodeStateAsUpdate(this.doc, frame.stateVector), reply: true });
    } else if (frame.type === "update") {
      Y.applyUpdate(this.doc, frame.update, this);
    } else if (frame.type === "awareness") {
      applyAwarenessUpdate(this.awareness, frame.update, this);
    }
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
    this.awareness.destroy();
  }
  say(frame: Frame): void {
    this.#connection.receive(encodeFrame(frame));
  }
  sayBytes(bytes: Uint8Array): void {
    this.#connection.receive(bytes);
  }
  update(update: Uint8Array): void {
    this.say({ type: "update", update, reply: false });
  }
  type(text: string): void {
    this.doc.getText("body").insert(this.text.length, text);
  }
  get text(): string {
    return this.doc.getText("body").toJSON();
  }
  /** Says where its caret is, under a name of its choice. */
  show(state: Record<string, unknown>): void {
    this.awareness.setLocalState(state);
    this.say({ type: "awareness", update: encodeAwarenessUpdate(this.awareness, [this.doc.clientID]) });
  }
  leave(): void {
    this.#connection.leave();
    this.awareness.destroy();
  }
  count(type: Frame["type"]): number {
    return this.got.filter((frame) => frame.type === type).length;
  }
}

describe("updates", () => {
  test("SY1: a newcomer gets what the room has, and the room what the newcomer has", async () => {
    const sara = new Client("sara");
    sara.type("سلام");
    await turn();
    const ali = new Client("ali");
    expect(ali.text).toBe("سلام");
    sara.leave();
    ali.leave();
    expect(rooms.size).toBe(0);

    sara.type(" دنیا");
    rooms.join(ROOM, ali);
    const back = rooms.join(ROOM, sara);
    back.receive(encodeFrame({ type: "update", update: Y.encodeStateAsUpdate(sara.doc), reply: true }));
    await turn();
    expect(ali.text).toBe("سلام دنیا");
  });

  test("SY2: what a turn brought to all rooms is one append, then broadcast, then barrier answers in order", async () => {
    const sara = new Client("sara");
    new Client("ali");
    const notes = new Client("reza", { room: `${ROOM}/notes` });
    await turn();
    events = [];
    sara.type("یک");
    sara.say({ type: "barrier", id: 1 });
    notes.type("دو");
    sara.type("سه");
    sara.say({ type: "barrier", id: 2 });
    expect(events).toEqual([]);
    await turn();
    expect(events).toEqual(["append 3", "ali update", "sara barrier", "ali update", "sara barrier"]);
    expect(sara.got.slice(-2)).toEqual([{ type: "barrier", id: 1 }, { type: "barrier", id: 2 }]);
    expect(log.read(ROOM).updates).toHaveLength(2);
  });

  test("SY2: a barrier with nothing before it is answered without a commit", async () => {
    const sara = new Client("sara");
    await turn();
    events = [];
    sara.say({ type: "barrier", id: 7 });
    await turn();
    expect(events).toEqual(["sara barrier"]);
  });

  test("SY3: when the disk refuses, nothing is passed on or answered, the senders come back, and the room goes on", async () => {
    const sara = new Client("sara");
    const ali = new Client("ali");
    await turn();
    failing = true;
    events = [];
    sara.type("گم");
    sara.say({ type: "barrier", id: 1 });
    ali.say({ type: "barrier", id: 2 });
    await turn();
    expect(events).toEqual(["append 1", "ali barrier"]);
    expect([sara.closed?.code, ali.closed, reported.length]).toEqual([1013, null, 1]);
    expect(log.read(ROOM).updates).toEqual([]);
    await expect(rooms.apply(ROOM, Y.encodeStateAsUpdate(sara.doc), { member: "sara", waiting: false })).rejects.toThrow("disk full");

    failing = false;
    const again = new Client("sara");
    again.update(Y.encodeStateAsUpdate(sara.doc));
    await turn();
    expect(ali.text).toBe("گم");
  });

  test("SY5: one frame is encoded once for all", async () => {
    const [sara, ...others] = ["sara", "ali", "reza"].map((name) => new Client(name));
    sara!.type("یک");
    await turn();
    expect(others[0]!.raw.at(-1)).toBe(others[1]!.raw.at(-1));
  });

  test("SY9: what the room already has is not stored again, though a step 2 repeats every deletion", async () => {
    const sara = new Client("sara");
    sara.type("abcdef");
    sara.doc.getText("body").delete(1, 3);
    await turn();
    const stored = log.read(ROOM).seq;
    const ali = new Client("ali");
    ali.say({ type: "update", update: Y.encodeStateAsUpdate(sara.doc), reply: true });
    await turn();
    expect(log.read(ROOM).seq).toBe(stored);
    Y.applyUpdate(ali.doc, Y.encodeStateAsUpdate(sara.doc), ali);
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(sara.doc));
    offline.getText("body").delete(0, 1);
    ali.say({ type: "update", update: Y.encodeStateAsUpdate(offline, Y.encodeStateVector(ali.doc)), reply: true });
    await turn();
    expect([log.read(ROOM).seq, sara.text]).toEqual([stored + 1, "ef"]);
  });

  test("SY8: an update that comes from no connection reaches all, and is on disk when the promise says so", async () => {
    const sara = new Client("sara");
    const doc = new Y.Doc();
    doc.getText("body").insert(0, "وارد شد");
    await rooms.apply(ROOM, Y.encodeStateAsUpdate(doc), { member: "reza", waiting: true });
    expect([sara.text, log.waiting(ROOM), log.authors(ROOM).get(doc.clientID)]).toEqual(["وارد شد", 1, "reza"]);
    await expect(rooms.apply("article/nobody-here", Uint8Array.of(9), { member: null, waiting: false })).rejects.toThrow(/malformed update/);
    expect([rooms.size, committed.length]).toEqual([1, 1]);
  });

  test("ST4: at a desk, what a window writes waits for the relay, what the uplink brings does not and is nobody's yet", async () => {
    const desk = open(true);
    const window = new Client("sara", { in: desk });
    const uplink = new Client("sara", { in: desk, uplink: true });
    window.type("اینجا");
    await turn();
    expect([log.waiting(ROOM), uplink.text]).toEqual([1, "اینجا"]);
    uplink.type(" آنجا");
    await turn();
    expect([log.waiting(ROOM), window.text]).toEqual([1, "اینجا آنجا"]);
    expect([...log.authors(ROOM).keys()]).toEqual([window.doc.clientID]);
    expect(committed.map(({ waiting, member }) => [waiting, member])).toEqual([[true, "sara"], [false, null]]);
  });
});

describe("roles at the frame", () => {
  test("RO2: an update one may not write is dropped and answered, and only insisting closes", async () => {
    const owner = new Client("sara");
    const reader = new Client("ali");
    reader.writes = false;
    reader.type("نه");
    reader.say({ type: "barrier", id: 1 });
    await turn();
    expect([owner.text, log.read(ROOM).seq, reader.count("denied"), reader.count("barrier")]).toEqual(["", 0, 1, 1]);
    for (let i = 0; i < 19; i++) reader.type("!");
    expect([reader.closed, reader.count("denied")]).toEqual([null, 20]);
    reader.type("!");
    expect(reader.closed?.code).toBe(4403);
  });

  test("RO2: a role counts from the moment it changes", async () => {
    const owner = new Client("sara");
    const other = new Client("ali");
    other.type("یک");
    other.writes = false;
    other.type("دو");
    await turn();
    expect(owner.text).toBe("یک");
  });

  test("RO3: a reader's handshake, and deletions Yjs makes by itself, never close its connection", async () => {
    const owner = new Client("sara");
    owner.type("abc");
    await turn();
    const reader = new Client("ali");
    reader.writes = false;
    reader.say({ type: "update", update: Y.encodeStateAsUpdate(reader.doc), reply: true });
    expect(reader.count("denied")).toBe(0);
    for (let i = 0; i < 30; i++) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(owner.doc));
      const before = Y.encodeStateVector(doc);
      doc.getText("body").delete(0, 1);
      reader.update(Y.encodeStateAsUpdate(doc, before));
    }
    await turn();
    expect([reader.closed, reader.count("denied"), owner.text]).toEqual([null, 30, "abc"]);
  });
});

describe("bad input", () => {
  const doc = new Y.Doc();
  doc.getText("body").insert(0, "متن");
  const good = Y.encodeStateAsUpdate(doc);
  const awareness = (json: string): Uint8Array =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 5);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, json);
    });
  test.each<[string, Uint8Array]>([
    ["an empty frame", new Uint8Array()],
    ["an unknown message", Uint8Array.of(99)],
    ["a truncated frame", encodeFrame({ type: "update", update: good, reply: false }).subarray(0, 9)],
    ["a truncated update", encodeFrame({ type: "update", update: good.subarray(0, -4), reply: false })],
    ["an update with bytes after it", encodeFrame({ type: "update", update: Uint8Array.of(...good, 0), reply: false })],
    ["a struct of no length", encodeFrame({ type: "update", update: Uint8Array.of(1, 1, 7, 0, 0, 0, 0), reply: false })],
    ["a broken state vector", encodeFrame({ type: "step1", stateVector: Uint8Array.of(5) })],
    ["presence that is not JSON", encodeFrame({ type: "awareness", update: awareness("{") })],
    ["presence that is no object", encodeFrame({ type: "awareness", update: awareness("7") })],
    ["truncated presence", encodeFrame({ type: "awareness", update: Uint8Array.of(3) })],
  ])("SY4: %s closes its connection for good, and touches nobody else", async (_name, bytes) => {
    const bad = new Client("ali");
    const sara = new Client("sara");
    sara.type("پیش");
    bad.sayBytes(bytes);
    expect(bad.closed?.code).toBe(4400);
    bad.sayBytes(encodeFrame({ type: "update", update: good, reply: false }));
    sara.type(" پس");
    await turn();
    expect([sara.closed, new Client("reza").text, reported]).toEqual([null, "پیش پس", []]);
  });
});

describe("presence", () => {
  const others = (client: Client): unknown[] =>
    [...client.awareness.getStates()].filter(([id]) => id !== client.doc.clientID).map(([, state]) => state);

  test("PR1: a caret is shown under the member's true name, whatever the client says", () => {
    const sara = new Client("sara");
    const ali = new Client("ali");
    ali.show({ user: { name: "Sara", color: "red" }, cursor: { head: 3 }, mood: "typing", script: "x" });
    const user = { id: "ali", name: "ali the true", color: "#123456" };
    expect(others(sara)).toEqual([{ cursor: { head: 3 }, mood: "typing", user }]);
    expect(others(new Client("reza"))).toEqual([{ cursor: { head: 3 }, mood: "typing", user }]);
    sara.say({ type: "query-awareness" });
    expect(sara.count("awareness")).toBe(2);
  });

  test("PR2: a client ID belongs to the connection that brought it; a foreign one is dropped without a word", () => {
    const sara = new Client("sara");
    const ali = new Client("ali");
    const reza = new Client("reza");
    sara.show({ cursor: { head: 1 } });
    const before = reza.count("awareness");
    ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
    ali.awareness.meta.get(sara.doc.clientID)!.clock += 5;
    ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
    ali.awareness.states.delete(sara.doc.clientID);
    ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
    expect([ali.closed, reza.count("awareness") - before, others(reza).length]).toEqual([null, 0, 1]);
  });

  test("PR3: who leaves is gone for all, and nobody's echo brings them back", () => {
    const sara = new Client("sara");
    const ali = new Client("ali");
    sara.show({ cursor: { head: 1 } });
    const echo = encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]);
    sara.leave();
    expect(others(ali)).toEqual([]);
    ali.say({ type: "awareness", update: echo });
    expect(others(new Client("reza"))).toEqual([]);
  });

  test("PR4: a member who comes back before the old connection is found dead keeps their caret", () => {
    const ali = new Client("ali");
    const old = new Client("sara");
    const back = new Client("sara");
    old.show({ cursor: { head: 1 } });
    back.awareness.clientID = back.doc.clientID = old.doc.clientID;
    back.awareness.meta.set(back.doc.clientID, { clock: 9, lastUpdated: 0 });
    back.show({ cursor: { head: 2 } });
    old.leave();
    expect(others(ali)).toMatchObject([{ cursor: { head: 2 } }]);
    back.leave();
    expect(others(ali)).toEqual([]);
  });

  test("PR5: an uplink speaks for many: its presence passes as it is, and all of it goes when it goes", () => {
    const desk = open(true);
    const window = new Client("sara", { in: desk });
    const uplink = new Client("sara", { in: desk, uplink: true });
    const named = (head: number): object => ({ cursor: { head }, user: { id: "ali", name: "Ali", color: "#0a0a0a" } });
    const [a, b] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
    for (const [head, one] of [a, b].entries()) {
      one.setLocalState(named(head));
      uplink.say({ type: "awareness", update: encodeAwarenessUpdate(one, [one.clientID]) });
    }
    expect(others(window)).toEqual([named(0), named(1)]);
    // A y-websocket window echoes them, under the uplink's own member: they stay the uplink's.
    window.say({ type: "awareness", update: encodeAwarenessUpdate(window.awareness, [a.clientID]) });
    window.show({ cursor: { head: 5 } });
    expect(uplink.got.at(-1)?.type).toBe("awareness");
    uplink.leave();
    expect(others(window)).toEqual([]);
    a.destroy();
    b.destroy();
  });
});

describe("compaction", () => {
  test("SY7: a long log becomes short while the room works, and every word stays", async () => {
    const sara = new Client("sara");
    for (let i = 0; i < 520; i++) sara.type("ab"[i % 2]!);
    await turn();
    await turn();
    expect(log.tailLength(ROOM)).toBeLessThan(20);
    sara.type("پایان");
    await turn();
    expect(new Client("ali").text).toBe(sara.text);
    expect(reported).toEqual([]);
  });

  test("SY7: an update whose predecessor is still missing survives compaction, and counts once it has come", () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const body = doc.getText("body");
    for (const part of ["یک ", "دو ", "سه"]) body.insert(body.length, part);
    body.delete(4, 1);
    const [first, missing, ...later] = updates;
    const compacted = mergeLog([mergeLog([first!, ...later]), mergeLog([first!])]);
    const newcomer = new Y.Doc();
    Y.applyUpdate(newcomer, Y.diffUpdate(compacted, Y.encodeStateVector(newcomer)));
    expect(newcomer.getText("body").toJSON()).toBe("یک ");
    Y.applyUpdate(newcomer, missing!);
    expect(newcomer.getText("body").toJSON()).toBe(body.toJSON());
    const whole = new Y.Doc();
    Y.applyUpdate(whole, mergeLog([compacted, missing!]));
    expect(whole.getText("body").toJSON()).toBe(body.toJSON());
  });

  test("SY10: a room that nobody is in is not in memory", async () => {
    const sara = new Client("sara");
    sara.type("می‌رود");
    sara.leave();
    expect(rooms.size).toBe(1);
    await turn();
    expect([rooms.size, new Client("ali").text]).toEqual([0, "می‌رود"]);
  });
});
