import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { stack, type Stacked } from "./stack.ts";
import { seed } from "../../tests/seed.ts";

const note = (wanted: number, height = 100): Stacked => ({ wanted, height });
const UNPINNED = -1;
const GAP = 10;
const HEIGHT = 1000;

test("NO11: notes with room stand level with their text", () => {
  expect(stack([note(20), note(300)], UNPINNED, GAP, HEIGHT)).toEqual([20, 300]);
});

test("NO17: the active note stands exactly level with its text, the others give way up and down", () => {
  const notes = [note(200), note(210), note(220)];
  expect(stack(notes, 1, GAP, HEIGHT)).toEqual([100, 210, 320]);
  expect(stack(notes, 0, GAP, HEIGHT)).toEqual([200, 310, 420]);
  expect(stack(notes, 2, GAP, HEIGHT)).toEqual([0, 110, 220]);
});

test("NO17: without an active note all stand as near to their texts as they can", () => {
  expect(stack([note(400), note(410), note(420)], UNPINNED, GAP, HEIGHT)).toEqual([300, 410, 520]);
});

test("NO17: where there is no room above the active note, those above slide out of the column", () => {
  expect(stack([note(0), note(5), note(40)], 2, GAP, HEIGHT)).toEqual([-180, -70, 40]);
});

test("NO17: where the notes are longer than the column, those below the active note follow it closely", () => {
  const crowd = Array.from({ length: 30 }, (_, i) => note(10 * i));
  const tops = stack(crowd, 15, GAP, HEIGHT);
  expect(tops[15]).toBe(150);
  expect([tops[14], tops[16], tops[29]]).toEqual([40, 260, 150 + 14 * 110]);
});

test("NO17: no note is pushed out where it need not be: not above the top, not below the end of the page", () => {
  expect(stack([note(0), note(5)], UNPINNED, GAP, HEIGHT)).toEqual([0, 110]);
  expect(stack([note(960), note(970)], UNPINNED, GAP, HEIGHT)).toEqual([790, 900]);
  expect(stack([note(10), note(20), note(30)], UNPINNED, GAP, 100)).toEqual([0, 110, 220]);
});

const cases = function* (runs: number) {
  const gen = prng.create(seed);
  for (let run = 0; run < runs; run++) {
    const count = prng.int31(gen, 1, 12);
    const notes = Array.from({ length: count }, () => note(prng.int31(gen, 0, 900), prng.int31(gen, 20, 200))).sort(
      (a, b) => a.wanted - b.wanted,
    );
    yield { notes, active: prng.bool(gen) ? prng.int31(gen, 0, count - 1) : UNPINNED, gen };
  }
};

test(`NO11, NO17: no note is over another, the order is that of the texts, and the active one is level (seed ${seed})`, () => {
  for (const { notes, active } of cases(500)) {
    const tops = stack(notes, active, GAP, HEIGHT);
    for (let i = 1; i < notes.length; i++) expect(tops[i]!).toBeGreaterThanOrEqual(tops[i - 1]! + notes[i - 1]!.height + GAP - 1e-6);
    if (active !== UNPINNED) expect(tops[active]).toBeCloseTo(notes[active]!.wanted);
    else expect(tops[0]).toBeGreaterThanOrEqual(0);
  }
});

test(`NO17: no other arrangement has less displacement (seed ${seed})`, () => {
  for (const { notes, active, gen } of cases(200)) {
    const cost = (tops: readonly number[]) => tops.reduce((sum, top, i) => sum + (top - notes[i]!.wanted) ** 2, 0);
    const tops = stack(notes, active, GAP);
    if (active !== UNPINNED) continue;
    for (let tries = 0; tries < 20; tries++) {
      const other = tops.map((top) => top + prng.real53(gen) * 20 - 10);
      for (let i = 0; i < other.length; i++) other[i] = Math.max(other[i]!, i === 0 ? 0 : other[i - 1]! + notes[i - 1]!.height + GAP);
      expect(cost(other)).toBeGreaterThanOrEqual(cost(tops) - 1e-6);
    }
  }
});
