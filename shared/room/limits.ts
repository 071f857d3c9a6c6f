/** Limits of one room, at the relay. */
export interface RoomLimits {
  /** Bytes of a document on disk: an update that would make it larger is refused; one that only deletes, from twice as many on (LI3). */
  readonly documentBytes: number;
  /** Characters of all presence states of one member; states beyond that are not shown (PR9). */
  readonly presenceBytes: number;
  /** Clients that one member may show, on all connections together. */
  readonly presenceClients: number;
}

/** For a desk, which sets no limits to its own person. */
export const UNLIMITED: RoomLimits = { documentBytes: Infinity, presenceBytes: Infinity, presenceClients: Infinity };
