import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { encodeFrame } from "../../shared/wire/frames.ts";
import { typed } from "./relay-fixture.ts";
import { TestPeer, ROOM, TestRooms, turn, ownersAt } from "./room-fixture.ts";

let site: TestRooms;
beforeEach(() => {
  site = new TestRooms();
});
afterEach(() => site.close());

async function commit(client: TestPeer, text: string): Promise<void> {
  client.type(text);
  await turn();
}

/** A presence update of one client with this state. */
const awareness = (json: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 5);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, json);
  });
describe("updates", () => {
  test("SY2: a barrier behind a step 2 that waits for a long log to be compacted waits for it too", async () => {
    const compacted = Promise.withResolvers<void>();
    const slow = new TestRooms({ compactor: { compact: () => compacted.promise } });
    const sara = new TestPeer(slow, "sara");
    // More than a newcomer is served from.
    for (let i = 0; i < 10; i++) sara.type("ا".repeat(512 * 1024));
    await turn();
    const ali = new TestPeer(slow, "ali");
    const { update } = typed("offline");
    ali.say({ type: "update", update, reply: true });
    ali.say({ type: "barrier", id: 1 });
    await turn();
    expect([slow.committed.length, ali.count("barrier")]).toEqual([10, 0]);
    compacted.resolve();
    await passes(() => expect(ali.count("barrier")).toBe(1));
    expect(slow.committed.at(-1)!.update).toEqual(update);
    expect(slow.events.slice(slow.events.lastIndexOf("append 1"))).toContain("ali barrier");
    sara.leave();
    ali.leave();
    await turn();
    slow.close();
  });
  test("SY1: a newcomer gets what the room has, and the room what the newcomer has", async () => {
    const sara = new TestPeer(site, "sara");
    sara.type("سلام");
    await turn();
    const ali = new TestPeer(site, "ali");
    expect(ali.text).toBe("سلام");
    sara.leave();
    ali.leave();
    expect(site.rooms.size).toBe(0);

    sara.type(" دنیا");
    site.rooms.join(ROOM, ali);
    const back = site.rooms.join(ROOM, sara);
    back.receive(encodeFrame({ type: "update", update: Y.encodeStateAsUpdate(sara.doc), reply: true }));
    await turn();
    expect(ali.text).toBe("سلام دنیا");
  });

  test("SY2: what a turn brought to all rooms is one append, then broadcast, then barrier answers in order", async () => {
    const sara = new TestPeer(site, "sara");
    const ali = new TestPeer(site, "ali");
    const notes = new TestPeer(site, "reza", { room: `${ROOM}/notes` });
    await turn();
    site.events = [];
    sara.type("یک");
    sara.say({ type: "barrier", id: 1 });
    notes.type("دو");
    sara.type("سه");
    sara.say({ type: "barrier", id: 2 });
    expect(site.events).toEqual([]);
    await turn();
    expect(ali.closed).toBeNull();
    expect(site.events[0]).toBe("append 3");
    expect(site.events.slice(1).filter((event) => event.startsWith("ali"))).toEqual(["ali update", "ali update"]);
    expect(site.events.slice(1).filter((event) => event.startsWith("sara"))).toEqual(["sara barrier", "sara barrier"]);
    expect(site.events).toHaveLength(5);
    expect(sara.got.slice(-2)).toEqual([
      { type: "barrier", id: 1 },
      { type: "barrier", id: 2 },
    ]);
    expect(site.log.read(ROOM).updates).toHaveLength(2);
  });

  test("SY2: a barrier with nothing before it is answered without a commit", async () => {
    const sara = new TestPeer(site, "sara");
    await turn();
    site.events = [];
    sara.say({ type: "barrier", id: 7 });
    await turn();
    expect(site.events).toEqual(["sara barrier"]);
  });

  test("SY3: when the disk refuses, nothing is passed on or answered, the senders come back, and the room goes on", async () => {
    const sara = new TestPeer(site, "sara");
    const ali = new TestPeer(site, "ali");
    await turn();
    site.diskFull = true;
    site.events = [];
    sara.type("گم");
    sara.say({ type: "barrier", id: 1 });
    ali.say({ type: "barrier", id: 2 });
    await turn();
    expect(site.events).toEqual(["append 1", "ali barrier"]);
    expect([sara.closed?.code, ali.closed, site.reported.length]).toEqual([1013, null, 1]);
    expect(site.log.read(ROOM).updates).toEqual([]);
    await expect(site.rooms.apply(ROOM, Y.encodeStateAsUpdate(sara.doc), { member: "sara", unconfirmed: false })).rejects.toThrow(
      "disk full",
    );

    site.diskFull = false;
    const again = new TestPeer(site, "sara");
    again.update(Y.encodeStateAsUpdate(sara.doc));
    await turn();
    expect(ali.text).toBe("گم");
  });

  test("SY5: one frame is encoded once for all", async () => {
    const [sara, ...others] = ["sara", "ali", "reza"].map((name) => new TestPeer(site, name));
    sara!.type("یک");
    await turn();
    expect(others[0]!.raw.at(-1)).toBe(others[1]!.raw.at(-1));
  });

  test("SY9: what the room already has is not stored again, though a step 2 repeats every deletion", async () => {
    const sara = new TestPeer(site, "sara");
    sara.type("abcdef");
    sara.doc.getText("body").delete(1, 3);
    await turn();
    const stored = site.log.read(ROOM).seq;
    const ali = new TestPeer(site, "ali");
    ali.say({ type: "update", update: Y.encodeStateAsUpdate(sara.doc), reply: true });
    await turn();
    expect(site.log.read(ROOM).seq).toBe(stored);
    Y.applyUpdate(ali.doc, Y.encodeStateAsUpdate(sara.doc), ali);
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(sara.doc));
    offline.getText("body").delete(0, 1);
    ali.say({ type: "update", update: Y.encodeStateAsUpdate(offline, Y.encodeStateVector(ali.doc)), reply: true });
    await turn();
    expect([site.log.read(ROOM).seq, sara.text]).toEqual([stored + 1, "ef"]);
  });

  test("SY8: an update that comes from no connection reaches all, and is on disk when the promise says so", async () => {
    const sara = new TestPeer(site, "sara");
    const doc = new Y.Doc();
    doc.getText("body").insert(0, "وارد شد");
    await site.rooms.apply(ROOM, Y.encodeStateAsUpdate(doc), { member: "reza", unconfirmed: true });
    expect([sara.text, site.log.unconfirmed(ROOM), ownersAt(site).get(doc.clientID)]).toEqual(["وارد شد", 1, "reza"]);
    await expect(site.rooms.apply("article/nobody-here", Uint8Array.of(9), { member: null, unconfirmed: false })).rejects.toThrow(
      /truncated update/,
    );
    expect([site.rooms.size, site.committed.length]).toEqual([1, 1]);
  });

  test("ST4: at a desk, what a window writes waits for the relay, what the uplink brings does not and is nobody's yet", async () => {
    const desk = new TestRooms({ desk: true });
    const window = new TestPeer(desk, "sara");
    const uplink = new TestPeer(desk, "sara", { uplink: true });
    window.type("اینجا");
    await turn();
    expect([desk.log.unconfirmed(ROOM), uplink.text]).toEqual([1, "اینجا"]);
    uplink.type(" آنجا");
    await turn();
    expect([desk.log.unconfirmed(ROOM), window.text]).toEqual([1, "اینجا آنجا"]);
    expect([...ownersAt(desk).keys()]).toEqual([window.doc.clientID]);
    expect(desk.committed.map(({ unconfirmed, member }) => [unconfirmed, member])).toEqual([
      [true, "sara"],
      [false, null],
    ]);
    desk.close();
  });
});

