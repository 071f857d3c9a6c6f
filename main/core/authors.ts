/** Which member owns each Yjs client ID of a room, as the relay says; kept here, so that names are there offline (AU2). */
import { parseRoom, type Member } from "../../shared/roles.ts";
import type { AuthorRange } from "../../shared/rpc/contract.ts";
import { LAST_CLOCK } from "../../shared/wire/clients.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import { NOBODY } from "./identity.ts";
import type { Library } from "./library.ts";
import type { RelayClient } from "./relay-client.ts";

export class Authors {
  readonly #log: UpdateLog;
  readonly #library: Library;
  readonly #me: () => Member | null;

  /** @param me the desk's own member, who also wrote what was written here before it joined; null until then */
  constructor(log: UpdateLog, library: Library, me: () => Member | null) {
    this.#log = log;
    this.#library = library;
    this.#me = me;
  }

  known(room: string): readonly AuthorRange[] {
    return [...this.#log.authors(room)].flatMap(([client, id]) => {
      const member = id === NOBODY.id ? this.#me() : this.#library.member(id);
      return member ? [{ client, clock: 0, end: LAST_CLOCK, author: member, broughtBy: member }] : [];
    });
  }

  /** Asks the relay. @returns whether the table grew */
  async refresh(client: RelayClient, room: string): Promise<boolean> {
    const name = parseRoom(room);
    if (!name) return false;
    const { members, owners } = await client.authors(name.article, name.kind);
    const before = this.known(room).length;
    this.#library.remember(members);
    this.#log.claim(room, new Map(owners));
    return this.known(room).length > before;
  }
}
