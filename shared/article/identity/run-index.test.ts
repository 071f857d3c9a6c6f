import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import type { CharacterRun } from "../model/character-id.ts";
import { RunIndex } from "./run-index.ts";
import { seed } from "../../../tests/seed.ts";

const bySize = (a: CharacterRun, b: CharacterRun): number => a.clock - b.clock || a.length - b.length;

test(`LN3: an index of runs finds all that overlap and no others, once each (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const index = new RunIndex();
  const all: CharacterRun[] = [];
  const some = (): CharacterRun => ({
    client: prng.int31(gen, 1, 2),
    clock: prng.int31(gen, 0, 3000),
    length: prng.oneOf(gen, [1, 2, 63, 64, 65, 200, prng.int31(gen, 1, 3000)]),
  });
  for (let i = 0; i < 1000; i++) {
    const run = some();
    index.add(run);
    all.push(run);
    const asked = some();
    const overlapping = all.filter(
      ({ client, clock, length }) => client === asked.client && clock < asked.clock + asked.length && asked.clock < clock + length,
    );
    expect(index.overlapping(asked).toSorted(bySize)).toEqual(overlapping.sort(bySize));
  }
});

test("LN2: runs as long as numbers go, asked about or told of, hold nobody up", () => {
  const index = new RunIndex();
  const endless = { client: 1, clock: 0, length: Number.MAX_SAFE_INTEGER };
  for (let i = 0; i < 1000; i++) index.add(endless);
  index.add({ client: 1, clock: 2 ** 52, length: 1 });
  expect(index.overlapping(endless)).toHaveLength(1001);
  expect(index.overlapping({ client: 1, clock: 2 ** 52 + 1, length: 1 })).toHaveLength(1000);
});
