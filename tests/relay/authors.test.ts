import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { sameStructs } from "../../shared/update/same-structs.ts";
import type { Credit } from "../../shared/store/credits.ts";
import { decodeFrame, encodeFrame, FrameError, type Carried, type Frame } from "../../shared/wire/frames.ts";
import { TestPeer, ROOM, TestRooms, turn } from "./room-fixture.ts";
import { processorTime } from "../processor-time.ts";

let site: TestRooms;
beforeEach(() => {
  site = new TestRooms();
});
afterEach(() => site.close());

/** As `client: from-to author`, and who brought it where that is somebody else. */
const authors = (at = site): string[] =>
  at.log
    .authors(ROOM)
    .map(
      ({ client, clock, end, author, broughtBy }: Credit) =>
        `${client}: ${clock}-${end} ${author}${author === broughtBy ? "" : ` ← ${broughtBy}`}`,
    );

/** Words of four letters, a line of each of these clients. */
function lines(...clients: number[]): Uint8Array {
  return Y.mergeUpdates(clients.map((client) => Y.encodeStateAsUpdate(docOf(client, "کلمه"))));
}

function docOf(client: number, text: string): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText("body").insert(0, text);
  return doc;
}

/** A caret under this client ID. */
function presenceOf(client: number): Frame {
  const awareness = new Awareness(docOf(client, ""));
  const update = encodeAwarenessUpdate(awareness, [client]);
  awareness.destroy();
  return { type: "awareness", update };
}

const mark = (client: number, author: string | null): Carried => ({ client, author });

test("AU1: who brings something is credited with it, clock by clock, and it goes on as one stretch", async () => {
  const sara = new TestPeer(site, "sara");
  sara.doc.clientID = 5;
  for (const letter of "سلام") sara.type(letter);
  await turn();
  sara.type(" دنیا");
  await turn();
  expect(authors()).toEqual(["5: 0-9 sara"]);
});

test("AU1: who shows a client ID owns it before anybody has seen it, also after the relay was started again", async () => {
  const sara = new TestPeer(site, "sara");
  sara.doc.clientID = 5;
  sara.say(presenceOf(5));
  const omid = new TestPeer(site, "omid");
  omid.update(lines(5));
  await turn();
  expect([authors(), omid.count("denied")]).toEqual([["5: 0-0 sara"], 1]);
  sara.type("من");
  await turn();
  expect(authors()).toEqual(["5: 0-2 sara"]);
});

test("AU1: nobody shows themselves under another's client ID, though its owner is away", async () => {
  const sara = new TestPeer(site, "sara");
  sara.doc.clientID = 5;
  sara.type("من");
  await turn();
  sara.leave();
  const omid = new TestPeer(site, "omid");
  omid.say(presenceOf(5));
  const reza = new TestPeer(site, "reza");
  await turn();
  expect(reza.awareness.getStates().size).toBe(1);
});

test("AU3: what a desk says others wrote is recorded as brought by its member, and the rest as theirs", async () => {
  const omid = new TestPeer(site, "omid");
  omid.say({ type: "authors", others: [mark(1, "sara"), mark(3, null)] });
  omid.say({ type: "update", update: lines(1, 2, 3), reply: true });
  await turn();
  expect(authors()).toEqual(["1: 0-4 sara ← omid", "2: 0-4 omid", "3: 0-4 null ← omid"]);
});

