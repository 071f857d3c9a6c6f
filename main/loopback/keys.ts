import { randomBytes } from "node:crypto";

/** How long a key can be used, in milliseconds. */
export const KEY_LIFE = 10 * 60_000;

/** The keys of links: each opens one window, once, within `KEY_LIFE`. In memory only. Rule RP5. */
export class Keys {
  /** When each key ends, oldest first. */
  readonly #ends = new Map<string, number>();
  readonly #now: () => number;

  /** @param now milliseconds, never going back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  issue(): string {
    for (const [key, end] of this.#ends) if (end <= this.#now()) this.#ends.delete(key);
    const key = randomBytes(24).toString("base64url");
    this.#ends.set(key, this.#now() + KEY_LIFE);
    return key;
  }

  /** Uses a key up. @returns whether it was good */
  redeem(key: string): boolean {
    const end = this.#ends.get(key);
    this.#ends.delete(key);
    return end !== undefined && end > this.#now();
  }
}
