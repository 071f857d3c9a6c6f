import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { difference, united, type Range } from "../../shared/update/ranges.ts";
import { extend, isConfirmed, ownerOf, withCredits, type Credit } from "../../shared/store/credits.ts";
import { seed } from "../seed.ts";

const END = 40;
const MEMBERS = ["sara", "omid", null];

function someRanges(gen: prng.PRNG): Range[] {
  return united(
    Array.from({ length: prng.int31(gen, 0, 6) }, () => {
      const clock = prng.int31(gen, 0, END - 2);
      return { clock, end: prng.int31(gen, clock + 1, END) };
    }),
  );
}

const credit = (clock: number, end: number, author: string | null, broughtBy = author): Credit => ({
  client: 7,
  clock,
  end,
  author,
  broughtBy,
});
const rank = (credit: Credit): number => (isConfirmed(credit) ? 3 : credit.author !== null ? 2 : credit.broughtBy !== null ? 1 : 0);
const clocksOf = (ranges: readonly Range[]): number[] =>
  ranges.flatMap(({ clock, end }) => Array.from({ length: end - clock }, (_, i) => clock + i));

test(`AU1: what one list of ranges has and another has not, as clock by clock (seed ${seed})`, () => {
  const gen = prng.create(seed);
  for (let i = 0; i < 500; i++) {
    const [ranges, others] = [someRanges(gen), someRanges(gen)];
    const held = new Set(clocksOf(others));
    expect(clocksOf(difference(ranges, others)), JSON.stringify([ranges, others])).toEqual(
      clocksOf(ranges).filter((clock) => !held.has(clock)),
    );
  }
});

test(`AU2: of two words on a clock the one that is known better counts, and of two alike the first (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const some = (): Credit[] =>
    someRanges(gen).map(({ clock, end }) => ({
      client: 7,
      clock,
      end,
      author: prng.oneOf(gen, MEMBERS),
      broughtBy: prng.oneOf(gen, MEMBERS),
    }));
  for (let i = 0; i < 500; i++) {
    const [known, more] = [some(), some()];
    const all = withCredits(known, more);
    for (let clock = 0; clock < END; clock++) {
      const at = (credits: readonly Credit[]): Credit | undefined => credits.find((credit) => credit.clock <= clock && clock < credit.end);
      const [old, now] = [at(known), at(more)];
      const wanted = old && now ? (rank(now) > rank(old) ? now : old) : (old ?? now);
      const found = at(all);
      expect([found?.author, found?.broughtBy], JSON.stringify([clock, known, more])).toEqual([wanted?.author, wanted?.broughtBy]);
    }
    expect(all.every(({ clock }, j) => j === 0 || clock >= all[j - 1]!.end)).toBe(true);
  }
});

test("AU1: a client ID is its claimant's, its first writer's, or theirs who are said to have written with it", () => {
  expect([ownerOf([]), ownerOf([credit(0, 4, null)]), ownerOf([credit(0, 4, null, "omid")])]).toEqual([null, null, null]);
  expect(ownerOf([credit(0, 4, "reza", "omid"), credit(4, 5, "sara")])).toBe("sara");
  expect(ownerOf([credit(0, 4, null, "omid"), credit(4, 5, "reza", "omid")])).toBe("reza");
  const own = [credit(0, 0, "sara")];
  expect(ownerOf(own)).toBe("sara");
  extend(own, credit(0, 4, "sara"));
  extend(own, credit(4, 6, "sara"));
  expect(own).toEqual([credit(0, 6, "sara")]);
});
