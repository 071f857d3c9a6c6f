import { OWN_REVIEW, PEER_REVIEW, expectedOf, playSuggestions } from "./play-suggestions.ts";
import { SUGGESTION_RACES } from "./suggestion-races/index.ts";

/**
 * Prints the table of races of suggestions, this model beside y-prosemirror with prosemirror-suggest-changes.
 * @returns false when a race of ours fails that is no declared limit, or a declared one passes
 */
export function printSuggestionTable(): boolean {
  const results = SUGGESTION_RACES.map((race) => ({
    race,
    own: playSuggestions(race, OWN_REVIEW),
    peer: playSuggestions(race, PEER_REVIEW),
  }));
  const title = ({ race }: (typeof results)[number]): string => `${race.number.padStart(4)}  ${race.name}`;
  const width = Math.max(...results.map((result) => title(result).length));
  console.log(`${"".padEnd(width)}  Tahrir  prosemirror-suggest-changes`);
  for (const result of results) {
    const [own, peer] = [result.own, result.peer].map(({ isAsExpected }) => (isAsExpected ? "✓" : "✗"));
    console.log(`${title(result).padEnd(width)}  ${own!.padEnd(6)}  ${peer!}`);
  }
  for (const result of results) {
    if (result.own.isAsExpected && result.peer.isAsExpected) continue;
    console.log(`\n${title(result)}`);
    if (result.race.limit !== undefined) console.log(`  known limit: ${result.race.limit}`);
    console.log(`  expected: ${expectedOf(result.race).join(" or ")}`);
    for (const [who, { isAsExpected, seen }] of [
      ["Tahrir", result.own],
      ["prosemirror-suggest-changes", result.peer],
    ] as const) {
      if (!isAsExpected) console.log(`  ${who}: ${[...new Set(seen)].join("\n    or: ")}`);
    }
  }
  const count = (who: "own" | "peer"): string =>
    `${results.filter((result) => result[who].isAsExpected).length} of ${results.length} as expected`;
  console.log(`\nTahrir: ${count("own")}\nprosemirror-suggest-changes: ${count("peer")}`);
  return results.every(({ race, own }) => own.isAsExpected === (race.limit === undefined));
}
