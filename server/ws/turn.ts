/**
 * The end of each turn of the event loop: first what came is committed, then each socket is written to, once. Under load
 * commits wait a moment, so that more updates share one.
 */
import type { Schedule } from "../../shared/room/committer.ts";

/** Milliseconds from one commit to the next while there is much to commit. */
const PAUSE = 3;

/** Something that is written to at the end of a turn. */
export interface Written {
  flush(): void;
}

export class Turn {
  #dirty: Written[] = [];
  #committing = false;
  #settling = false;

  /** For the committer. */
  readonly commit: Schedule = (run, busy) => {
    const end = (): void => {
      this.#committing = false;
      this.#settling = true;
      try {
        run();
      } finally {
        this.#settling = false;
        this.#flush();
      }
    };
    if (busy) {
      setTimeout(end, PAUSE);
      return;
    }
    this.#committing = true;
    setImmediate(end);
  };

  /** Has `written` flushed at the end of this turn, behind its commit if there is one. */
  add(written: Written): void {
    if (this.#dirty.push(written) > 1 || this.#settling) return;
    setImmediate(() => {
      if (!this.#committing) this.#flush();
    });
  }

  #flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const written of dirty) written.flush();
  }
}
