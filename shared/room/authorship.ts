/**
 * Who is credited with what a connection brings, and what it may not bring: new clocks of a Yjs client ID that is another
 * member's. The relay decides; a desk records what its own windows wrote and leaves the rest to the relay. Rules AU1–AU4.
 */
import { extend, isConfirmed, ownerOf, withCredits, type Credit, type Growing } from "../store/credits.ts";
import type { UpdateLog } from "../store/update-log.ts";
import type { Connection } from "./connection.ts";
import type { RoomPeer } from "./peer.ts";
import { difference, united, type Range } from "../update/ranges.ts";
import { sameStructs } from "../update/same-structs.ts";
import type { Stretch } from "../update/scan.ts";

/** Client IDs whose credits are held in memory, and those that one connection may claim before it has written with them. */
const MOST_KNOWN = 5000;
const MOST_CLAIMED = 100;

const NONE: ReadonlySet<number> = new Set();

/** What is to become of an update. */
export interface Verdict {
  /** For what is new in it and comes in. */
  readonly credits: readonly Credit[];
  /** Client IDs of others, whose structs may not come in. */
  readonly refused: ReadonlySet<number>;
  /** The same, but marked as brought back: their owner is here, who brings them. */
  readonly left: ReadonlySet<number>;
}

export class Authorship {
  readonly #room: string;
  readonly #log: UpdateLog;
  readonly #desk: boolean;
  /** Of the client IDs seen lately, in order, with what is on its way to disk. */
  readonly #known = new Map<number, Growing[]>();
  /** Which connection shows or writes with a client ID. */
  readonly #inUse = new Map<number, Connection>();

  /** @param desk that of a desk, where nothing is refused */
  constructor(room: string, log: UpdateLog, desk: boolean) {
    this.#room = room;
    this.#log = log;
    this.#desk = desk;
  }

  /** Judges what a connection brings; changes nothing. */
  judge(connection: Connection, stretches: readonly Stretch[]): Verdict {
    const { peer, carried } = connection;
    const credits: Credit[] = [];
    // What an uplink brings is of many members; the relay knows whose.
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

  /** The simple case, at every letter: the member goes on with what was theirs before. @returns what to credit them with */
  #goesOn(me: string, stretches: readonly Stretch[]): Credit | null {
    const [stretch] = stretches;
    if (!stretch || stretches.length > 1) return null;
    const last = this.#of(stretch.client).at(-1);
    if (!last || last.end !== stretch.clock || last.author !== me || last.broughtBy !== me) return null;
    return { client: stretch.client, clock: stretch.clock, end: stretch.end, author: me, broughtBy: me };
  }

  /** What comes from no connection, and is this member's. */
  creditsOf(member: string, stretches: readonly Stretch[]): Credit[] {
    return [...byClient(stretches)].flatMap(([client, ranges]) =>
      difference(ranges, this.#of(client)).map(({ clock, end }) => ({ client, clock, end, author: member, broughtBy: member })),
    );
  }

  /** Enters what is on its way to disk. @param connection which brought it, and has its own client IDs in use from now on */
  enter(credits: readonly Credit[], connection: Connection | null): void {
    for (const credit of credits) {
      const known = this.#of(credit.client);
      if (credit.clock >= (known.at(-1)?.end ?? 0)) extend(known, credit);
      else this.#known.set(credit.client, withCredits(known, [credit]));
      if (connection && isConfirmed(credit) && this.#inUse.get(credit.client) !== connection) this.#inUse.set(credit.client, connection);
    }
  }

  /** All that was entered is on disk, so that it can be read there again. */
  settled(): void {
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
  }

  /** What was on its way to disk is not there. */
  lost(): void {
    this.#known.clear();
  }

  /** `connection` is gone. */
  leave(connection: Connection): void {
    for (const [client, user] of this.#inUse) if (user === connection) this.#inUse.delete(client);
  }

  /**
   * Whether a connection may show itself under a client ID, in the presence where others see it. The first who does so
   * owns it (AU1): `claim` is told whom to credit, before anybody has seen it.
   */
  mayShow(connection: Connection, client: number, claim: (credit: Credit) => void): boolean {
    const { peer } = connection;
    if (this.#desk) return true;
    // Who shows one after another has no memory of them kept.
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

  /** How far there is of each client nothing but what others brought and this member may have written. */
  unconfirmedCredits(peer: RoomPeer): ReadonlyMap<number, number> {
    const first = new Map<number, number>();
    if (this.#desk) return first;
    for (const credit of this.#log.unconfirmedCredits(this.#room)) {
      if (isFor(credit, peer.member.id)) first.set(credit.client, Math.min(credit.clock, first.get(credit.client) ?? Infinity));
    }
    return first.size > 0 && peer.mayWrite() ? first : new Map();
  }

  /**
   * What of an update somebody else brought before, and its sender says to have written: credited to them if it is the same. A
   * client that says nothing of authors may merely repeat what it was sent.
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
   * Credits a member with what others brought and this update says the same of. All that is known is on disk.
   * @param held what the room holds of these clients
   * @returns whether it was the same in all of the claims
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

/** @returns each client's, in order, without overlap; hostile updates have a client's structs in several places */
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
