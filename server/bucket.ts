/** A token bucket: so many a second, and some seconds' worth at once. */

/** Seconds' worth that may come at once. */
const BURST = 5;

export class Bucket {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens: number;
  /** When it was filled last. */
  #at: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = perSecond * BURST;
    this.#at = now();
  }

  /** Takes one. @returns milliseconds to wait before the next, 0 when there is no need to. */
  take(): number {
    if (--this.#tokens >= 0) return 0;
    // The clock is read only when the bucket runs dry.
    const now = this.#now();
    this.#tokens = Math.min(this.#perSecond * BURST, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1000) / this.#perSecond;
  }
}
