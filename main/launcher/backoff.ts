/** A child that lived this long died of something else than its start, in milliseconds. */
const LIVED = 10_000;
const FIRST = 250;
const LONGEST = 10_000;

/**
 * How long to wait before a child that died is started again: not at all, unless it dies soon after its start, then longer each
 * time (DE3).
 */
export class Backoff {
  #last = Number.NEGATIVE_INFINITY;
  #delay = 0;

  /** A child died. @param now milliseconds of any clock. @returns milliseconds to wait */
  next(now: number): number {
    this.#delay = now - this.#last > this.#delay + LIVED ? 0 : Math.min(LONGEST, this.#delay * 2 + FIRST);
    this.#last = now;
    return this.#delay;
  }
}
