import { extend, isConfirmed, ownerOf, withCredits, type Credit, type Growing } from "../store/credits.ts";
import type { UpdateLog } from "../store/update-log.ts";
import type { Connection } from "./connection.ts";
import type { RoomPeer } from "./peer.ts";
import { difference, united, type Range } from "../update/ranges.ts";
import { sameStructs } from "../update/same-structs.ts";
import type { Stretch } from "../update/scan.ts";

/** Client IDs whose credits are cached. */
const MOST_KNOWN = 5000;
/** Client IDs that one connection may claim before it has written with them. */
const MOST_CLAIMED = 100;

const NONE: ReadonlySet<number> = new Set();

/** What `Authorship.judge` decides about an update. */
export interface Verdict {
  /** For its new clocks that are accepted. */
  readonly credits: readonly Credit[];
  /** Client IDs of other members, whose structs are dropped and count as refused (AU4). */
  readonly refused: ReadonlySet<number>;
  /** Client IDs of other members whose structs are dropped without counting: their owner is connected, and brings them (AU3). */
  readonly left: ReadonlySet<number>;
}

/**
 * Decides which member is credited with the clocks that a connection brings, and which clocks it may not bring: new
 * ones of a client ID that is another member's. The relay decides; a desk records what its own windows wrote, and takes
 * the rest from the relay. Rules AU1–AU4.
 */
export class Authorship {
  readonly #room: string;
  readonly #log: UpdateLog;
  readonly #desk: boolean;
  /** Credits of recently seen client IDs, in order, including those that are not on disk yet. */
  readonly #known = new Map<number, Growing[]>();
  /** The connection that shows or writes with a client ID now. */
  readonly #inUse = new Map<number, Connection>();

  /** @param desk true at a desk, where nothing is refused */
  constructor(room: string, log: UpdateLog, desk: boolean) {
    this.#room = room;
    this.#log = log;
    this.#desk = desk;
  }

  /** Decides what is credited and what is refused of an update; changes nothing. @param stretches the clocks that it carries */
  judge(connection: Connection, stretches: readonly Stretch[]): Verdict {
    const { peer, carried } = connection;
    const credits: Credit[] = [];
    // An uplink brings clocks of many members; the relay knows whose.
    if (peer.uplink) return { credits, refused: NONE, left: NONE };
    const me = peer.member.id;
    const going = this.#goesOn(me, stretches);
    if (going) return { credits: [going], refused: NONE, left: NONE };
    const refused = new Set<number>();
    const left = new Set<number>();
    for (const [client, ranges] of byClient(stretches)) {
      const known = this.#of(client);
      const news = difference(ranges, known);
      if (news.length === 0) continue;
      const owner = ownerOf(known);
      const named = carried.get(client);
      let author: string | null = me;
      if (owner === null) author = named === undefined ? me : named;
      else if (owner !== me) {
        if (this.#desk) continue;
        if (named === undefined) {
          refused.add(client);
          continue;
        }
        const user = this.#inUse.get(client);
        if (user && user !== connection) {
          left.add(client);
          continue;
        }
        author = owner;
      }
      for (const { clock, end } of news) credits.push({ client, clock, end, author, broughtBy: me });
    }
    return { credits, refused, left };
  }

  /** The frequent case, at every letter typed: the clocks continue the member's own. @returns their credit; null in any other case */
  #goesOn(me: string, stretches: readonly Stretch[]): Credit | null {
    const [stretch] = stretches;
    if (!stretch || stretches.length > 1) return null;
    const last = this.#of(stretch.client).at(-1);
    if (!last || last.end !== stretch.clock || last.author !== me || last.broughtBy !== me) return null;
    return { client: stretch.client, clock: stretch.clock, end: stretch.end, author: me, broughtBy: me };
  }

