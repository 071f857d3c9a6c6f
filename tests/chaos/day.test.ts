/**
 * A small newsroom's day. `npm run chaos` has a large one's.
 *
 * @module-tag long
 */
import { beforeAll, describe, expect, test } from "vitest";
import { replayDay, type DayReport } from "./day.ts";
import { seed } from "../seed.ts";

describe(`a newsroom's day (seed ${seed})`, () => {
  let day: DayReport;
  beforeAll(async () => {
    day = await replayDay({ seed, people: 3, articles: 4, turns: 10, hour: 60 });
  }, 400_000);

  test("SY15 AM12: at its end every desk has every article, as the relay has it", () => {
    expect(day.breaches).toEqual([]);
    expect([day.edits > 10, day.connections > 5]).toEqual([true, true]);
  });
  test("SY10: when all have left, the relay holds no more than before they came", () => {
    expect(day.after / 1024 / 1024).toBeLessThan(day.before / 1024 / 1024 + 8);
  });
});
