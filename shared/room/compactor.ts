/** Compaction: a room's log is merged into one state, so that newcomers are served fast and a log does not grow for ever. */
import type { UpdateLog } from "../store/update-log.ts";
import { compactUpdates } from "../update/compact.ts";

export interface Compactor {
  /** Merges what the room's log holds now into one state. Resolves when that is done, and rejects when it fails, which leaves the log as it was. */
  compact(room: string): Promise<void>;
}

/** Compacts then and there: for a desk, which serves one person. */
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