describe("roles at the frame", () => {
  test("RO2: an update one may not write is dropped and answered, and only insisting closes", async () => {
    const owner = new TestPeer(site, "sara");
    const reader = new TestPeer(site, "ali");
    reader.writes = false;
    reader.type("نه");
    reader.say({ type: "barrier", id: 1 });
    await turn();
    expect([owner.text, site.log.read(ROOM).seq, reader.count("denied"), reader.count("barrier")]).toEqual(["", 0, 1, 1]);
    for (let i = 0; i < 19; i++) reader.type("!");
    expect([reader.closed, reader.count("denied")]).toEqual([null, 20]);
    reader.type("!");
    expect(reader.closed?.code).toBe(4403);
  });

  test("RO2: a role counts from the moment it changes", async () => {
    const owner = new TestPeer(site, "sara");
    const other = new TestPeer(site, "ali");
    other.type("یک");
    other.writes = false;
    other.type("دو");
    await turn();
    expect(owner.text).toBe("یک");
  });

  test("RO3: a reader's handshake, and deletions Yjs makes by itself, never close its connection", async () => {
    const owner = new TestPeer(site, "sara");
    owner.type("abc");
    await turn();
    const reader = new TestPeer(site, "ali");
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
    const bad = new TestPeer(site, "ali");
    const sara = new TestPeer(site, "sara");
    sara.type("پیش");
    bad.sayBytes(bytes);
    expect(bad.closed?.code).toBe(4400);
    bad.sayBytes(encodeFrame({ type: "update", update: good, reply: false }));
    sara.type(" پس");
    await turn();
    expect([sara.closed, new TestPeer(site, "reza").text, site.reported]).toEqual([null, "پیش پس", []]);
  });
});

