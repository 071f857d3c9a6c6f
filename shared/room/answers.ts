import * as Y from "yjs";
import { MOST_CLIENTS } from "../wire/clients.ts";
import { FrameError } from "../wire/frames.ts";
import type { Later } from "./throttle.ts";

/** More bytes than a state vector of the most clients has. */
const LONGEST_VECTOR = 16 * MOST_CLIENTS;
/** Milliseconds between two answers. */
const INTERVAL = 1000;

/**
 * Answers a connection's sync steps 1: the first at once, and then one in a second. Whoever asks again meanwhile gets one answer when
 * it is due, to what was asked last: a replica lacks less then than it did before. Unlike a `Throttle`, which waits after each run,
 * it waits only when asked again: most connections ask once.
 */
export class Answers {
  readonly #answer: (stateVector: Uint8Array) => void;
  readonly #later: Later | undefined;
  #asked: Uint8Array | null = null;
  #at = -Infinity;

  /** @param later waits; without it every question is answered at once */
  constructor(answer: (stateVector: Uint8Array) => void, later: Later | undefined) {
    this.#answer = answer;
    this.#later = later;
  }

  /** @throws FrameError when it is none */
  ask(stateVector: Uint8Array): void {
    checkStateVector(stateVector);
    const isWaiting = this.#asked !== null;
    this.#asked = stateVector;
    if (isWaiting) return;
    const wait = this.#at + INTERVAL - Date.now();
    // A clock that was set back does not make anybody wait for it.
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
