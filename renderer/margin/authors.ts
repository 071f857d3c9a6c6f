/** Who wrote what in the notes, as far as the core knows. */
import type { Member } from "../../shared/roles.ts";
import type { Written } from "../../shared/notes/entry.ts";
import type { SameAuthor } from "../../shared/notes/thread.ts";

/** Member who wrote an entry; null where nobody knows. */
export type AuthorOf = (written: Pick<Written, "client" | "clock">) => Member | null;

/** Entries are one person's when the same member is known to have written them, or the same client that nobody knows. */
export function sameAuthorBy(authorOf: AuthorOf): SameAuthor {
  return (a, b) => {
    const [one, other] = [authorOf(a), authorOf(b)];
    return one || other ? one?.id === other?.id : a.client === b.client;
  };
}
