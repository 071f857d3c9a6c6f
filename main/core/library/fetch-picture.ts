/**
 * Pictures from the internet, fetched into an article when a person has agreed (DE16, DE17). The author of an address may want to
 * reach what only this computer can (SSRF): not the name but the IP address is checked, at each redirect and of the connection
 * itself. The request identifies nobody.
 */
import { lookup as resolve, type LookupAddress } from "node:dns";
import * as http from "node:http";
import * as https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { isBomb, pictureOf, type PictureType } from "../../../shared/pictures/picture.ts";
import { RpcError } from "../../../shared/rpc/error.ts";

/** A picture, and its type as its bytes say. */
export interface FetchedPicture {
  readonly bytes: Uint8Array;
  readonly type: PictureType;
}

/** Limits that tests set otherwise. */
export interface FetchOptions {
  /** Whether an IP address may be connected to. */
  readonly mayReach?: (address: string) => boolean;
  /** In milliseconds, for all of it. */
  readonly within?: number;
}

/** In bytes. */
const LARGEST = 10 * 2 ** 20;
const WITHIN = 20_000;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** IPv4 beyond the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry. */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  NOT_PUBLIC.addSubnet(net, prefix, "ipv4");
/** IPv6: within global unicast, what carries IPv4 or is for examples. */
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  NOT_PUBLIC.addSubnet(net, prefix, "ipv6");
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");

/** True for an address of the public internet. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublic(mapped);
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return version === 6 && !address.includes("%") && GLOBAL.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
}

/**
 * @throws RpcError `picture-address` for an address that may not be asked, `picture-unreachable`, `picture-too-large`, or
 *   `picture-type` for a file that is no picture an article may hold
 */
export async function fetchPicture(address: string, { mayReach = isPublic, within = WITHIN }: FetchOptions = {}): Promise<FetchedPicture> {
  const signal = AbortSignal.timeout(within);
  let url = parse(address);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await ask(url, mayReach, signal);
    const { statusCode = 0, headers } = response;
    if (REDIRECTS.has(statusCode) && headers.location !== undefined) {
      response.destroy();
      url = parse(headers.location, url);
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw new RpcError("picture-unreachable", `${url.host} answered ${statusCode}`);
    }
    return read(response, signal);
  }
  throw new RpcError("picture-unreachable", `${url.host} redirects without end`);
}

function parse(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  // A user name and password in an address would be sent to the server.
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new RpcError("picture-address", `no address of a picture: ${address.slice(0, 100)}`);
  }
  return url;
}

function ask(url: URL, mayReach: (address: string) => boolean, signal: AbortSignal): Promise<http.IncomingMessage> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const refuse = (to: string) => new RpcError("picture-address", `${url.hostname} leads to ${to}, which is not on the public internet`);
  // A host that is an address is never looked up.
  if (isIP(host) && !mayReach(host)) throw refuse(host);
  const lookup: LookupFunction = (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const forbidden = error ? undefined : found.find((one) => !mayReach(one.address));
      const failed = error ?? (forbidden ? refuse(forbidden.address) : null);
      if (failed) done(failed, "", 0);
      else if (options.all) done(null, found);
      else done(null, found[0]!.address, found[0]!.family);
    });
  };
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((settle, fail) => {
    const failed = (error: Error) =>
      fail(error instanceof RpcError ? error : new RpcError("picture-unreachable", `${url.host} cannot be reached`, { cause: error }));
    const asked = request(url, {
      lookup,
      signal,
      agent: false,
      maxHeaderSize: 16_384,
      headers: { accept: "image/avif,image/webp,image/png,image/jpeg,image/gif", "accept-encoding": "identity", "user-agent": "Tahrir" },
    });
    asked.on("socket", (socket) => {
      socket.once("connect", () => {
        const { remoteAddress = "" } = socket;
        if (!mayReach(remoteAddress)) asked.destroy(refuse(remoteAddress));
      });
    });
    asked.once("error", failed);
    asked.once("response", settle);
    asked.end();
  });
}

const tooLarge = () => new RpcError("picture-too-large", `more than ${LARGEST} bytes`);

async function read(response: http.IncomingMessage, signal: AbortSignal): Promise<FetchedPicture> {
  const { "content-length": length, "content-encoding": coding = "identity" } = response.headers;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (Number(length ?? 0) > LARGEST) throw tooLarge();
    // No compression was asked for: a compressed answer could unpack to any size.
    if (coding !== "identity") throw new RpcError("picture-type", `packed as ${coding.slice(0, 20)}`);
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof RpcError) throw error;
    throw new RpcError("picture-unreachable", signal.aborted ? "took too long" : "broke off", { cause: error });
  } finally {
    response.destroy();
  }
  const bytes = Buffer.concat(chunks);
  const picture = pictureOf(bytes);
  if (!picture) throw new RpcError("picture-type", "no picture that an article may hold");
  if (isBomb(picture)) throw new RpcError("picture-too-large", `${picture.width} × ${picture.height} pixels`);
  return { type: picture.type, bytes };
}