  /** @returns credits of an update that comes from no connection and was written by this member */
  creditsOf(member: string, stretches: readonly Stretch[]): Credit[] {
    return [...byClient(stretches)].flatMap(([client, ranges]) =>
      difference(ranges, this.#of(client)).map(({ clock, end }) => ({ client, clock, end, author: member, broughtBy: member })),
    );
  }

  /** Enters credits that are about to be committed. @param connection that brought them, and uses the client IDs from now on */
  enter(credits: readonly Credit[], connection: Connection | null): void {
    for (const credit of credits) {
      const known = this.#of(credit.client);
      if (credit.clock >= (known.at(-1)?.end ?? 0)) extend(known, credit);
      else this.#known.set(credit.client, withCredits(known, [credit]));
      if (connection && isConfirmed(credit) && this.#inUse.get(credit.client) !== connection) this.#inUse.set(credit.client, connection);
    }
  }

  /** All credits that were entered are on disk: the cache may be emptied. */
  settled(): void {
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
  }

  /** A commit failed: what was entered is read from disk again. */
  lost(): void {
    this.#known.clear();
  }

  /** A connection was closed: its client IDs are no longer in use. */
  leave(connection: Connection): void {
    for (const [client, user] of this.#inUse) if (user === connection) this.#inUse.delete(client);
  }

  /**
   * Whether a connection may show a client ID in the room's presence. The first member to do so owns it (AU1): `claim` gets the
   * credit that says so, before the presence is broadcast.
   */
  mayShow(connection: Connection, client: number, claim: (credit: Credit) => void): boolean {
    const { peer } = connection;
    if (this.#desk) return true;
    // A connection that shows one client ID after another does not fill the cache.
    const mayClaim = connection.claimed < MOST_CLAIMED;
    const owner = ownerOf(mayClaim ? this.#of(client) : (this.#known.get(client) ?? this.#log.authorsOf(this.#room, client)));
    if (owner !== null && owner !== peer.member.id) return false;
    if (!mayClaim) return true;
    this.#inUse.set(client, connection);
    if (owner === null) {
      connection.claimed++;
      const credit: Credit = { client, clock: 0, end: 0, author: peer.member.id, broughtBy: peer.member.id };
      this.enter([credit], connection);
      claim(credit);
    }
    return true;
  }

  /**
   * By client ID, the first clock that somebody else brought and that this member may have written: the room asks for clocks
   * from there on (AU3). Empty for a member who may not write.
   */
  unconfirmedCredits(peer: RoomPeer): ReadonlyMap<number, number> {
    const first = new Map<number, number>();
    if (this.#desk) return first;
    for (const credit of this.#log.unconfirmedCredits(this.#room)) {
      if (isFor(credit, peer.member.id)) first.set(credit.client, Math.min(credit.clock, first.get(credit.client) ?? Infinity));
    }
    return first.size > 0 && peer.mayWrite() ? first : new Map();
  }

  /**
   * The clocks of an update that somebody else brought before and that its sender claims as their own. A client that announces no
   * authors claims none: it may only repeat what it was sent.
   */
  claims(connection: Connection, stretches: readonly Stretch[]): readonly Stretch[] {
    if (this.#desk || !connection.tellsAuthors) return [];
    const { peer, carried } = connection;
    return [...byClient(stretches)].flatMap(([client, ranges]) => {
      const open = carried.has(client) ? [] : this.#of(client).filter((credit) => isFor(credit, peer.member.id));
      if (open.length === 0) return [];
      return difference(ranges, difference(ranges, open)).map(({ clock, end }) => ({ client, clock, end }));
    });
  }

  /**
   * Credits a member with the claimed clocks for which the update has the same content as the room. Everything must be on disk.
   * @param claims from `claims`
   * @param held what the room holds of these clients, as an update
   * @returns whether all claims were proved
   */
  prove({ member }: RoomPeer, claims: readonly Stretch[], held: Uint8Array, update: Uint8Array): boolean {
    const same = sameStructs(held, update, claims);
    if (same.length > 0)
      this.#log.credit(
        this.#room,
        same.map((stretch) => ({ ...stretch, author: member.id, broughtBy: member.id })),
      );
    for (const { client } of same) this.#known.delete(client);
    return same.length === claims.length;
  }

  #of(client: number): Growing[] {
    let known = this.#known.get(client);
    if (!known) this.#known.set(client, (known = this.#log.authorsOf(this.#room, client).map((credit) => ({ ...credit }))));
    return known;
  }
}

/** @returns ranges by client, in order, without overlap: a hostile update may have a client's structs in several places */
function byClient(stretches: readonly Stretch[]): Iterable<readonly [client: number, ranges: readonly Range[]]> {
  if (stretches.length === 1) return [[stretches[0]!.client, stretches]];
  const clients = new Map<number, Range[]>();
  for (const { client, clock, end } of stretches) {
    const own = clients.get(client);
    if (own) own.push({ clock, end });
    else clients.set(client, [{ clock, end }]);
  }
  return [...clients].map(([client, ranges]) => [client, united(ranges)]);
}

const isFor = (credit: Credit, member: string): boolean =>
  !isConfirmed(credit) &&
  credit.broughtBy !== null &&
  (credit.author === member || (credit.author === null && credit.broughtBy !== member));
