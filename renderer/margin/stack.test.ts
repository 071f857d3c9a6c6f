import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { stack, type Note } from "./stack.ts";

const note = (id: string, wanted: number, height = 100): Note => ({ id, wanted, height });

test("NO11: notes with room stand level with their text", () => {
  expect(stack([note("a", 20), note("b", 300)], null, 0, 10)).toEqual([20, 300]);
});

test("NO11: the active note stands at its text, the others give way", () => {
  expect(stack([note("a", 200), note("b", 210), note("c", 220)], "b", 0, 10)).toEqual([100, 210, 320]);
  expect(stack([note("a", 200), note("b", 210), note("c", 220)], null, 0, 10)).toEqual([200, 310, 420]);
});

test("NO11: where there is no room above, all go down", () => {
  expect(stack([note("a", 0), note("b", 5), note("c", 6)], "c", 40, 10)).toEqual([40, 150, 260]);
});

const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));
test(`NO11: no note is over another, none above the top, and the order is that of the texts (seed ${seed})`, () => {
  const gen = prng.create(seed);
  for (let run = 0; run < 500; run++) {
    const notes = Array.from({ length: prng.int31(gen, 0, 12) }, (_, i) => note(String(i), prng.int31(gen, -50, 900), prng.int31(gen, 20, 200)))
      .sort((a, b) => a.wanted - b.wanted);
    const active = prng.bool(gen) && notes.length > 0 ? prng.oneOf(gen, notes).id : null;
    const tops = stack(notes, active, 30, 8);
    expect(Math.min(30, ...tops)).toBe(30);
    for (let i = 1; i < notes.length; i++) expect(tops[i]!).toBeGreaterThanOrEqual(tops[i - 1]! + notes[i - 1]!.height + 8);
    const index = notes.findIndex(({ id }) => id === active);
    const above = notes.slice(0, Math.max(0, index)).reduce((sum, { height }) => sum + height + 8, 30);
    if (index >= 0 && notes[index]!.wanted >= above) expect(tops[index]).toBe(notes[index]!.wanted);
  }
});
