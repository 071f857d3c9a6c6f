/**
 * What one socket has sent and its room has not taken yet, in order. It is taken as its member's allowance has it, and nothing more
 * is read from the socket meanwhile: who sends too much feels it in their own window, and loses nothing (LI2).
 */
import type { WebSocket } from "ws";
import type { Allowance } from "./allowance.ts";

export interface ReceiveQueueDeps {
  readonly socket: WebSocket;
  readonly allowance: Allowance;
  /** Gives a frame to the room. */
  readonly take: (frame: Uint8Array) => void;
  /** The room is still at work on the last one, and `resume` will be called. */
  readonly isHeld: () => boolean;
  /** Is told when frames have to wait for the allowance. */
  readonly onWait: () => void;
  /** Called once, when all is taken after `end`. */
  readonly onEnd: () => void;
}

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

  /** Frames wait, and the socket is not read. */
  get isWaiting(): boolean {
    return !this.#reading;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  add(frame: Uint8Array): void {
    this.#bytes += frame.length;
    this.#frames.push(frame);
    if (this.#timer === null) this.resume();
  }

  /** No more comes: what is there is taken all the same. */
  end(): void {
    this.#ended = true;
    if (this.#timer === null) this.resume();
  }

  /** Forgets what waits. */
  drop(): void {
    this.#frames = [];
    this.#next = 0;
    this.#bytes = 0;
  }

  /** Goes on, if it may. */
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
