import type { UpdateLog } from "../store/update-log.ts";
import { compactUpdates } from "../update/compact.ts";

/** Compaction of a room's log into one state, so that newcomers are served fast and a log does not grow for ever. */
export interface Compactor {
  /** Replaces the room's present updates by one state. Rejects when it fails; the log is unchanged then. */
  compact(room: string): Promise<void>;
}

/** Compacts on the calling thread: for a desk, which serves one person. */
export class DirectCompactor implements Compactor {
  readonly #log: UpdateLog;

  constructor(log: UpdateLog) {
    this.#log = log;
  }

  async compact(room: string): Promise<void> {
    const { seq, updates } = this.#log.read(room);
    if (updates.length > 1) this.#log.compact(room, seq, compactUpdates(updates));
  }
}
