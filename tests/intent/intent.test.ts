import { expect, test } from "vitest";
import { parse, print } from "./notation.ts";
import { OWN, play } from "./play.ts";
import { RACES } from "./races/index.ts";

const kept = RACES.filter((race) => race.limit === undefined);
const limits = RACES.filter((race) => race.limit !== undefined);

test.for(kept.map((race) => [race.name, race] as const))("AM8, AM9: %s", ([, race]) => {
  const outcome = play(race, OWN);
  const expected = race.expect.map((article) => print(parse(article)));
  for (const article of outcome.articles) expect(expected).toContain(article);
  for (const thread of outcome.threads) expect(race.threadAfter ?? [race.thread]).toContain(thread);
});

test.for(limits.map((race) => [race.name, race] as const))("declared a limit, and fails: %s", ([, race]) => {
  expect(play(race, OWN).articleAsExpected).toBe(false);
});

test("the table names at least 24 races, each once", () => {
  expect(new Set(RACES.map((race) => race.name)).size).toBe(RACES.length);
  expect(RACES.length).toBeGreaterThanOrEqual(24);
});
