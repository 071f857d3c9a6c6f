import type { IncomingMessage } from "node:http";
import { SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import type { Keys } from "./keys.ts";
import type { Entry, Sessions } from "./sessions.ts";

const MINUTE = 60_000;
/** Failed handshakes that are answered in a minute. Valid credentials are accepted however many have failed. */
const MOST_FAILURES = 60;

export interface HandshakeAuthenticatorDeps {
  readonly keys: Keys;
  readonly sessions: Sessions;
  /** A key was used up: the link it was in opens nothing more. */
  readonly onKeyUsed: () => void;
  /** Milliseconds, never going back. */
  readonly now?: () => number;
}

/**
 * Decides which WebSocket handshakes get a port to the core over loopback, by the credential that a window sends as a
 * subprotocol: the one-use key of a link, or the tab's own secret. Rules RP5, RP6.
 */
export class HandshakeAuthenticator {
  readonly #deps: HandshakeAuthenticatorDeps;
  readonly #now: () => number;
  /** When the last handshakes failed. */
  #failures: number[] = [];

  constructor(deps: HandshakeAuthenticatorDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? (() => performance.now());
  }

  /** @returns the tab's session; null where the credential is missing or wrong */
  authenticate(request: IncomingMessage): Entry | null {
    const { keys, sessions, onKeyUsed } = this.#deps;
    const [protocol, credential, more] = (request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/);
    if (protocol === SUBPROTOCOL && more === undefined) {
      const [, kind, value] = /^(key|secret)\.([\w-]{1,100})$/.exec(credential ?? "") ?? [];
      const entry = kind === "secret" ? sessions.enter(value!) : kind === "key" && keys.redeem(value!) ? sessions.open() : null;
      if (kind === "key" && entry) onKeyUsed();
      if (entry) return entry;
    }
    this.#failures = this.#failures.filter((at) => at > this.#now() - MINUTE).slice(-MOST_FAILURES);
    this.#failures.push(this.#now());
    return null;
  }

  /** Whether so many handshakes failed in the last minute that another failure is cut off without an answer. */
  get isOverLimit(): boolean {
    return this.#failures.length > MOST_FAILURES;
  }
}
