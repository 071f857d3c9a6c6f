import type { Credit } from "../store/credits.ts";
import type { NewClocks } from "./make-version.ts";
import { MOST_PEOPLE } from "../version.ts";

/**
 * Who wrote what a version has and the one before has not.
 * @param creditsOf who wrote the clocks of a Yjs client (AU1)
 * @param others who else is known to have written, if only to delete
 * @returns IDs of members
 */
export function peopleOf(
  news: readonly NewClocks[],
  creditsOf: (client: number) => readonly Credit[],
  others: readonly string[],
): string[] {
  const people = new Set(others);
  for (const { client, clock, end } of news) {
    for (const credit of creditsOf(client)) {
      if (credit.author !== null && credit.clock < end && credit.end > clock) people.add(credit.author);
    }
  }
  return [...people].slice(0, MOST_PEOPLE);
}
