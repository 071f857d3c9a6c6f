/** How much of the HTTP API each member may ask for, on all devices together (LI10). */
import { TokenBucket } from "../token-bucket.ts";
import { ApiError } from "../errors.ts";

/** Of each, so many a second, and so many at once: a desk that comes back from a journey has articles to enter. */
const RATES = {
  request: { perSecond: 100, burst: 2000 },
  article: { perSecond: 10, burst: 500 },
  ticket: { perSecond: 50, burst: 2000 },
  invitation: { perSecond: 0.2, burst: 60 },
} as const;

export type Asked = keyof typeof RATES;

/** Members that are remembered beyond those who asked of late. */
const REMEMBERED = 2_000;

export class Quotas {
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A member asks for something. @throws ApiError too-much, with the seconds to wait */
  take(member: string, what: Asked): void {
    const key = `${what} ${member}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= REMEMBERED) for (const [id, one] of this.#buckets) if (one.isFull) this.#buckets.delete(id);
      const { perSecond, burst } = RATES[what];
      bucket = new TokenBucket(perSecond, this.#now, burst);
      this.#buckets.set(key, bucket);
    }
    // What is refused costs nothing, or whoever goes on asking would never be heard again.
    const wait = bucket.wait() || bucket.take();
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new ApiError(429, "too-much", `you ask too much of the relay: wait ${seconds} s`, { "Retry-After": String(seconds) }, { seconds });
  }
}
