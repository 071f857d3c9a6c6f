import { idOfKey } from "../../../shared/article/model/character-id.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";

/** A person who has open suggestions; null for what nobody knows the author of. */
export interface Suggester {
  readonly id: string | null;
  readonly name: string | null;
  readonly suggestions: readonly string[];
}

/** Who made suggestions: in the order of names, those that nobody knows the author of last. */
export function suggestersOf(suggestions: readonly string[], authorOf: AuthorOf): Suggester[] {
  const authors = suggestions.map((suggestion) => {
    const { client, clock } = idOfKey(suggestion)!;
    return { suggestion, member: speakerOf(authorOf(client, clock)) };
  });
  const byMember = Map.groupBy(authors, ({ member }) => member?.id ?? null);
  return [...byMember]
    .map(([id, all]) => ({ id, name: all[0]!.member?.name ?? null, suggestions: all.map(({ suggestion }) => suggestion) }))
    .sort((a, b) => Number(a.id === null) - Number(b.id === null) || (a.name ?? "").localeCompare(b.name ?? ""));
}
