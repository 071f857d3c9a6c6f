import type { UpdateLog } from "../store/update-log.ts";
import type { Aside } from "./aside.ts";
import type { Committer } from "./committer.ts";
import type { Compactor } from "./compactor.ts";
import type { RoomLimits } from "./limits.ts";
import type { Later } from "./throttle.ts";
import type { Stretch } from "../update/scan.ts";

/** An update that is on disk now. */
export interface Committed {
  readonly room: string;
  readonly update: Uint8Array;
  readonly stretches: readonly Stretch[];
  /** The clocks that it deletes. */
  readonly deletions: readonly Stretch[];
  /** It answers a state vector: it may repeat what others than its sender wrote and deleted. */
  readonly reply: boolean;
  /** Member whose connection brought it; null when that says nothing of who wrote it (a core's uplink). */
  readonly member: string | null;
  /** See `LogEntry`. */
  readonly unconfirmed: boolean;
}

/** What a room needs of the program that it runs in: a relay or a desk. */
export interface RoomHost {
  readonly log: UpdateLog;
  readonly committer: Committer;
  /** True in a desk's core: what a window writes counts as unconfirmed (ST4). */
  readonly desk: boolean;
  /** Called for every update, after its commit and before it is passed on. */
  readonly onCommitted?: (change: Committed) => void;
  /** Is told of errors that no connection can be blamed for. */
  readonly report: (error: unknown) => void;
  /** Compacts long logs in another thread; without it a room does so itself. */
  readonly compactor?: Compactor;
  /** Does heavy work in another thread; without it the room does it itself. */
  readonly aside?: Aside;
  /** Waits; without it nothing is throttled. */
  readonly later?: Later;
  /** The limits of a room with this name; without it there are none. */
  readonly limits?: (room: string) => RoomLimits;
  /** Whether a room's document is flat: an update that puts a type into another is refused then (SY23). */
  readonly flat?: (room: string) => boolean;
  /** Whether a room's document only grows: an update that deletes is not stored then (NO13). */
  readonly appendOnly?: (room: string) => boolean;
}

/** A room, as a connected peer's transport uses it. */
export interface RoomConnection {
  receive(frame: Uint8Array): void;
  /** Whether an earlier frame is still being worked on: frames that are received now wait. See `RoomPeer.resume`. */
  readonly isHeld: boolean;
  leave(): void;
}
