/** What a room needs of the program that it runs in, and what it gives to whoever is connected. */
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
  /** Member whose connection brought it; null when that says nothing of who wrote it (a core's uplink). */
  readonly member: string | null;
  /** See `LogEntry`. */
  readonly unconfirmed: boolean;
}

export interface RoomHost {
  readonly log: UpdateLog;
  readonly committer: Committer;
  /** True in a desktop core: what a window writes waits for the relay (ST4). */
  readonly desk: boolean;
  /** Called for every update, after its commit and before it is passed on. */
  readonly onCommitted?: (change: Committed) => void;
  /** Is told of errors that no connection can be blamed for. */
  readonly report: (error: unknown) => void;
  /** Folds long logs, off the thread that serves; without it a room does so itself. */
  readonly compactor?: Compactor;
  /** Does heavy work beside the thread that serves; without it that is done then and there. */
  readonly aside?: Aside;
  /** Waits that many milliseconds; without it everything is passed on at once. */
  readonly later?: Later;
  readonly limits?: RoomLimits;
  /** Whether a room's document holds no type inside another; then an update with one is refused. */
  readonly flat?: (room: string) => boolean;
  /** Whether a room's document only grows; then an update that deletes is not stored. */
  readonly appendOnly?: (room: string) => boolean;
}

/** A peer's end of its room: feed it the frames that arrive, tell it when the transport is gone. */
export interface RoomConnection {
  receive(frame: Uint8Array): void;
  /** Something that it sent is still being looked at: what is received now waits for that. See `RoomPeer.resume`. */
  readonly isHeld: boolean;
  leave(): void;
}
