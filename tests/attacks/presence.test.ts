/** Members who show more of themselves than there is. */
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { LIMITS } from "../../server/limits.ts";
import { TestPeer, TestRooms as Rooms } from "../relay/room-fixture.ts";

let rooms: Rooms;
beforeEach(() => {
  rooms = new Rooms({ limits: LIMITS.room });
});
afterEach(() => rooms.close());

const shown = (client: TestPeer): number => client.awareness.getStates().size - 1;

/** Shows clients `from` up to, not including, `to`, each with this caret. */
function show(client: TestPeer, from: number, to: number, cursor: unknown): void {
  for (let id = from; id < to; id++) {
    client.awareness.clientID = client.doc.clientID = id;
    // A reader takes a clock of 0 for one that it knows.
    client.awareness.setLocalState({});
    client.show({ cursor });
  }
}

test("PR9: eight connections with thirty-two carets each show eight in all, and others are seen beside them", () => {
  const [reza, sara] = [new TestPeer(rooms, "reza"), new TestPeer(rooms, "sara")];
  for (let i = 0; i < 8; i++) show(new TestPeer(rooms, "mallory"), 100 * i + 1, 100 * i + 33, i);
  expect(shown(sara)).toBe(LIMITS.room.presenceClients);
  reza.show({ cursor: 1 });
  expect(shown(sara)).toBe(LIMITS.room.presenceClients + 1);
});

test("PR9: what goes away makes room for what comes", () => {
  const sara = new TestPeer(rooms, "sara");
  const mallory = new TestPeer(rooms, "mallory");
  show(mallory, 1, 20, 1);
  expect(shown(sara)).toBe(8);
  mallory.leave();
  expect(shown(sara)).toBe(0);
  show(new TestPeer(rooms, "mallory"), 101, 103, 1);
  expect(shown(sara)).toBe(2);
});

test("PR9: the states of all a member's clients together are no longer than one may be, and one that moves takes no more each time", () => {
  const sara = new TestPeer(rooms, "sara");
  const mallory = new TestPeer(rooms, "mallory");
  show(mallory, 1, 9, "x".repeat(1000));
  expect(shown(sara)).toBe(3);
  mallory.leave();
  const again = new TestPeer(rooms, "mallory");
  for (let move = 0; move < 50; move++) again.show({ cursor: "y".repeat(1000 + move) });
  expect([...sara.awareness.getStates().values()].at(-1)).toMatchObject({ cursor: "y".repeat(1049) });
});

test.each([
  ["a clock beyond those that anybody reaches", 5, 2 ** 31],
  ["a clock at the end of what a number holds", 5, 2 ** 52],
  ["a client ID that Yjs would not draw", 2 ** 32, 1],
])("PR10: %s closes its connection, and is passed on to nobody", (_, client, clock) => {
  const sara = new TestPeer(rooms, "sara");
  const mallory = new TestPeer(rooms, "mallory");
  const update = encoding.encode((encoder) => {
    for (const number of [1, client, clock]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "{}");
  });
  mallory.say({ type: "awareness", update });
  expect([mallory.closed?.code, sara.closed, shown(sara)]).toEqual([4400, null, 0]);
});

test("PR9: an uplink, which speaks for a newsroom, shows more than one member may", () => {
  const desk = new Rooms({ desk: true, limits: LIMITS.room });
  const window = new TestPeer(desk, "sara");
  const uplink = new TestPeer(desk, "sara", { uplink: true });
  for (let i = 0; i < 20; i++) {
    const one = new Awareness(new Y.Doc());
    one.setLocalState({ cursor: i });
    uplink.say({ type: "awareness", update: encodeAwarenessUpdate(one, [one.clientID]) });
    one.destroy();
  }
  expect(shown(window)).toBe(20);
  desk.close();
});
