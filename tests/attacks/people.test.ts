/** Entry point: what members say of themselves in presence, which the header lists. */
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { expect, test } from "vitest";
import { peopleOf } from "../../renderer/app/presence/use-people.ts";
import { Presences } from "../../renderer/editor/carets/presences.ts";

function awarenessWith(states: readonly unknown[]): Awareness {
  const awareness = new Awareness(new Y.Doc());
  states.forEach((state, i) => awareness.states.set(i + 1, state as Record<string, unknown>));
  return awareness;
}
const listed = (states: readonly unknown[]) => {
  const awareness = awarenessWith(states);
  try {
    return peopleOf(new Presences(awareness).members(), "me");
  } finally {
    awareness.destroy();
  }
};

test("PR11: states of wrong types, without a name, and with moods that nobody has list nobody and break nothing", () => {
  const users = [null, 7, "x", [], {}, { id: 1, name: 2 }, { id: "a" }, { name: "a" }];
  expect(listed([...users.map((user) => ({ user, cursor: {}, mood: "typing" })), "text", 7, [], null, undefined])).toEqual([]);
  const moods = [null, 5, {}, [], "constructor", "__proto__", "reading"];
  const people = listed(moods.map((mood, i) => ({ user: { id: `m${i}`, name: `m${i}`, color: "red;} body{" }, cursor: {}, mood })));
  expect(people.map(({ activity, color }) => [activity, color])).toEqual(moods.map(() => ["active", "#777"]));
});

test("PR11: a member with two hundred windows is listed once, by one that shows a caret", () => {
  const user = { id: "reader", name: "reader", color: "#c00000" };
  const states = Array.from({ length: 200 }, (_, i) => ({ user, mood: "typing", ...(i === 3 ? { cursor: {} } : {}) }));
  expect(listed(states)).toEqual([{ member: "reader", name: "reader", color: "#c00000", activity: "typing" }]);
});

test("PR12: of a hundred thousand clients with names of fifty thousand letters two hundred are named, each briefly", () => {
  const name = "ن".repeat(50_000);
  const people = listed(Array.from({ length: 100_000 }, (_, i) => ({ user: { id: `m${i}`, name, color: "#c00000" }, cursor: null })));
  expect([people.length, Math.max(...people.map((person) => person.name.length))]).toEqual([200, 80]);
  // Who moved last is among them.
  expect(people.some(({ member }) => member === "m99999")).toBe(true);
});
