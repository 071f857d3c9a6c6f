/**
 * Runs `run` for a key one interval after it was called, and once for all calls until then. Nothing is run at once, unlike by
 * shared/room's `Throttle`: the first of many changes is to be told with the others, and none from within what makes it. A run that
 * fails, as on a full disk, is reported and ends nothing (DE14).
 */
export class TrailingThrottle {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #interval: number;
  readonly #run: (key: string) => void;
  readonly #report: (error: unknown) => void;

  /** @param interval milliseconds */
  constructor(interval: number, run: (key: string) => void, report: (error: unknown) => void) {
    this.#interval = interval;
    this.#run = run;
    this.#report = report;
  }

  /** Has `run` called with `key` when the interval since the first call is over. */
  call(key: string): void {
    if (this.#timers.has(key)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.#guarded(key);
    }, this.#interval);
    this.#timers.set(key, timer);
  }

  /** Runs what is due now: at shutdown. */
  flush(): void {
    const due = new Map(this.#timers);
    this.#timers.clear();
    for (const [key, timer] of due) {
      clearTimeout(timer);
      this.#guarded(key);
    }
  }

  #guarded(key: string): void {
    try {
      this.#run(key);
    } catch (error) {
      this.#report(error);
    }
  }
}
