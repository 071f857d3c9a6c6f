import type { RoomLimits } from "../shared/room/limits.ts";

/** How much of the serving thread one member may take, on all connections together. */
export interface Rates {
  /** Units of work a second; see `shared/room/cost.ts`. */
  readonly updatesPerSecond: number;
  /** Presence frames a second. */
  readonly presencePerSecond: number;
}

/** Connections that have not authenticated yet. */
export interface StrangerLimits {
  /** Of one network, not counting those that have just come: a whole newsroom may connect at once from behind one address. */
  readonly perNetwork: number;
  /** Of all networks, however new they are. */
  readonly inAll: number;
}

/**
 * How much of the relay one client, member, network or document may take. Rates are of one member, who is read more slowly above
 * them; a burst of some seconds' worth is free.
 */
export interface Limits extends Rates {
  /** Bytes of one frame; a longer one closes its connection with 1009. An article with its whole history fits many times. */
  readonly frameBytes: number;
  /** Bytes that may wait for a slow reader beside the largest frame it was sent, which a newcomer needs at once. */
  readonly backlogBytes: number;
  /** Bytes that may wait for all sockets together, in both directions; a buffer that many wait for counts once. */
  readonly backlogsBytes: number;
  /** Open connections of one member on all devices; a desk has one for each room that it keeps in step. */
  readonly connectionsPerMember: number;
  /** Open connections from one address; a whole newsroom may be behind one. */
  readonly connectionsPerAddress: number;
  /** Connections that have not authenticated. */
  readonly strangers: StrangerLimits;
  /** Bytes of all pictures of the newsroom together. */
  readonly picturesBytes: number;
  readonly room: RoomLimits;
}

/** The limits of a relay that is told no others. */
export const LIMITS: Limits = {
  frameBytes: 16 * 1024 * 1024,
  updatesPerSecond: 2000,
  presencePerSecond: 200,
  backlogBytes: 2 * 1024 * 1024,
  backlogsBytes: 128 * 1024 * 1024,
  connectionsPerMember: 1000,
  connectionsPerAddress: 10_000,
  strangers: { perNetwork: 50, inAll: 4000 },
  picturesBytes: 20 * 1024 * 1024 * 1024,
  room: { documentBytes: 64 * 1024 * 1024, presenceBytes: 4096, presenceClients: 8 },
};

/** Wrong codes and tokens that one network may send in a minute (ID4). */
export const WRONG_GUESSES_PER_MINUTE = 20;
