/** The races of suggestions, on this model; `npm run intent -- suggestions` plays them beside a peer. */
import { expect, test } from "vitest";
import { OWN_REVIEW, expectedOf, playSuggestions } from "./play-suggestions.ts";
import { SUGGESTION_RACES } from "./suggestion-races/index.ts";
import type { SuggestionRace } from "./suggestion-races/race.ts";

const title = (race: SuggestionRace): string => `${race.rules}, race ${race.number}: ${race.name}`;
const kept = SUGGESTION_RACES.filter(({ limit }) => limit === undefined);
const limits = SUGGESTION_RACES.filter(({ limit }) => limit !== undefined);

test.for(kept.map((race) => [title(race), race] as const))("%s", ([, race]) => {
  for (const seen of playSuggestions(race, OWN_REVIEW).seen) expect(expectedOf(race)).toContain(seen);
});

test.for(limits.map((race) => [title(race), race] as const))("declared a limit, and fails: %s", ([, race]) => {
  expect(playSuggestions(race, OWN_REVIEW).isAsExpected).toBe(false);
});

test("the table holds all races, each once", () => {
  const numbers = SUGGESTION_RACES.flatMap(({ number }) => number.split(", ")).map((number) => parseInt(number, 10));
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 78 }, (_, i) => i + 1));
  const names = SUGGESTION_RACES.map(({ number, name }) => number + name);
  expect(new Set(names).size).toBe(names.length);
});
