/** Runs something after so many milliseconds: `setTimeout` under Node. */
export type Later = (run: () => void, milliseconds: number) => void;

/**
 * Runs a function at once, and then again no sooner than an interval later: calls in between are one run, at its end. So
 * what comes now and then is not late; `TrailingThrottle` of main/core collects first, and is late each time.
 */
export class Throttle {
  readonly #run: () => void;
  readonly #interval: () => number;
  readonly #later: Later | undefined;
  #waiting = false;
  #called = false;

  /**
   * @param interval milliseconds until the next run, asked after each; 0 for no throttling
   * @param later waits; without it nothing is throttled
   */
  constructor(run: () => void, interval: () => number, later?: Later) {
    this.#run = run;
    this.#interval = interval;
    this.#later = later;
  }

  call(): void {
    if (this.#waiting) {
      this.#called = true;
      return;
    }
    this.#run();
    const interval = this.#interval();
    if (!this.#later || interval === 0) return;
    this.#waiting = true;
    this.#later(() => {
      this.#waiting = false;
      if (!this.#called) return;
      this.#called = false;
      this.call();
    }, interval);
  }
}
