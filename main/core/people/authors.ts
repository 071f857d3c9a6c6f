import { parseRoom, type Member } from "../../../shared/roles.ts";
import { difference } from "../../../shared/update/ranges.ts";
import type { Stretch } from "../../../shared/update/scan.ts";
import type { AuthorRange } from "../../../shared/rpc/contract.ts";
import { byClient, isConfirmed, ownerOf } from "../../../shared/store/credits.ts";
import type { ClockTime } from "../../../shared/store/times.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import { NOBODY } from "./identity.ts";
import type { Library } from "../library/library.ts";
import type { RelayClient } from "../relay-client.ts";

/** Up to where the relay's changes of a room's authors are stored here. */
interface AuthorsCursor {
  /** Base address of the relay. */
  readonly relay: string;
  /** By the relay's clock, in milliseconds since 1970. */
  readonly until: number;
}

/** Before anything was asked. */
const NEVER = -1;
/** Stretches of one room that wait to be asked about; with more, it is asked in any case. */
const MOST_NEWS = 1000;

/** Who wrote what in each room, as the relay says. Stored in the update log, so that names are there offline. Rules AU2, AU6. */
export class Authors {
  readonly #log: UpdateLog;
  readonly #library: Library;
  readonly #me: () => Member | null;
  readonly #cursors = new Map<string, AuthorsCursor>();
  /** What came into each room since the relay was asked last. */
  readonly #news = new Map<string, Stretch[]>();
  /** Rooms of which somebody wants to see the authors, since the relay was asked last. */
  readonly #wanted = new Set<string>();

  /** @param me the desk's own member, who also wrote what was written here before it joined; null until then */
  constructor(log: UpdateLog, library: Library, me: () => Member | null) {
    this.#log = log;
    this.#library = library;
    this.#me = me;
  }

  /** Who wrote which clocks in a room, as far as this desk knows; `author` is null where it does not. */
  known(room: string): readonly AuthorRange[] {
    const member = (id: string | null): Member | null => {
      if (id === NOBODY.id) return this.#me();
      return id === null ? null : (this.#library.member(id) ?? null);
    };
    return this.#log.authors(room).map((credit) => {
      const { client, clock, end, author } = credit;
      const broughtBy = member(credit.broughtBy);
      // Clocks restored by an unknown member have no author here.
      return { client, clock, end, author: broughtBy ? member(author) : null, broughtBy };
    });
  }

  /** When what a room holds was stored: what this desk wrote here, all else at the relay, or here where that is known to be earlier. */
  times(room: string): readonly ClockTime[] {
    return this.#log.times(room);
  }

  /** Something came into a room from the relay. */
  came(room: string, stretches: readonly Stretch[]): void {
    // All of it is asked for when somebody opens it.
    if (!this.#cursors.has(room)) return;
    const news = this.#news.get(room);
    if (!news) this.#news.set(room, [...stretches]);
    else if (news.length < MOST_NEWS) news.push(...stretches);
  }

  /** Somebody wants to see who wrote what in a room. */
  want(room: string): void {
    this.#wanted.add(room);
  }

  /** Whether the relay may know more: of what came, or of what nobody confirmed. Of a text that nobody wants it of, not after single letters. */
  hasQuestions(room: string): boolean {
    const news = this.#news.get(room) ?? [];
    if (news.length >= MOST_NEWS || !this.#cursors.has(room)) return true;
    const credits = byClient(this.#log.authors(room));
    if ([...credits.values()].some((own) => !own.every(isConfirmed))) return true;
    const isEnough = parseRoom(room)?.kind === "body" && !this.#wanted.has(room);
    return news.some(({ client, clock, end }) => {
      const own = credits.get(client) ?? [];
      return isEnough ? ownerOf(own) === null : difference([{ clock, end }], own).length > 0;
    });
  }

  /** Asks the relay for what changed. @returns whether anything is known better now */
  async refresh(client: RelayClient, room: string): Promise<boolean> {
    const name = parseRoom(room);
    if (!name) return false;
    const asked = this.#news.get(room)?.length ?? 0;
    this.#wanted.delete(room);
    const known = this.#cursors.get(room);
    const since = known?.relay === client.http ? known.until : NEVER;
    const { members, ranges, times, until } = await client.authors(name.article, name.kind, since);
    this.#library.remember(members);
    const changed = this.#log.credit(
      room,
      ranges.map(([id, clock, end, author, broughtBy]) => ({ client: id, clock, end, author, broughtBy })),
      times.map(([id, end, at]) => ({ client: id, end, at })),
    );
    this.#cursors.set(room, { relay: client.http, until });
    // More may have come meanwhile.
    const news = this.#news.get(room)?.slice(asked) ?? [];
    if (news.length > 0) this.#news.set(room, news);
    else this.#news.delete(room);
    return changed;
  }
}
