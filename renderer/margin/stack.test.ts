import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { stack, type Note } from "./stack.ts";

const note = (id: string, wanted: number, height = 100): Note => ({ id, wanted, height });
const GAP = 10;
const HEIGHT = 1000;

test("NO11: notes with room stand level with their text", () => {
  expect(stack([note("a", 20), note("b", 300)], null, GAP, HEIGHT)).toEqual([20, 300]);
});

test("NO17: the active note stands exactly level with its text, the others give way up and down", () => {
  const notes = [note("a", 200), note("b", 210), note("c", 220)];
  expect(stack(notes, "b", GAP, HEIGHT)).toEqual([100, 210, 320]);
  expect(stack(notes, "a", GAP, HEIGHT)).toEqual([200, 310, 420]);
  expect(stack(notes, "c", GAP, HEIGHT)).toEqual([0, 110, 220]);
});

test("NO17: without an active note no one goes far for another", () => {
  expect(stack([note("a", 400), note("b", 410), note("c", 420)], null, GAP, HEIGHT)).toEqual([300, 410, 520]);
});

test("NO17: where there is no room above the active note, those above slide out of the column", () => {
  expect(stack([note("a", 0), note("b", 5), note("c", 40)], "c", GAP, HEIGHT)).toEqual([-180, -70, 40]);
});

test("NO17: in a crowd that is longer than the column, those below the active note follow it closely", () => {
  const crowd = Array.from({ length: 30 }, (_, i) => note(String(i), 10 * i));
  const tops = stack(crowd, "15", GAP, HEIGHT);
  expect(tops[15]).toBe(150);
  expect([tops[14], tops[16], tops[29]]).toEqual([40, 260, 150 + 14 * 110]);
});

test("NO17: no note is pushed out where it need not be: not above the top, not below the end of the page", () => {
  expect(stack([note("a", 0), note("b", 5)], null, GAP, HEIGHT)).toEqual([0, 110]);
  expect(stack([note("a", 960), note("b", 970)], null, GAP, HEIGHT)).toEqual([790, 900]);
  expect(stack([note("a", 10), note("b", 20), note("c", 30)], null, GAP, 100)).toEqual([0, 110, 220]);
});

const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));
const cases = function* (runs: number) {
  const gen = prng.create(seed);
  for (let run = 0; run < runs; run++) {
    const count = prng.int31(gen, 1, 12);
    const notes = Array.from({ length: count }, (_, i) => note(String(i), prng.int31(gen, 0, 900), prng.int31(gen, 20, 200))).sort((a, b) => a.wanted - b.wanted);
    yield { notes, active: prng.bool(gen) ? prng.oneOf(gen, notes).id : null, gen };
  }
};

test(`NO11, NO17: no note is over another, the order is that of the texts, and the active one is level (seed ${seed})`, () => {
  for (const { notes, active } of cases(500)) {
    const tops = stack(notes, active, GAP, HEIGHT);
    for (let i = 1; i < notes.length; i++) expect(tops[i]!).toBeGreaterThanOrEqual(tops[i - 1]! + notes[i - 1]!.height + GAP - 1e-6);
    const index = notes.findIndex(({ id }) => id === active);
    if (index >= 0) expect(tops[index]).toBeCloseTo(notes[index]!.wanted);
    else expect(tops[0]).toBeGreaterThanOrEqual(0);
  }
});

test(`NO17: no other arrangement has less displacement (seed ${seed})`, () => {
  for (const { notes, active, gen } of cases(200)) {
    const cost = (tops: readonly number[]) => tops.reduce((sum, top, i) => sum + (top - notes[i]!.wanted) ** 2, 0);
    const tops = stack(notes, active, GAP);
    if (active !== null) continue;
    for (let tries = 0; tries < 20; tries++) {
      const other = tops.map((top) => top + prng.real53(gen) * 20 - 10);
      for (let i = 0; i < other.length; i++) other[i] = Math.max(other[i]!, i === 0 ? 0 : other[i - 1]! + notes[i - 1]!.height + GAP);
      expect(cost(other)).toBeGreaterThanOrEqual(cost(tops) - 1e-6);
    }
  }
});
