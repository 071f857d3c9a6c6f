/** The races of suggestions, on this model; `npm run intent -- suggestions` plays them beside a peer. */
import { expect, test } from "vitest";
import { OWN_REVIEW, expectedOf, playSuggestions } from "./play-suggestions.ts";
import { SUGGESTION_RACES } from "./suggestion-races/index.ts";

test.for(SUGGESTION_RACES.map((race) => [`${race.rules}, race ${race.number}: ${race.name}`, race] as const))("%s", ([, race]) => {
  for (const seen of playSuggestions(race, OWN_REVIEW).seen) expect(expectedOf(race)).toContain(seen);
});

test("the table holds the 52 races, each once", () => {
  const numbers = SUGGESTION_RACES.flatMap(({ number }) => number.split(", ")).map((number) => parseInt(number, 10));
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 52 }, (_, i) => i + 1));
  const names = SUGGESTION_RACES.map(({ number, name }) => number + name);
  expect(new Set(names).size).toBe(names.length);
});
