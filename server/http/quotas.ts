import { TokenBucket } from "../token-bucket.ts";
import { ApiError } from "../errors.ts";

/** Requests of each kind a second, and at once: a desk that comes back from a journey has many articles to enter. */
const RATES = {
  request: { perSecond: 100, burst: 2000 },
  article: { perSecond: 10, burst: 500 },
  ticket: { perSecond: 50, burst: 2000 },
  version: { perSecond: 0.2, burst: 60 },
  versionState: { perSecond: 5, burst: 200 },
  picture: { perSecond: 2, burst: 300 },
  pictureRead: { perSecond: 20, burst: 500 },
  invitation: { perSecond: 0.2, burst: 60 },
} as const;

/** What a member asks for. */
export type Asked = keyof typeof RATES;

/** Buckets above which those that are full again are forgotten. */
const REMEMBERED = 2_000;

/** Bounds what each member may ask for over HTTP, on all devices together (LI10). */
export class Quotas {
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Counts a request; a refused one costs nothing.
   * @param member ID
   * @throws ApiError too-much, with the seconds to wait
   */
  take(member: string, what: Asked): void {
    const key = `${what} ${member}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= REMEMBERED) for (const [id, one] of this.#buckets) if (one.isFull) this.#buckets.delete(id);
      const { perSecond, burst } = RATES[what];
      bucket = new TokenBucket(perSecond, this.#now, burst);
      this.#buckets.set(key, bucket);
    }
    // A refused request costs nothing, or whoever goes on asking would never be answered again.
    const wait = bucket.wait() || bucket.take();
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new ApiError(
      429,
      "too-much",
      `you ask too much of the relay: wait ${seconds} s`,
      { "Retry-After": String(seconds) },
      { seconds },
    );
  }
}
