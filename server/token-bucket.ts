/** A token bucket: so many units a second, and some seconds' worth at once. */

/** Seconds' worth that may come at once. */
const BURST = 5;

export class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #tokens: number;
  /** When it was filled last. */
  #at: number;

  /** @param now milliseconds of a clock that never goes back. @param burst units that may come at once */
  constructor(perSecond: number, now: () => number, burst = perSecond * BURST) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
    this.#tokens = burst;
    this.#at = now();
  }

  /** Takes units, also more than there are. @returns as `wait` */
  take(units = 1): number {
    this.#tokens -= units;
    // The clock is read only when the bucket runs dry.
    return this.#tokens >= 0 ? 0 : this.wait();
  }

  /** @returns milliseconds to wait before the next, 0 when there is no need to */
  wait(): number {
    if (this.#tokens < 0) this.#fill();
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1000) / this.#perSecond;
  }

  /** What was taken, and has not come back. */
  get missing(): number {
    this.#fill();
    return this.#burst - this.#tokens;
  }

  /** Nothing is owed, and nothing was taken of late. */
  get isFull(): boolean {
    return this.missing <= 0;
  }

  #fill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
  }
}
