/**
 * Who may use a desk over loopback: the first URL carries a one-use key, which becomes a cookie that no script reads and no
 * other site sends. Rule RP5.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export class Keys {
  readonly #name: string;
  readonly #value: string;
  readonly #keys = new Set<string>();

  /** @param secret kept with the desk, so that an open window goes on when the core was restarted */
  constructor(secret: Buffer) {
    const sign = (what: string): string => createHmac("sha256", secret).update(what).digest("base64url");
    // Browsers do not tell ports apart: every desk of this computer gets all their cookies, and knows its own by name.
    this.#name = `tahrir_${sign("name").slice(0, 12)}`;
    this.#value = sign("value");
  }

  /** A new key; it can be used once. */
  issue(): string {
    const key = randomBytes(24).toString("base64url");
    this.#keys.add(key);
    return key;
  }

  /** Uses a key up. @returns the value of a `Set-Cookie` header, or null when the key is unknown or used */
  redeem(key: string): string | null {
    if (!this.#keys.delete(key)) return null;
    return `${this.#name}=${this.#value}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a `Cookie` header is this desk's. */
  admits(header: string | undefined): boolean {
    const sent = header?.split(/;\s*/).find((pair) => pair.startsWith(`${this.#name}=`))?.slice(this.#name.length + 1);
    const mine = Buffer.from(this.#value);
    const theirs = Buffer.from(sent ?? "");
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  }
}
