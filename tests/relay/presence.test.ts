import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { TestPeer, TestRooms } from "./room-fixture.ts";

let site: TestRooms;
beforeEach(() => {
  site = new TestRooms();
});
afterEach(() => site.close());

const others = (client: TestPeer): unknown[] =>
  [...client.awareness.getStates()].filter(([id]) => id !== client.doc.clientID).map(([, state]) => state);

/** What the relay says of Ali. */
const named = (head: number): object => ({ cursor: { head }, user: { id: "ali", name: "Ali", color: "#0a0a0a" } });

test("PR1: a caret is shown under the member's true name, whatever the client says", () => {
  const sara = new TestPeer(site, "sara");
  const ali = new TestPeer(site, "ali");
  ali.show({ user: { name: "Sara", color: "red" }, cursor: { head: 3 }, mood: "typing", script: "x" });
  const user = { id: "ali", name: "ali the true", color: "#123456" };
  expect(others(sara)).toEqual([{ cursor: { head: 3 }, mood: "typing", user }]);
  expect(others(new TestPeer(site, "reza"))).toEqual([{ cursor: { head: 3 }, mood: "typing", user }]);
  sara.say({ type: "query-awareness" });
  expect(sara.count("awareness")).toBe(2);
});

test("PR2: a client ID belongs to the connection that brought it; a foreign one is dropped without a word", () => {
  const sara = new TestPeer(site, "sara");
  const ali = new TestPeer(site, "ali");
  const reza = new TestPeer(site, "reza");
  sara.show({ cursor: { head: 1 } });
  const before = reza.count("awareness");
  ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
  ali.awareness.meta.get(sara.doc.clientID)!.clock += 5;
  ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
  ali.awareness.states.delete(sara.doc.clientID);
  ali.say({ type: "awareness", update: encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]) });
  expect([ali.closed, reza.count("awareness") - before, others(reza).length]).toEqual([null, 0, 1]);
});

test("PR2: a member's second window, which echoes the first one's caret, does not take it over", () => {
  const first = new TestPeer(site, "sara");
  const second = new TestPeer(site, "sara");
  const ali = new TestPeer(site, "ali");
  first.show({ cursor: { head: 1 } });
  second.say({ type: "awareness", update: encodeAwarenessUpdate(second.awareness, [first.doc.clientID]) });
  second.leave();
  expect(others(ali)).toMatchObject([{ cursor: { head: 1 } }]);
});

test("PR3: who leaves is gone for all, and nobody's echo brings them back", () => {
  const sara = new TestPeer(site, "sara");
  const ali = new TestPeer(site, "ali");
  sara.show({ cursor: { head: 1 } });
  const echo = encodeAwarenessUpdate(ali.awareness, [sara.doc.clientID]);
  sara.leave();
  expect(others(ali)).toEqual([]);
  ali.say({ type: "awareness", update: echo });
  expect(others(new TestPeer(site, "reza"))).toEqual([]);
});

test("PR4: a member who comes back before the old connection is found dead keeps their caret", () => {
  const ali = new TestPeer(site, "ali");
  const old = new TestPeer(site, "sara");
  const back = new TestPeer(site, "sara");
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
  const desk = new TestRooms({ desk: true });
  const window = new TestPeer(desk, "sara");
  const uplink = new TestPeer(desk, "sara", { uplink: true });
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
  desk.close();
  a.destroy();
  b.destroy();
});

test("PR8: presence broadcasts are throttled by room size, and carry the latest state of each client", () => {
  const due: { run: () => void; wait: number }[] = [];
  const paced = new TestRooms({ later: (run, wait) => due.push({ run, wait }) });
  const people = Array.from({ length: 10 }, (_, i) => new TestPeer(paced, `p${i}`));
  const reader = people.at(-1)!;
  const frames = (): number => reader.count("awareness");
  for (let move = 1; move <= 5; move++) for (const one of people.slice(0, 9)) one.show({ cursor: { head: move } });
  // The first tells at once; the others wait.
  expect([frames(), due.map(({ wait }) => wait)]).toEqual([1, [100]]);
  due.shift()!.run();
  expect([frames(), others(reader).length]).toEqual([2, 9]);
  expect(others(reader).map((state) => (state as { cursor: { head: number } }).cursor.head)).toEqual(Array.from({ length: 9 }, () => 5));
  // Nothing changed since: nobody is told anything, and the next change is told at once.
  due.shift()!.run();
  expect([frames(), due.length]).toEqual([2, 0]);
  people[0]!.leave();
  expect([frames(), others(reader).length]).toEqual([3, 8]);
  const crowd = Array.from({ length: 200 }, (_, i) => new TestPeer(paced, `c${i}`));
  due.shift()!.run();
  crowd[0]!.show({ cursor: { head: 1 } });
  expect(due.map(({ wait }) => wait)).toEqual([500]);
  paced.close();
});

test("PR8: who comes and goes between two frames was never there, and who moves and goes is gone", () => {
  const due: (() => void)[] = [];
  const paced = new TestRooms({ later: (run) => due.push(run) });
  const [sara, ali, reza] = ["sara", "ali", "reza"].map((name) => new TestPeer(paced, name)) as [TestPeer, TestPeer, TestPeer];
  sara.show({ cursor: { head: 1 } });
  ali.show({ cursor: { head: 1 } });
  ali.leave();
  sara.show({ cursor: { head: 2 } });
  sara.leave();
  due.shift()!();
  expect(others(reza)).toEqual([]);
  expect(others(new TestPeer(paced, "late"))).toEqual([]);
  paced.close();
});
