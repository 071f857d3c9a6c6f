/** Heavy work on a room's log, done beside the thread that serves, so that nobody waits for what another asked. */
import type { UpdateContent } from "../update/scan.ts";

export interface Aside {
  /** @returns what a replica with this state vector lacks of what is on disk, as one update */
  missing(room: string, stateVector: Uint8Array): Promise<Uint8Array>;
  /** Tries an update out on all that is on disk. Rejects with an UpdateError when no document takes it in there. */
  tryOut(room: string, update: Uint8Array): Promise<void>;
  /** See `readUpdate`. */
  scan(update: Uint8Array, flat: boolean): Promise<UpdateContent>;
}
