/** Which member owns each Yjs client ID of a room, as the relay says; kept here, so that names are there offline (AU2). */
import { parseRoom, type Member } from "../../shared/roles.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import type { Library } from "./library.ts";
import type { RelayClient } from "./relay-client.ts";

export class Authors {
  readonly #log: UpdateLog;
  readonly #library: Library;

  constructor(log: UpdateLog, library: Library) {
    this.#log = log;
    this.#library = library;
  }

  known(room: string): readonly (readonly [number, Member])[] {
    return [...this.#log.authors(room)].flatMap(([client, id]) => {
      const member = this.#library.member(id);
      return member ? [[client, member] as const] : [];
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
