/** What a desk says of the things that it is about to send the relay: which of them others wrote, as far as it knows who (AU3). */
import { byClient, ownerOf } from "../../shared/store/credits.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import type { Member } from "../../shared/roles.ts";
import type { Carried } from "../../shared/wire/frames.ts";
import { NOBODY } from "./identity.ts";

/** Whose desk it is. */
export interface Owner {
  readonly member: Member;
  /** IDs under which its member wrote before. */
  readonly formerly: readonly string[];
}

/**
 * @returns a function that says of a client ID in the room, and of how many of its clocks the relay has, who else than the desk's
 * owner wrote with it; null for the owner's own. What they wrote as another member is theirs where the relay has lost all of it.
 */
export function carriedIn(log: UpdateLog, room: string, { member, formerly }: Owner): (client: number, there: number) => Carried | null {
  const credits = byClient(log.authors(room));
  return (client, there) => {
    const author = ownerOf(credits.get(client) ?? []);
    const isMine = author === member.id || author === NOBODY.id || (there === 0 && author !== null && formerly.includes(author));
    return isMine ? null : { client, author };
  };
}
