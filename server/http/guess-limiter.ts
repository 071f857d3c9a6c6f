import { networkOf } from "./address.ts";
import { ApiError } from "../errors.ts";
import { hashOf } from "../people/secrets.ts";

const MINUTE = 60_000;
/** Networks that are remembered; of more, the one that guessed wrong longest ago is forgotten. */
const REMEMBERED = 4_000;

/** Recent wrong guesses of one network. */
interface Bucket {
  /** Wrong guesses left, as of `at`. */
  left: number;
  at: number;
  /**
   * The start of the hash of each wrong secret: a desk that was removed asks with the same token again and again, which is no
   * guess.
   */
  readonly tried: Set<string>;
}

/** Bounds how often each network may send a wrong code or token (ID4). A right one is never held up. */
export class GuessLimiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param perMinute wrong guesses that a network has, all at once or one by one
   * @param now milliseconds, never going back
   */
  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /**
   * @param address the client's
   * @throws ApiError throttled, while that network has no guess left.
   */
  admit(address: string): void {
    const bucket = this.#buckets.get(networkOf(address));
    const left = bucket ? this.#left(bucket) : this.#perMinute;
    if (left < 1) throw throttled(Math.ceil(((1 - left) * MINUTE) / this.#perMinute / 1000));
  }

  /**
   * Counts a code or token that is wrong; the same one again is no guess.
   * @throws ApiError throttled, when that network had no guess left.
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
