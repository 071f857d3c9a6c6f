/** What a desk says of the things that it is about to send the relay: which of them others wrote, as far as it knows who (AU3). */
import { covers, united } from "../../../shared/room/ranges.ts";
import type { Stretch } from "../../../shared/room/scan.ts";
import { byClient, isConfirmed, ownerOf, type Credit } from "../../../shared/store/credits.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import type { Member } from "../../../shared/roles.ts";
import type { Carried } from "../../../shared/wire/frames.ts";
import { NOBODY } from "../people/identity.ts";

/** Whose desk it is. */
export interface Owner {
  readonly member: Member;
  /** IDs under which its member wrote before. */
  readonly formerly: readonly string[];
}

/**
 * @returns a function that says of clocks that the relay lacks or asks for who else than the desk's owner wrote them; null for what
 * is known for certain to be the owner's. What they wrote as another member is theirs where the relay has lost all of it.
 */
export function carriedIn(log: UpdateLog, room: string, { member, formerly }: Owner): (stretch: Stretch) => Carried | null {
  const credits = byClient(log.authors(room));
  return ({ client, clock, end }) => {
    const known = credits.get(client) ?? [];
    const isOwn = (credit: Credit): boolean =>
      isConfirmed(credit) && (credit.author === member.id || credit.author === NOBODY.id || (clock === 0 && formerly.includes(credit.author!)));
    return covers(united(known.filter(isOwn)), clock, end) ? null : { client, author: ownerOf(known) };
  };
}
