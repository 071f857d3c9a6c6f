import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { withTimes, type ClockTime } from "./times.ts";

/** By when a clock was stored, as all that was told has it. */
const by = (told: readonly ClockTime[], clock: number): number => Math.min(...told.filter(({ end }) => end > clock).map(({ at }) => at));

test("AU10: whatever is told in whatever order, no clock has an earlier time than the earliest told, nor one a minute later", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const gen = prng.create(seed);
    const told = Array.from({ length: prng.int31(gen, 0, 30) }, () => ({
      client: 7,
      end: prng.int31(gen, 1, 40),
      at: prng.int31(gen, 0, 600_000),
    }));
    const cut = prng.int31(gen, 0, told.length);
    const merged = withTimes(withTimes([], told.slice(0, cut)), told.slice(cut));
    for (let clock = 0; clock < 40; clock++) {
      const [earliest, kept] = [by(told, clock), by(merged, clock)];
      if (earliest === Infinity) expect(kept, `seed ${seed}`).toBe(Infinity);
      else expect([kept >= earliest, kept - earliest < 60_000], `seed ${seed}`).toEqual([true, true]);
    }
    const minutes = merged.map(({ at }) => Math.floor(at / 60_000));
    expect(minutes).toEqual([...new Set(minutes)].sort((a, b) => a - b));
    expect(withTimes(merged, merged)).toEqual(merged);
  }
});