describe("a crowd", () => {
  test("SY21: broadcasts of text are throttled in a large room, complete and in order, and not in a small one", async () => {
    const due: { run: () => void; wait: number }[] = [];
    const paced = new TestRooms({ later: (run, wait) => due.push({ run, wait }) });
    const people = Array.from({ length: 24 }, (_, i) => new TestPeer(paced, `p${i}`));
    const [first, second, reader] = people as [TestPeer, TestPeer, TestPeer];
    await commit(first, "یک");
    await commit(first, " دو");
    expect([reader.text, due.length]).toEqual(["یک دو", 0]);

    people.push(...Array.from({ length: 16 }, (_, i) => new TestPeer(paced, `q${i}`)));
    await commit(first, " سه");
    expect([reader.text, due.map(({ wait }) => wait)]).toEqual(["یک دو سه", [10]]);
    await commit(first, " چهار");
    await commit(second, "!");
    first.say({ type: "barrier", id: 7 });
    await turn();
    // Saved is saved, whoever has read it; and who comes now reads it all.
    expect([reader.text, first.count("barrier")]).toEqual(["یک دو سه", 1]);
    const late = new TestPeer(paced, "late");
    expect(late.text).toContain("چهار");
    due.shift()!.run();
    for (const one of people) expect(one.text).toBe(first.text);
    expect(first.text).toMatch(/سه.*چهار/);
    expect([first.count("update"), late.text, due.length]).toEqual([2, first.text, 1]);

    // Nothing came meanwhile: the next is passed on at once.
    due.shift()!.run();
    await commit(second, "؟");
    expect([reader.text, due.length]).toEqual([second.text, 1]);
    // And so is much, though it came too soon; then the throttle has nothing left to do.
    for (let i = 0; i < 64; i++) first.type("ا");
    await turn();
    expect(reader.text).toBe(first.text);
    const frames = reader.got.length;
    due.shift()!.run();
    expect([reader.got.length, due.length, paced.reported]).toEqual([frames, 0, []]);
    paced.close();
  });
});

describe("compaction", () => {
  test("SY7: a long log becomes short while the room works, and every word stays", async () => {
    const sara = new TestPeer(site, "sara");
    for (let i = 0; i < 4020; i++) sara.type("ab"[i % 2]!);
    await turn();
    await turn();
    expect(site.log.tailLength(ROOM)).toBeLessThan(20);
    sara.type("پایان");
    await turn();
    expect(new TestPeer(site, "ali").text).toBe(sara.text);
    expect(site.reported).toEqual([]);
  });

  test("SY7: a log in which updates overlap in part is compacted as soon as somebody reads it", async () => {
    const doc = new Y.Doc();
    const ali = new TestPeer(site, "ali");
    doc.getText("body").insert(0, "سلا");
    ali.update(Y.encodeStateAsUpdate(doc));
    doc.getText("body").insert(3, "م");
    // As to a room that has no more than the first letter.
    const older = Y.encodeStateVector(new Map([[doc.clientID, 1]]));
    ali.say({ type: "update", update: Y.encodeStateAsUpdate(doc, older), reply: true });
    await turn();
    expect(site.log.tailLength(ROOM)).toBe(2);
    expect(new TestPeer(site, "reza").text).toBe("سلام");
    await turn();
    expect([site.log.tailLength(ROOM), new TestPeer(site, "omid").text, ali.closed]).toEqual([0, "سلام", null]);
  });

  test("SY7: a log is compacted when it is long beside its state, or long beside any", { tags: "long" }, async () => {
    const sara = new TestPeer(site, "sara");
    sara.type("ا".repeat(300_000));
    await turn();
    site.log.compact(ROOM, 1, compactUpdates(site.log.read(ROOM).updates));
    sara.leave();
    await turn();
    const ali = new TestPeer(site, "ali");
    for (let i = 0; i < 8000; i++) ali.type("ب");
    await turn();
    expect(site.log.tailLength(ROOM)).toBe(8000);
    for (let i = 0; i < 8020; i++) ali.type("پ");
    await turn();
    await turn();
    expect(site.log.tailLength(ROOM)).toBeLessThan(20);
    expect(new TestPeer(site, "reza").text).toBe(ali.text);
  });

  test("SY7: an update whose predecessor is still missing survives compaction, and counts once it has come", () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const body = doc.getText("body");
    for (const part of ["یک ", "دو ", "سه"]) body.insert(body.length, part);
    body.delete(4, 1);
    const [first, missing, ...later] = updates;
    const compacted = compactUpdates([compactUpdates([first!, ...later]), compactUpdates([first!])]);
    const newcomer = new Y.Doc();
    Y.applyUpdate(newcomer, Y.diffUpdate(compacted, Y.encodeStateVector(newcomer)));
    expect(newcomer.getText("body").toJSON()).toBe("یک ");
    Y.applyUpdate(newcomer, missing!);
    expect(newcomer.getText("body").toJSON()).toBe(body.toJSON());
    const whole = new Y.Doc();
    Y.applyUpdate(whole, compactUpdates([compacted, missing!]));
    expect(whole.getText("body").toJSON()).toBe(body.toJSON());
  });

  test("SY10: a room that nobody is in is not in memory", async () => {
    const sara = new TestPeer(site, "sara");
    sara.type("می‌رود");
    sara.leave();
    expect(site.rooms.size).toBe(1);
    await turn();
    expect([site.rooms.size, new TestPeer(site, "ali").text]).toEqual([0, "می‌رود"]);
  });
});
