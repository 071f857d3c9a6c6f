import type { LogEntry, UpdateLog } from "../store/update-log.ts";

/**
 * Runs `run` soon, once the current turn's input has been read: `setImmediate` under Node. When `busy`, the last commit
 * had many updates, and waiting a moment saves a whole one.
 */
export type Schedule = (run: () => void, busy: boolean) => void;

/** Updates in one commit from which the store counts as busy. */
const BUSY = 16;

/** Called in order of `add`, once what was added before is on disk; with the error when the disk refused it. */
export type Settle = (error: unknown) => void;

/**
 * Group commit: stores what all rooms received during a turn of the event loop in one transaction, and tells nobody
 * before that (SY2, ST1).
 */
export class Committer {
  readonly #log: UpdateLog;
  readonly #schedule: Schedule;
  readonly #report: (error: unknown) => void;
  #queue: { readonly entry: LogEntry | null; readonly settle: Settle }[] = [];
  #afterwards: (() => void)[] = [];
  #busy = false;

  /** @param report is told of errors that no connection can be blamed for. */
  constructor(log: UpdateLog, schedule: Schedule, report: (error: unknown) => void) {
    this.#log = log;
    this.#schedule = schedule;
    this.#report = report;
  }

  /** Stores `entry` in the commit of this turn, then calls `settle`. */
  append(entry: LogEntry, settle: Settle): void {
    this.#add({ entry, settle });
  }

  /** Calls `settle` when everything appended so far is on disk. */
  after(settle: Settle): void {
    this.#add({ entry: null, settle });
  }

  /** Calls `run` once, after all `settle` callbacks of the commit whose callbacks are running. */
  afterwards(run: () => void): void {
    this.#afterwards.push(run);
  }

  /** Commits at once everything that was appended. */
  flush(): void {
    const batch = this.#queue;
    this.#queue = [];
    const entries: LogEntry[] = [];
    for (const { entry } of batch) if (entry) entries.push(entry);
    this.#busy = entries.length >= BUSY;
    let refusal: unknown = null;
    try {
      if (entries.length > 0) this.#log.append(entries);
    } catch (error) {
      refusal = error;
      this.#report(error);
    }
    for (const { entry, settle } of batch) this.#settle(settle, entry ? refusal : null);
    const afterwards = this.#afterwards;
    this.#afterwards = [];
    for (const run of afterwards) this.#settle(run, null);
  }

  #settle(settle: Settle, refusal: unknown): void {
    try {
      settle(refusal);
    } catch (error) {
      this.#report(error);
    }
  }

  #add(item: { readonly entry: LogEntry | null; readonly settle: Settle }): void {
    if (this.#queue.push(item) === 1) this.#schedule(() => this.flush(), this.#busy);
  }
}
