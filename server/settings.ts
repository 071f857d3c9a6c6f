/** What can be set for `serve`, by flags and by the environment. */
import { anyText, bare, oneOf, optional, otherwise, required, several, webAddress, wholeNumber } from "./config.ts";
import { LEVELS } from "./log.ts";
import { WRONG_PER_MINUTE } from "./relay.ts";

export const DEFAULT_PORT = 8790;

/** Every command has these. */
export const COMMON = { data: required(anyText), json: bare } as const;

/** Short tokens can be guessed. */
const metricsToken = {
  expects: "a secret of 16 to 500 letters, digits and -._~+/=",
  read: (text: string) => (/^[\w\-.~+/=]{16,500}$/.test(text) ? text : null),
};

export const SERVE = {
  ...COMMON,
  host: otherwise(anyText, "127.0.0.1"),
  port: otherwise(wholeNumber(0, 65_535), DEFAULT_PORT),
  "public-url": optional(webAddress),
  "allow-origin": several(webAddress),
  "tls-cert": optional(anyText),
  "tls-key": optional(anyText),
  "trust-proxy": bare,
  "metrics-token": optional(metricsToken),
  "wrong-per-minute": otherwise(wholeNumber(1, 100_000), WRONG_PER_MINUTE),
  "log-level": otherwise(oneOf(LEVELS), "info"),
} as const;
