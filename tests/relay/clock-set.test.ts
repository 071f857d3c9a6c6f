import * as prng from "lib0/prng";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ClockSet } from "../../shared/update/clock-set.ts";
import { TestPeer, ROOM, TestRooms, turn } from "./room-fixture.ts";
import { collected, written } from "./structs.ts";

const NOTES = `${ROOM}/notes`;
/** Updates of one letter each, and the document they make. */
function typing(letters: number): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (one: Uint8Array) => updates.push(one));
  for (let i = 0; i < letters; i++) doc.getText("body").insert(i, "ا");
  return { doc, updates };
}

function nested(make: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  make(doc);
  return Y.encodeStateAsUpdate(doc);
}

let site: TestRooms;
let sara: TestPeer;
beforeEach(() => {
  site = new TestRooms();
  sara = new TestPeer(site, "sara");
});
afterEach(() => site.close());

/** Everybody else works on, and who comes anew reads the room. */
async function goesOn(): Promise<void> {
  sara.type("پس");
  await turn();
  expect([sara.closed, new TestPeer(site, "reza").text, site.reported]).toEqual([null, sara.text, []]);
}

describe("what no document takes in beside what is here", () => {
  test.each([
    ["what was collected, then an item that begins in it", [collected(0, 3), written(1, "ابپت")]],
    ["an item that waits, then what was collected and ends in it", [written(1, "ابپت"), collected(0, 3)]],
  ])("SY22: %s, of one client, is refused", async (_name, [first, second]) => {
    const mallory = new TestPeer(site, "mallory");
    for (const one of [first!, second!]) mallory.update(one);
    expect(mallory.closed).toEqual({ code: 4400, reason: "an update that no document takes in beside what is here" });
    await goesOn();
  });

  test("SY22: also when another connection brought the first half, which is on disk", async () => {
    new TestPeer(site, "mallory").update(collected(0, 3));
    await turn();
    const again = new TestPeer(site, "mallory");
    again.update(written(1, "ابپت"));
    expect(again.closed?.code).toBe(4400);
    await goesOn();
  });

  test("SY22: an honest step 2 that is older than what came meanwhile is stored", async () => {
    const { doc, updates } = typing(5);
    const desk = new TestPeer(site, "ali");
    for (const one of updates.slice(0, 3)) desk.update(one);
    desk.say({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: true });
    await turn();
    expect([desk.closed, sara.text, new TestPeer(site, "reza").text]).toEqual([null, "ااااا", "ااااا"]);
    doc.getText("body").insert(5, "ب");
    await goesOn();
  });

  test("SY22: who makes the room try too often is closed", async () => {
    const mallory = new TestPeer(site, "mallory");
    for (let i = 0; i < 21; i++) mallory.update(written(2 * i, "ابپ"));
    expect(mallory.closed).toBeNull();
    mallory.update(written(42, "ابپ"));
    expect(mallory.closed).toEqual({ code: 4403, reason: "too many updates that overlap what is here" });
    await goesOn();
  });

  test("SY22: what a disk refused is no part of what is here", async () => {
    const { updates } = typing(4);
    const ali = new TestPeer(site, "ali");
    ali.update(updates[0]!);
    await turn();
    site.diskFull = true;
    ali.update(updates[1]!);
    await turn();
    expect(ali.closed?.code).toBe(1013);
    site.diskFull = false;
    const back = new TestPeer(site, "ali");
    back.update(Y.mergeUpdates(updates.slice(1, 3)));
    back.update(updates[3]!);
    await turn();
    expect([back.closed, new TestPeer(site, "reza").text]).toEqual([null, "اااا"]);
  });
});

describe("a text that is flat", () => {
  const INSIDE = {
    "a type in an embedded place": (doc: Y.Doc) => doc.getArray("body").insert(0, [new Y.Map()]),
    "a document": (doc: Y.Doc) => doc.getMap("meta").set("more", new Y.Doc()),
  };
  test.each(Object.entries(INSIDE))("SY23: %s is refused in an article's text, and among its notes", async (_name, make) => {
    const mallory = new TestPeer(site, "mallory");
    mallory.update(nested(make));
    expect(mallory.closed).toEqual({ code: 4400, reason: "a type or document inside a flat document" });
    const notes = new TestPeer(site, "mallory", { room: NOTES });
    notes.update(nested(make));
    await turn();
    expect([notes.closed?.code, site.committed.length]).toEqual([4400, 0]);
    await goesOn();
  });
});

test("SY22: what is known is told from what is new and from what is half of each, in any order", () => {
  const seed = 20261125;
  const gen = prng.create(seed);
  for (let round = 0; round < 300; round++) {
    const known = new ClockSet([]);
    /** Each clock that is known, by hand. */
    const held = new Set<number>();
    for (let step = 0; step < 60; step++) {
      const clock = prng.int32(gen, 0, 40);
      const length = prng.int32(gen, 1, 6);
      const clocks = Array.from({ length }, (_, i) => clock + i);
      const count = clocks.filter((one) => held.has(one)).length;
      const whole = count === 0 || count === length;
      expect(
        known.enter({ stretches: [{ client: 7, clock, end: clock + length }], deletions: [] }),
        `seed ${seed}, round ${round}, step ${step}`,
      ).toBe(whole);
      if (whole) for (const one of clocks) held.add(one);
    }
  }
});

test("SY22: gaps beyond number are no honest client's", () => {
  const known = new ClockSet([]);
  const enter = (clock: number): boolean => known.enter({ stretches: [{ client: 7, clock, end: clock + 1 }], deletions: [] });
  for (let i = 1; i <= 1000; i++) expect(enter(2 * i)).toBe(true);
  expect([enter(4000), enter(2)]).toEqual([false, true]);
});
