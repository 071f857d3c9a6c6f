/** Frames that a page runs itself, to time them. */
export class OwnFrames {
  readonly #waiting = new Map<number, FrameRequestCallback>();
  #last = 0;

  /** From now on nothing else runs what asks for a frame. */
  constructor() {
    window.requestAnimationFrame = (callback) => {
      this.#waiting.set(++this.#last, callback);
      return this.#last;
    };
    window.cancelAnimationFrame = (id) => void this.#waiting.delete(id);
  }

  /** Runs frames until none is asked for. */
  run(): void {
    for (let round = 0; round < 5 && this.#waiting.size > 0; round++) this.next();
  }

  /** Runs one frame. */
  next(): void {
    const callbacks = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const callback of callbacks) callback(performance.now());
  }
}
