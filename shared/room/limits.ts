/** What one room takes. A desk sets no limits to its own person. */
export interface RoomLimits {
  /** Bytes of a document on disk; what would make it larger is refused, but for deletions up to twice as much. */
  readonly documentBytes: number;
  /** Bytes of one client's presence state; a longer one is not shown. */
  readonly presenceBytes: number;
  /** Client IDs that one connection may show a presence for. */
  readonly presenceClients: number;
}

export const UNLIMITED: RoomLimits = { documentBytes: Infinity, presenceBytes: Infinity, presenceClients: Infinity };
