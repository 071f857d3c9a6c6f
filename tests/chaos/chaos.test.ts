/**
 * A short run of the chaos. `npm run chaos` has the long one.
 *
 * @module-tag long
 */
import { beforeAll, describe, expect, test } from "vitest";
import { canFill } from "./disk.ts";
import { runRounds, type Report } from "./rounds.ts";
import { TROUBLES } from "./troubles.ts";
import { seed } from "../seed.ts";

/** In so many each trouble has had its turn. */
const ROUNDS = 5;

/** @returns what broke one of the rules */
const broken = ({ breaches }: Pick<Report, "breaches">, ...rules: string[]): string[] =>
  breaches.filter(({ rule }) => rules.includes(rule)).map(({ what }) => what);

describe(`relay, desks and programs that die, on lines and disks that fail (seed ${seed})`, () => {
  let report: Report;
  let account = "";
  beforeAll(async () => {
    report = await runRounds({ seed, rounds: ROUNDS, together: 1, onBreach: (told) => (account += told) });
    if (account !== "") console.error(account);
  }, 600_000);

  test("all that was to befall them has, and nothing else broke", () => {
    expect([report.rounds, Object.keys(report.troubles).sort()]).toEqual([ROUNDS, TROUBLES.map(({ name }) => name).sort()]);
    expect(report.kills).toBeGreaterThan(2);
    expect(report.promises).toBeGreaterThan(100);
    expect(report.breaches).toEqual([]);
  });
  test("SY2 ST1: what the relay answered a barrier for is on its disk, whenever it is killed, and stays", () => {
    expect(broken(report, "SY2")).toEqual([]);
  });
  test("DE10: what a core answered a barrier for is on its disk, whenever it is killed, and stays", () => {
    expect(broken(report, "DE10")).toEqual([]);
  });
  test("SY12 SY14 SY15: once all is mended, all that was written arrives everywhere, also in closed articles, and nothing waits", () => {
    expect(broken(report, "SY12")).toEqual([]);
  });
  test("AM12 NO3: replicas, disks and notes are equal then, whatever came late, twice or in pieces", () => {
    expect(broken(report, "AM12", "NO3")).toEqual([]);
  });
  test("SY3 OP10: a relay whose disk is full refuses, serves readers, starts anew, and recovers", () => {
    expect(canFill()).toBe(true);
    expect(broken(report, "SY3", "OP10")).toEqual([]);
  });
  test("OP7: verify finds nothing, in the relay's data and in a desk's", () => {
    expect(broken(report, "OP7")).toEqual([]);
  });
  test("SY4: no honest client is refused for good", () => {
    expect(broken(report, "SY4")).toEqual([]);
  });
  test("RE8 DE2 DE14: nothing ends by itself, complains or is left behind; what is told to stop ends with 0", () => {
    expect(broken(report, "RE8", "DE2", "OP3")).toEqual([]);
  });
});
