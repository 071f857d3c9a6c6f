/**
 * Who may use a desk over loopback: the first URL carries a one-use key, which becomes a cookie that no script reads and no
 * other site sends. Rules RP5–RP7.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export class Keys {
  readonly #secret: Buffer;
  readonly #cookie: string;
  readonly #keys = new Set<string>();

  /**
   * @param secret kept with the desk, so that an open window goes on when the core was restarted
   * @param desk tells apart the cookies of two desks on one host: browsers do not tell ports apart
   */
  constructor(secret: Buffer, desk: string) {
    this.#secret = secret;
    this.#cookie = `tahrir_${desk}`;
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
    return `${this.#cookie}=${this.#signature()}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a `Cookie` header is this desk's. */
  admits(header: string | undefined): boolean {
    const sent = header?.split(/;\s*/).find((pair) => pair.startsWith(`${this.#cookie}=`))?.slice(this.#cookie.length + 1);
    const mine = Buffer.from(this.#signature());
    const theirs = Buffer.from(sent ?? "");
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  }

  #signature(): string {
    return createHmac("sha256", this.#secret).update(this.#cookie).digest("base64url");
  }
}
