import { covers, united } from "../../../shared/update/ranges.ts";
import type { Stretch } from "../../../shared/update/scan.ts";
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
 * Finds who wrote what a desk is about to send to the relay, which it must announce for the updates of others (AU3).
 * @param room a room's name; its credits are read once, here
 * @returns a function that takes clocks of a client ID that the relay lacks or asked for. It gives their author if the desk's
 * member did not write them, with null for an unknown author; and null if the member certainly did. What the member wrote under a
 * former ID counts as their own where the relay has lost all of that client ID.
 */
export function carriedIn(log: UpdateLog, room: string, { member, formerly }: Owner): (stretch: Stretch) => Carried | null {
  const credits = byClient(log.authors(room));
  return ({ client, clock, end }) => {
    const known = credits.get(client) ?? [];
    const isOwn = (credit: Credit): boolean =>
      isConfirmed(credit) &&
      (credit.author === member.id || credit.author === NOBODY.id || (clock === 0 && formerly.includes(credit.author!)));
    return covers(united(known.filter(isOwn)), clock, end) ? null : { client, author: ownerOf(known) };
  };
}