test("AU3: what somebody else brought is its author's when the author brings the same, in whatever pieces", async () => {
  const omid = new TestPeer(site, "omid");
  omid.say({ type: "authors", others: [mark(1, "sara")] });
  omid.update(lines(1, 2));
  await turn();
  const sara = new TestPeer(site, "sara");
  // The relay asks for it, though it has it.
  const asked = sara.got.find((frame) => frame.type === "step1");
  expect([...Y.decodeStateVector(asked!.stateVector)]).toEqual([
    [2, 4],
    [1, 0],
  ]);
  const hers = docOf(1, "کلمه");
  // A client that says nothing of authors may repeat what it was sent.
  sara.update(Y.encodeStateAsUpdate(hers));
  await turn();
  expect(authors()).toEqual(["1: 0-4 sara ← omid", "2: 0-4 omid"]);
  sara.say({ type: "authors", others: [] });
  const first = Y.encodeStateAsUpdate(hers);
  hers.getText("body").insert(4, " دیگر");
  sara.update(Y.encodeStateAsUpdate(hers));
  await turn();
  expect([authors(), sara.count("denied")]).toEqual([["1: 0-9 sara", "2: 0-4 omid"], 0]);
  expect(first.length).toBeLessThan(Y.encodeStateAsUpdate(hers).length);
});

test("AU3: who is said to have written something, and wrote something else, is not credited with it", async () => {
  const mallory = new TestPeer(site, "mallory");
  mallory.say({ type: "authors", others: [mark(1, "sara")] });
  mallory.update(Y.encodeStateAsUpdate(docOf(1, "بفرست")));
  await turn();
  const sara = new TestPeer(site, "sara");
  sara.say({ type: "authors", others: [] });
  sara.update(Y.encodeStateAsUpdate(docOf(1, "نفرست")));
  await turn();
  expect([authors(), sara.count("denied")]).toEqual([["1: 0-5 sara ← mallory"], 1]);
});

test("AU3: nobody but the one who is named takes over what was brought back; of what nobody is named for, the first who wrote it", async () => {
  const omid = new TestPeer(site, "omid");
  omid.say({ type: "authors", others: [mark(1, "sara"), mark(3, null)] });
  omid.update(lines(1, 3));
  await turn();
  for (const name of ["mallory", "reza"]) {
    const client = new TestPeer(site, name);
    client.say({ type: "authors", others: [] });
    client.update(lines(1, 3));
  }
  await turn();
  expect(authors()).toEqual(["1: 0-4 sara ← omid", "3: 0-4 mallory"]);
  const reader = new TestPeer(site, "sara");
  reader.writes = false;
  reader.say({ type: "authors", others: [] });
  reader.update(lines(1));
  await turn();
  expect(authors()[0]).toBe("1: 0-4 sara ← omid");
});

test("AU3: while its owner is there with a client ID, nobody else brings it back, and the rest of what they bring comes in", async () => {
  const sara = new TestPeer(site, "sara");
  sara.doc.clientID = 5;
  sara.type("من");
  await turn();
  const omid = new TestPeer(site, "omid");
  omid.say({ type: "authors", others: [mark(5, "sara")] });
  const more = new Y.Doc();
  Y.applyUpdate(more, Y.encodeStateAsUpdate(sara.doc));
  more.clientID = 5;
  more.getText("body").insert(2, "!");
  omid.update(Y.mergeUpdates([Y.encodeStateAsUpdate(more), lines(6)]));
  await turn();
  expect([authors(), omid.count("denied"), sara.text]).toEqual([["5: 0-2 sara", "6: 0-4 omid"], 0, "منکلمه"]);
  sara.leave();
  omid.update(Y.encodeStateAsUpdate(more));
  await turn();
  expect(authors()[1]).toBe("5: 2-3 sara ← omid");
});

test("AU4: new clocks of another's client ID are dropped and answered, what stands beside them comes in, and patience ends", async () => {
  const sara = new TestPeer(site, "sara");
  sara.update(lines(1));
  await turn();
  const mallory = new TestPeer(site, "mallory");
  const forged = new Y.Doc();
  Y.applyUpdate(forged, lines(1));
  forged.clientID = 1;
  forged.getText("body").insert(4, "!");
  mallory.update(Y.mergeUpdates([Y.encodeStateAsUpdate(forged), lines(2)]));
  await turn();
  expect([authors(), mallory.count("denied"), mallory.closed]).toEqual([["1: 0-4 sara", "2: 0-4 mallory"], 1, null]);
  for (let i = 0; i < 20; i++) mallory.update(Y.encodeStateAsUpdate(forged));
  expect(mallory.closed).toMatchObject({ code: 4403 });
  await turn();
  expect([authors(), sara.text.includes("!")]).toEqual([["1: 0-4 sara", "2: 0-4 mallory"], false]);
});

