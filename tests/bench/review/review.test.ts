import { expect, test } from "vitest";
import { measure } from "./bench.ts";

test("SU39 NO26: the bench of a review brings a figure for every measure, with suggestions and notes and without", async () => {
  const { margin, letters } = await measure({ words: 300, suggestions: 10, notes: 6, keys: 2, rounds: 1, seed: 1 });
  expect([margin.words, margin.notes, margin.suggestions]).toEqual([300, 6, 10]);
  expect(margin.rows.map(({ measure, without, full }) => [measure, [...without, ...full].every((time) => time > 0)])).toEqual(
    ["open", "all work of opening", "all work of a key", "key", "remote letter, laid out", "all work of a step of scrolling"].map(
      (measure) => [measure, true],
    ),
  );
  expect([letters.direct.length, letters.suggested.length]).toEqual([2, 2]);
}, 240_000);
