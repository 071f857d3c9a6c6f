import { isIPv6 } from "node:net";
import type { IncomingMessage } from "node:http";
import { isLoopback } from "./address.ts";

/** The names under which a relay answers, and the web pages that may ask it: against DNS rebinding and foreign pages (RE13). */
export class AllowedHosts {
  readonly #public: URL | null;
  readonly #origins: ReadonlySet<string>;

  /**
   * @param publicUrl where people reach the relay; null when that was not set, and then every name is allowed
   * @param origins of other web pages that may ask
   */
  constructor(publicUrl: string | null, origins: readonly string[]) {
    this.#public = publicUrl === null ? null : new URL(publicUrl);
    this.#origins = new Set(this.#public ? [...origins, this.#public.origin] : origins);
  }

  /** Whether the Host header is the relay's public name, the address that was connected to, or a loopback name. */
  isMine({ headers: { host }, socket }: IncomingMessage): boolean {
    if (!this.#public) return true;
    const asked = URL.parse(`${this.#public.protocol}//${host}`);
    if (!asked || host === undefined) return false;
    if (asked.host === this.#public.host || isLoopback(asked.hostname)) return true;
    const { localAddress = "", localPort } = socket;
    const address = localAddress.replace(/^::ffff:/, "");
    return host === `${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
  }

  /** Whether the Origin header is absent (a desk sends none), the relay's own, or one that was configured. */
  mayAsk({ headers: { origin, host } }: IncomingMessage): boolean {
    return origin === undefined || (host !== undefined && URL.parse(origin)?.host === host) || this.#origins.has(origin);
  }
}
