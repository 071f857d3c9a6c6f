/** Where a request comes from, and whether it was meant for this relay. Rules RE13, ID5. */
import { isIPv6 } from "node:net";
import type { IncomingMessage } from "node:http";

/** Longer than any address; what is longer is none. */
const LONGEST = 64;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost|\[::1\])$/;

/**
 * The client's address. Behind a proxy it is the last one in X-Forwarded-For, which the proxy wrote itself; what stands
 * before it is the client's to invent.
 */
export function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  const peer = request.socket.remoteAddress ?? "";
  const forwarded = trustProxy ? String(request.headers["x-forwarded-for"] ?? "").split(",").at(-1)!.trim().slice(0, LONGEST) : "";
  return (forwarded === "" ? peer : forwarded).replace(/^::ffff:/, "");
}

/** What one household or office counts as: an IPv4 address, or the /64 of an IPv6 one, all of which one person has. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  if (tail !== undefined) groups.push(...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"));
  const prefix = [...groups, ...rest].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(":")}::/64`;
}

/** Whether somebody on this machine asks, without a proxy between and under a name that no web page can take. */
export function isLocal(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const direct = headers["x-forwarded-for"] === undefined && headers.forwarded === undefined;
  const peer = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return direct && LOOPBACK.test(peer) && LOOPBACK.test(URL.parse(`http://${headers.host}`)?.hostname ?? "");
}

/** Says which names and web pages a relay answers to. */
export class Names {
  readonly #public: URL | null;
  readonly #origins: ReadonlySet<string>;

  /** @param publicUrl where people reach the relay; null when that was not said. @param origins of other web pages. */
  constructor(publicUrl: string | null, origins: readonly string[]) {
    this.#public = publicUrl === null ? null : new URL(publicUrl);
    this.#origins = new Set(this.#public ? [...origins, this.#public.origin] : origins);
  }

  /** Its public name, the address that was connected to, or one that only this machine can mean. */
  isMine({ headers: { host }, socket }: IncomingMessage): boolean {
    if (!this.#public) return true;
    const asked = URL.parse(`${this.#public.protocol}//${host}`);
    if (!asked || host === undefined) return false;
    if (asked.host === this.#public.host || LOOPBACK.test(asked.hostname)) return true;
    const { localAddress = "", localPort } = socket;
    const address = localAddress.replace(/^::ffff:/, "");
    return host === `${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
  }

  /** A desk sends no origin; a web page does, and must be the relay's own or one that was named. */
  mayAsk({ headers: { origin, host } }: IncomingMessage): boolean {
    return origin === undefined || (host !== undefined && URL.parse(origin)?.host === host) || this.#origins.has(origin);
  }
}
