import type { WebSocket } from "ws";
import type { Allowance } from "./allowance.ts";

/** What a receive queue needs. */
export interface ReceiveQueueDeps {
  readonly socket: WebSocket;
  readonly allowance: Allowance;
  /** Gives a frame to the room. */
  readonly take: (frame: Uint8Array) => void;
  /** Whether the room is still at work on the last frame; it calls `resume` when it is done. */
  readonly isHeld: () => boolean;
  /** Told when frames have to wait for the allowance. */
  readonly onWait: () => void;
  /** Called once, when all frames are taken after `end`. */
  readonly onEnd: () => void;
}

/**
 * Frames that one socket has sent and its room has not taken yet, in order. They are taken as fast as the member's allowance
 * permits; meanwhile the socket is not read, so that TCP slows the sender down and nothing is lost (LI2).
 */
export class ReceiveQueue {
  readonly #deps: ReceiveQueueDeps;
  #frames: Uint8Array[] = [];
  #next = 0;
  #bytes = 0;
  #timer: NodeJS.Timeout | NodeJS.Immediate | null = null;
  #reading = true;
  #ended = false;

  constructor(deps: ReceiveQueueDeps) {
    this.#deps = deps;
  }

  /** Whether frames wait, and the socket is not read. */
  get isWaiting(): boolean {
    return !this.#reading;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends a frame that has come. */
  add(frame: Uint8Array): void {
    this.#bytes += frame.length;
    this.#frames.push(frame);
    if (this.#timer === null) this.resume();
  }

  /** No more frames come; those that wait are still taken. */
  end(): void {
    this.#ended = true;
    if (this.#timer === null) this.resume();
  }

  /** Discards what waits. */
  drop(): void {
    this.#frames = [];
    this.#next = 0;
    this.#bytes = 0;
  }

  /** Takes frames as far as the room and the allowance permit. */
  resume(): void {
    this.#timer = null;
    const { allowance, take, isHeld, onWait } = this.#deps;
    while (this.#next < this.#frames.length) {
      if (isHeld()) {
        this.#read(false);
        return;
      }
      const { wait } = allowance;
      if (wait > 0) {
        onWait();
        this.#read(false);
        this.#timer = setTimeout(() => this.resume(), Math.ceil(wait));
        return;
      }
      if (allowance.isTurnOver) {
        this.#read(false);
        this.#timer = setImmediate(() => this.resume());
        return;
      }
      const frame = this.#frames[this.#next++]!;
      this.#bytes -= frame.length;
      take(frame);
    }
    this.drop();
    if (this.#ended) {
      this.#ended = false;
      this.#deps.onEnd();
    } else {
      this.#read(true);
    }
  }

  #read(reading: boolean): void {
    if (reading === this.#reading) return;
    this.#reading = reading;
    if (reading) this.#deps.socket.resume();
    else this.#deps.socket.pause();
  }
}
