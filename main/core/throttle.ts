/** Runs `run` at most once in `interval` milliseconds for each key, and always once more after the last call. */
export class Throttle {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #interval: number;
  readonly #run: (key: string) => void;

  constructor(interval: number, run: (key: string) => void) {
    this.#interval = interval;
    this.#run = run;
  }

  call(key: string): void {
    if (this.#timers.has(key)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.#run(key);
    }, this.#interval);
    this.#timers.set(key, timer);
  }

  /** Runs what is due now: at shutdown. */
  flush(): void {
    const due = new Map(this.#timers);
    this.#timers.clear();
    for (const [key, timer] of due) {
      clearTimeout(timer);
      this.#run(key);
    }
  }
}
