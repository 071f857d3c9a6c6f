/** Whose entries are whose, by what the core knows of who wrote them. */
import type { SameAuthor } from "../../../shared/notes/thread.ts";
import type { AuthorOf } from "./author-of.ts";

/**
 * Entries are one person's when they are known to be the same member's, as surely and from the same hand, or the same
 * client's that nobody knows. What another brought under a member's name changes nothing that this member said.
 */
export function sameAuthorBy(authorOf: AuthorOf): SameAuthor {
  return (a, b) => {
    const [one, other] = [authorOf(a.client, a.clock), authorOf(b.client, b.clock)];
    // The relay lets nobody go on with another's client ID; who brought it is known a moment later.
    if (!one.member || !other.member) return a.client === b.client && [one, other].every(({ member, broughtBy }) => member !== null || broughtBy === null);
    if (one.member.id !== other.member.id) return false;
    return other.confirmed || (!one.confirmed && one.broughtBy?.id === other.broughtBy?.id);
  };
}
