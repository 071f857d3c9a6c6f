import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";

/** Milliseconds until what was added is written. */
const AFTER = 25;

/**
 * Collects small writes that nobody waits for, and runs them in one transaction a moment later: one commit costs the disk as much as
 * many together.
 */
export class WriteBehind {
  readonly #db: SqlDatabase;
  readonly #report: (error: unknown) => void;
  #writes: (() => void)[] = [];
  #afterwards: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** @param report called when the disk refuses; the writes are lost then, so they must be such as are found out again */
  constructor(db: SqlDatabase, report: (error: unknown) => void) {
    this.#db = db;
    this.#report = report;
  }

  /** Has `write` run in the next transaction. */
  add(write: () => void): void {
    this.#writes.push(write);
    this.#soon();
  }

  /** Calls `run` when all that was added before is written. */
  afterwards(run: () => void): void {
    this.#afterwards.push(run);
    this.#soon();
  }

  /** Runs now what was added. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const [writes, afterwards] = [this.#writes, this.#afterwards];
    this.#writes = [];
    this.#afterwards = [];
    try {
      if (writes.length > 0) writeTransaction(this.#db, () => writes.forEach((write) => write()));
      for (const run of afterwards) run();
    } catch (error) {
      this.#report(error);
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), AFTER);
  }
}
