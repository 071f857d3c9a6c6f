import type { UpdateContent } from "../update/scan.ts";

/** Does heavy work on a room's log in another thread, so that it delays nobody but who asked for it. */
export interface Aside {
  /** @returns what a replica with this state vector lacks of what is on disk, as one update */
  missing(room: string, stateVector: Uint8Array): Promise<Uint8Array>;
  /** Applies an update to a scratch document of all that is on disk. Rejects with an UpdateError when that fails. */
  tryOut(room: string, update: Uint8Array): Promise<void>;
  /** See `readUpdate`. */
  scan(update: Uint8Array, flat: boolean): Promise<UpdateContent>;
}
