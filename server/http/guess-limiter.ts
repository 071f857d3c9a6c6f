/** How often each network may be wrong about a code or a token (ID4). */
import { networkOf } from "./address.ts";
import { ApiError } from "../errors.ts";
import { hashOf } from "../people/secrets.ts";

const MINUTE = 60_000;
/** Networks that are remembered; the one that was wrong longest ago is forgotten first. */
const REMEMBERED = 4_000;

interface Bucket {
  /** Wrong guesses left, as of `at`. */
  left: number;
  at: number;
  /** The start of the hash of each wrong one: a desk that was removed asks again and again, and guesses nothing. */
  readonly tried: Set<string>;
}

export class GuessLimiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param perMinute wrong guesses that a network has, all at once or one by one. @param now milliseconds, never going back. */
  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** @throws ApiError throttled, while that network has no guess left. */
  admit(address: string): void {
    const bucket = this.#buckets.get(networkOf(address));
    const left = bucket ? this.#left(bucket) : this.#perMinute;
    if (left < 1) throw throttled(Math.ceil(((1 - left) * MINUTE) / this.#perMinute / 1000));
  }

  /**
   * `address` came with a secret that is none.
   * @throws ApiError throttled, when it had no guess left.
   */
  recordWrong(address: string, secret: string): void {
    const key = networkOf(address);
    const bucket = this.#buckets.get(key) ?? { left: this.#perMinute, at: this.#now(), tried: new Set<string>() };
    const guess = Buffer.from(hashOf(secret)).toString("base64").slice(0, 12);
    if (bucket.tried.has(guess)) return;
    this.admit(address);
    bucket.left = this.#left(bucket) - 1;
    bucket.at = this.#now();
    bucket.tried.add(guess);
    if (bucket.tried.size > this.#perMinute) bucket.tried.delete(bucket.tried.values().next().value!);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > REMEMBERED) this.#buckets.delete(this.#buckets.keys().next().value!);
  }

  #left({ left, at }: Bucket): number {
    return Math.min(this.#perMinute, left + ((this.#now() - at) / MINUTE) * this.#perMinute);
  }
}

function throttled(seconds: number): ApiError {
  const message = `too many wrong codes or tokens came from your network: wait ${seconds} s`;
  return new ApiError(429, "throttled", message, { "Retry-After": String(seconds) }, { seconds });
}
