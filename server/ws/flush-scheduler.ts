import type { Schedule } from "../../shared/room/committer.ts";

/** Milliseconds from one commit to the next while there is much to commit. */
const COMMIT_INTERVAL = 3;

/** Something with output to write at the end of a turn of the event loop. */
export interface Flushable {
  /** Writes what waits. Called once for each `FlushScheduler.add`. */
  flush(): void;
}

/**
 * Schedules the end of each turn of the event loop: first one commit of everything that was received, then one `flush` of each
 * socket that has something to send, so that an answer never precedes its commit (SY2, SY19). Under load commits are a few
 * milliseconds apart, so that more updates share one.
 */
export class FlushScheduler {
  #dirty: Flushable[] = [];
  /** A commit is due in this turn: what it brings is flushed with the rest. */
  #commitPending = false;
  #committing = false;

  /** The committer's schedule. @param run commits. @param busy the last commit was a moment ago. */
  readonly commit: Schedule = (run, busy) => {
    const end = (): void => {
      this.#commitPending = false;
      this.#committing = true;
      try {
        run();
      } finally {
        this.#committing = false;
        this.#flush();
      }
    };
    if (busy) {
      setTimeout(end, COMMIT_INTERVAL);
      return;
    }
    this.#commitPending = true;
    setImmediate(end);
  };

  /** Flushes `flushable` at the end of this turn, after its commit if there is one. To be called once until it is flushed. */
  add(flushable: Flushable): void {
    if (this.#dirty.push(flushable) > 1 || this.#committing) return;
    setImmediate(() => {
      if (!this.#commitPending) this.#flush();
    });
  }

  #flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const flushable of dirty) flushable.flush();
  }
}
