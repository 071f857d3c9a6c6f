/**
 * Runs `run` at most once in `interval` milliseconds for each key, and always once more after the last call. A run that
 * fails, as on a full disk, is reported and ends nothing (DE14).
 */
export class TrailingThrottle {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #interval: number;
  readonly #run: (key: string) => void;
  readonly #report: (error: unknown) => void;

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
