import { isIPv6 } from "node:net";
import type { IncomingMessage } from "node:http";

/** Characters of an address at most; a longer header value is cut. */
const LONGEST_ADDRESS = 64;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost|\[::1\])$/;

/**
 * The client's IP address (ID5), without the prefix of an IPv4 address in IPv6 notation.
 * @param trustProxy takes the last address of X-Forwarded-For, which the proxy wrote itself; the client can invent those before it
 */
export function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  const peer = request.socket.remoteAddress ?? "";
  const forwarded = trustProxy
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)!
        .trim()
        .slice(0, LONGEST_ADDRESS)
    : "";
  return (forwarded === "" ? peer : forwarded).replace(/^::ffff:/, "");
}

/** The network that limits count as one source: an IPv4 address, or the /64 of an IPv6 one, all of which one household has. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  if (tail !== undefined) groups.push(...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"));
  const prefix = [...groups, ...rest].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(":")}::/64`;
}

/** Whether a host name or an IP address means this machine. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** Whether a request comes from this machine, without a proxy, and under a loopback name, which no web page can take. */
export function isLocal(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const direct = headers["x-forwarded-for"] === undefined && headers.forwarded === undefined;
  const peer = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return direct && isLoopback(peer) && isLoopback(URL.parse(`http://${headers.host}`)?.hostname ?? "");
}
