import type { SameAuthor } from "../../../shared/notes/written.ts";
import type { AuthorOf } from "../../../shared/notes/author-of.ts";

/**
 * Whether two entries are by the same author: by the same member, both confirmed or both brought by the same other, or by the same
 * client where nobody knows the member. What another brought under a member's name changes nothing that this member wrote.
 */
export function sameAuthorBy(authorOf: AuthorOf): SameAuthor {
  return (a, b) => {
    const [one, other] = [authorOf(a.client, a.clock), authorOf(b.client, b.clock)];
    // The relay lets nobody go on with another's client ID; who brought it is known a moment later.
    if (!one.member || !other.member)
      return a.client === b.client && [one, other].every(({ member, broughtBy }) => member !== null || broughtBy === null);
    if (one.member.id !== other.member.id) return false;
    return other.confirmed || (!one.confirmed && one.broughtBy?.id === other.broughtBy?.id);
  };
}
