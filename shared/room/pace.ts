/** Does something at once, and then again no sooner than after a pause: what is asked for meanwhile is done once, at its end. */
/** Runs something after so many milliseconds. */
export type Later = (run: () => void, milliseconds: number) => void;

export class Pace {
  readonly #run: () => void;
  readonly #pause: () => number;
  readonly #later: Later | undefined;
  #resting = false;
  #asked = false;

  /**
   * @param pause milliseconds until it may be done again, asked after each time; 0 for at once
   * @param later waits; without it there is no pause
   */
  constructor(run: () => void, pause: () => number, later?: Later) {
    this.#run = run;
    this.#pause = pause;
    this.#later = later;
  }

  ask(): void {
    if (this.#resting) {
      this.#asked = true;
      return;
    }
    this.#run();
    const pause = this.#pause();
    if (!this.#later || pause === 0) return;
    this.#resting = true;
    this.#later(() => {
      this.#resting = false;
      if (!this.#asked) return;
      this.#asked = false;
      this.ask();
    }, pause);
  }
}
