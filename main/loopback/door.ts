/** Who may have a port to the core over loopback: what a window brings as WebSocket subprotocols. Rules RP5, RP6. */
import type { IncomingMessage } from "node:http";
import { SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import type { Keys } from "./keys.ts";
import type { Entry, Sessions } from "./sessions.ts";

const MINUTE = 60_000;
/** Wrong keys and secrets that are answered in a minute; what is right is never held up. */
const WRONG_PER_MINUTE = 60;

export interface DoorParts {
  readonly keys: Keys;
  readonly sessions: Sessions;
  /** A key was used up, so that the link it was in is of no more use. */
  readonly onKeyUsed: () => void;
  /** Milliseconds, never going back. */
  readonly now?: () => number;
}

export class Door {
  readonly #parts: DoorParts;
  readonly #now: () => number;
  #wrong: number[] = [];

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** @returns null for who is not let in */
  admit(request: IncomingMessage): Entry | null {
    const { keys, sessions, onKeyUsed } = this.#parts;
    const [protocol, credential, more] = (request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/);
    if (protocol === SUBPROTOCOL && more === undefined) {
      const [, kind, value] = /^(key|secret)\.([\w-]{1,100})$/.exec(credential ?? "") ?? [];
      const entry = kind === "secret" ? sessions.enter(value!) : kind === "key" && keys.redeem(value!) ? sessions.open() : null;
      if (kind === "key" && entry) onKeyUsed();
      if (entry) return entry;
    }
    this.#wrong = this.#wrong.filter((at) => at > this.#now() - MINUTE).slice(-WRONG_PER_MINUTE);
    this.#wrong.push(this.#now());
    return null;
  }

  /** Nobody honest is wrong so often: whoever is now hears nothing. */
  get isBesieged(): boolean {
    return this.#wrong.length > WRONG_PER_MINUTE;
  }
}
