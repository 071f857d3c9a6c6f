import * as Y from "yjs";
import { MOST_CLIENTS } from "../wire/clients.ts";
import { FrameError } from "../wire/frames.ts";
import type { Later } from "./throttle.ts";

/** Longest state vector that is read, in bytes: one of `MOST_CLIENTS` clients is shorter. */
const LONGEST_VECTOR = 16 * MOST_CLIENTS;
/** Milliseconds between two answers. */
const INTERVAL = 1000;

/**
 * Limits how often a connection's sync step 1 is answered: the first at once, then at most one a second (LI8). Of the
 * questions that come meanwhile only the last is answered, when the second is over, since a replica lacks less then
 * than before.
 */
export class Answers {
  readonly #answer: (stateVector: Uint8Array) => void;
  readonly #later: Later | undefined;
  #asked: Uint8Array | null = null;
  #at = -Infinity;

  /** @param answer sends what is missing. @param later waits; without it every question is answered at once */
  constructor(answer: (stateVector: Uint8Array) => void, later: Later | undefined) {
    this.#answer = answer;
    this.#later = later;
  }

  /** Answers now or when it is due. @throws FrameError for what is no state vector */
  ask(stateVector: Uint8Array): void {
    checkStateVector(stateVector);
    const isWaiting = this.#asked !== null;
    this.#asked = stateVector;
    if (isWaiting) return;
    const wait = this.#at + INTERVAL - Date.now();
    // A clock that was set back makes nobody wait longer.
    if (!this.#later || wait <= 0 || wait > INTERVAL) this.#give();
    else this.#later(() => this.#give(), wait);
  }

  #give(): void {
    const asked = this.#asked!;
    this.#asked = null;
    this.#at = Date.now();
    this.#answer(asked);
  }
}

function checkStateVector(bytes: Uint8Array): void {
  if (bytes.length > LONGEST_VECTOR) throw new FrameError(`a state vector of ${bytes.length} bytes`);
  try {
    Y.decodeStateVector(bytes);
  } catch (error) {
    throw new FrameError(`malformed state vector of ${bytes.length} bytes`, { cause: error });
  }
}
