import type { Entry } from "./entry.ts";
import { REACTIONS, type ReactionKind } from "./reaction-kinds.ts";
import type { SameAuthor, Written } from "./written.ts";

/** A reaction to a message, and who has it. */
export interface Reaction {
  readonly kind: ReactionKind;
  /** One entry of each person, in the order of their first. Never empty. */
  readonly by: readonly Written[];
}

/** People who are counted for one reaction to one message; in a newsroom fewer write. */
const MOST_PEOPLE = 100;

type React = Extract<Entry, { type: "react" | "unreact" }>;

/** What one person last said of a reaction. */
interface Said {
  last: React;
}

/**
 * Who reacts how: of each person and reaction, the last entry counts, under any of the person's client IDs. What others enter
 * changes nothing of it. Time grows with the entries, however many there are.
 * @param entries the reactions to one message, in the order of the document
 */
export function reactionsOf(entries: readonly React[], same: SameAuthor): readonly Reaction[] {
  return REACTIONS.flatMap((kind) => {
    const people: Said[] = [];
    /** Where a client was found to be one of them. */
    const byClient = new Map<number, Said>();
    for (const entry of entries) {
      if (entry.reaction !== kind) continue;
      const known = byClient.get(entry.client);
      const person = known && same(known.last, entry) ? known : people.find(({ last }) => same(last, entry));
      if (person) person.last = entry;
      else if (people.length === MOST_PEOPLE) continue;
      else people.push({ last: entry });
      byClient.set(entry.client, person ?? people.at(-1)!);
    }
    const by = people.flatMap(({ last }) => (last.type === "react" ? [{ client: last.client, clock: last.clock, at: last.at }] : []));
    return by.length === 0 ? [] : [{ kind, by }];
  });
}