test("AU1: what the disk refused is credited to nobody", async () => {
  const sara = new TestPeer(site, "sara");
  site.diskFull = true;
  sara.update(lines(1));
  await turn();
  site.diskFull = false;
  const omid = new TestPeer(site, "omid");
  omid.update(lines(1));
  await turn();
  expect(authors()).toEqual(["1: 0-4 omid"]);
});

test("AU2: a desk takes no word from its windows about authors, and credits nobody with what its uplink brings", async () => {
  const desk = new TestRooms({ desk: true });
  const window = new TestPeer(desk, "sara");
  window.say({ type: "authors", others: [mark(1, "omid")] });
  window.update(lines(1));
  const uplink = new TestPeer(desk, "sara", { uplink: true });
  uplink.update(lines(2));
  await turn();
  expect([authors(desk), window.closed]).toEqual([["1: 0-4 sara"], null]);
  desk.close();
});

test("AU3: two updates say the same of what both hold, however it was cut, and as far as it was not deleted", () => {
  const doc = docOf(1, "یک دو");
  const early = Y.encodeStateAsUpdate(doc);
  doc.getText("body").insertEmbed(2, { src: "x" });
  doc.getMap("meta").set("at", [1, 2n ** 40n]);
  doc.getText("body").format(0, 2, { bold: true });
  const all = Y.encodeStateAsUpdate(doc);
  const end = Y.getState(doc.store, 1);
  const whole = { client: 1, clock: 0, end };
  expect(sameStructs(all, all, [whole])).toEqual([whole]);
  expect(sameStructs(early, all, [whole, { client: 1, clock: 1, end: 5 }, { client: 2, clock: 0, end: 1 }])).toEqual([
    { client: 1, clock: 1, end: 5 },
  ]);
  doc.getText("body").delete(0, 3);
  expect(sameStructs(all, Y.encodeStateAsUpdate(doc), [whole])).toEqual([whole]);
  const other = docOf(1, "یک دَو");
  expect(
    sameStructs(early, Y.encodeStateAsUpdate(other), [
      { client: 1, clock: 0, end: 4 },
      { client: 1, clock: 0, end: 5 },
    ]),
  ).toEqual([{ client: 1, clock: 0, end: 4 }]);
  // Nobody is kept waiting by clocks that say nothing.
  const empty = Uint8Array.of(1, 1, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x06, 0);
  const many = [{ client: 1, clock: 0, end: 2 ** 30 }];
  expect(processorTime(() => expect(sameStructs(empty, empty, many)).toHaveLength(1))).toBeLessThan(10_000);
});

test("SY4: authors travel as they are; too many, or one that cannot be, are refused", () => {
  const frame = { type: "authors", others: [mark(1, "sara"), mark(2 ** 32 - 1, null), mark(7, "sara"), mark(8, "امید")] } as const;
  expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
  const hostile = [
    [1, 0, 0], // a member without a name
    [1, 65, ...Array.from({ length: 65 }, () => 97), 0], // one with a long name
    [0, 1, 5, 1], // a member that is not there
    [0, 1, 0xff, 0xff, 0xff, 0xff, 0x7f, 0], // a client ID out of range
    [0, 0xa1, 0x9c, 0x01, 1, 0], // too many
    [0xa1, 0x9c, 0x01, 1, 97],
    [0, 2, 1, 0],
    [0],
  ];
  for (const body of hostile) expect(() => decodeFrame(Uint8Array.of(65, ...body)), body.join()).toThrow(FrameError);
  const many = Array.from({ length: 20_500 }, (_, i) => mark(i, "sara"));
  expect(decodeFrame(encodeFrame({ type: "authors", others: many }))).toEqual({ type: "authors", others: many.slice(500) });
});
