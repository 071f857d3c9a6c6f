/** A token bucket: so many a second, and some seconds' worth at once. */

/** Seconds' worth that may come at once. */
const BURST = 5;

export class Bucket {
  readonly #perSecond: number;
  #tokens: number;
  #at: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#tokens = perSecond * BURST;
    this.#at = now;
  }

  /** Takes one. @returns milliseconds to wait before the next, 0 when there is no need to. */
  take(now: number): number {
    this.#tokens = Math.min(this.#perSecond * BURST, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000) - 1;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1000) / this.#perSecond;
  }
}
