import { anyText, bare, byteSize, oneOf, optional, otherwise, required, several, webAddress, wholeNumber, type Values } from "./config.ts";
import { DEFAULT_TIMEOUTS } from "../http/timeouts.ts";
import { LIMITS, WRONG_GUESSES_PER_MINUTE, type Limits } from "../limits.ts";
import { LEVELS } from "../ops/log.ts";

/** Where a relay listens unless told otherwise. */
export const DEFAULT_PORT = 8790;

/** Settings that every command has. */
export const COMMON = { data: required(anyText), json: bare } as const;

/** The name of the newsroom. */
const newsroomName = {
  expects: "a name of 1 to 100 characters in one line",
  read: (text: string) => (/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u.test(text.trim()) ? text.trim() : null),
};

/** Short tokens can be guessed. */
const metricsToken = {
  expects: "a secret of 16 to 500 letters, digits and -._~+/=",
  read: (text: string) => (/^[\w\-.~+/=]{16,500}$/.test(text) ? text : null),
};

const MEGABYTE = 1024 * 1024;

/** See `Limits`. */
const QUOTA = {
  "frame-bytes": otherwise(byteSize(64 * 1024, 256 * MEGABYTE), LIMITS.frameBytes),
  "updates-per-second": otherwise(wholeNumber(1, 1_000_000), LIMITS.updatesPerSecond),
  "presence-per-second": otherwise(wholeNumber(1, 1_000_000), LIMITS.presencePerSecond),
  "backlog-bytes": otherwise(byteSize(64 * 1024, 1024 * MEGABYTE), LIMITS.backlogBytes),
  "backlogs-bytes": otherwise(byteSize(MEGABYTE, 64 * 1024 * MEGABYTE), LIMITS.backlogsBytes),
  "connections-per-member": otherwise(wholeNumber(1, 1_000_000), LIMITS.connectionsPerMember),
  "connections-per-address": otherwise(wholeNumber(1, 1_000_000), LIMITS.connectionsPerAddress),
  "strangers-per-network": otherwise(wholeNumber(1, 1_000_000), LIMITS.strangers.perNetwork),
  strangers: otherwise(wholeNumber(1, 1_000_000), LIMITS.strangers.inAll),
  "pictures-bytes": otherwise(byteSize(MEGABYTE, 4 * 1024 * 1024 * MEGABYTE), LIMITS.picturesBytes),
  "document-bytes": otherwise(byteSize(64 * 1024, 1024 * MEGABYTE), LIMITS.room.documentBytes),
  "presence-bytes": otherwise(byteSize(256, MEGABYTE), LIMITS.room.presenceBytes),
  "presence-clients": otherwise(wholeNumber(1, 10_000), LIMITS.room.presenceClients),
} as const;

/** The limits that these values set. */
export function limitsOf(values: Values<typeof QUOTA>): Limits {
  return {
    frameBytes: values["frame-bytes"],
    updatesPerSecond: values["updates-per-second"],
    presencePerSecond: values["presence-per-second"],
    backlogBytes: values["backlog-bytes"],
    backlogsBytes: values["backlogs-bytes"],
    connectionsPerMember: values["connections-per-member"],
    connectionsPerAddress: values["connections-per-address"],
    strangers: { perNetwork: values["strangers-per-network"], inAll: values.strangers },
    picturesBytes: values["pictures-bytes"],
    room: {
      documentBytes: values["document-bytes"],
      presenceBytes: values["presence-bytes"],
      presenceClients: values["presence-clients"],
    },
  };
}

/** All settings of `serve`, by flags and by the environment. */
export const SERVE = {
  ...COMMON,
  ...QUOTA,
  name: optional(newsroomName),
  host: otherwise(anyText, "127.0.0.1"),
  port: otherwise(wholeNumber(0, 65_535), DEFAULT_PORT),
  "public-url": optional(webAddress),
  "allow-origin": several(webAddress),
  "tls-cert": optional(anyText),
  "tls-key": optional(anyText),
  "trust-proxy": bare,
  "metrics-token": optional(metricsToken),
  "request-seconds": otherwise(wholeNumber(1, 600), DEFAULT_TIMEOUTS.request / 1000),
  "wrong-per-minute": otherwise(wholeNumber(1, 100_000), WRONG_GUESSES_PER_MINUTE),
  "log-level": otherwise(oneOf(LEVELS), "info"),
} as const;
