/** Seconds' worth of tokens that a bucket holds unless told otherwise. */
const DEFAULT_BURST_SECONDS = 5;

/** A token bucket (https://en.wikipedia.org/wiki/Token_bucket) that may be overdrawn: what is taken in excess has to be waited for. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #tokens: number;
  /** When it was filled last, by `#now`. */
  #at: number;

  /**
   * @param perSecond tokens that come back in a second
   * @param now milliseconds of a clock that never goes back
   * @param burst tokens of a full bucket, which it is at first
   */
  constructor(perSecond: number, now: () => number, burst = perSecond * DEFAULT_BURST_SECONDS) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
    this.#tokens = burst;
    this.#at = now();
  }

  /** Takes tokens, also more than there are. @returns milliseconds to wait before the next; 0 when there is no need to */
  take(tokens = 1): number {
    this.#tokens -= tokens;
    // The clock is read only when the bucket runs dry.
    return this.#tokens >= 0 ? 0 : this.wait();
  }

  /** @returns milliseconds until nothing is owed; 0 when nothing is */
  wait(): number {
    if (this.#tokens < 0) this.#fill();
    return this.#tokens >= 0 ? 0 : (-this.#tokens * 1000) / this.#perSecond;
  }

  /** Tokens that were taken and have not come back. */
  get missing(): number {
    this.#fill();
    return this.#burst - this.#tokens;
  }

  /** Whether all tokens have come back. */
  get isFull(): boolean {
    return this.missing <= 0;
  }

  #fill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
  }
}
