/** What one room takes. A desk sets no limits to its own person. */
export interface RoomLimits {
  /** Bytes of a document on disk; what would make it larger is refused, but for deletions up to twice as much. */
  readonly documentBytes: number;
  /** Characters of all presence states of one member; what goes beyond is not shown. */
  readonly presenceBytes: number;
  /** Clients that one member may show, on all connections together. */
  readonly presenceClients: number;
}

export const UNLIMITED: RoomLimits = { documentBytes: Infinity, presenceBytes: Infinity, presenceClients: Infinity };
