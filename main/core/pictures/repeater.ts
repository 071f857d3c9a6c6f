/** Least and longest time until work that failed is begun again, in milliseconds; each failure doubles it. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 5 * 60_000;

/** What `work` says of when it is done again: in so many milliseconds, when it is asked for, or in a while that grows with each failure. */
export type Again = number | null | "failed";

/** Does one thing at a time: when it is asked for, and again as it says. */
export class Repeater {
  readonly #work: () => Promise<Again>;
  readonly #report: (error: unknown) => void;
  #isWorking = false;
  #isAskedAgain = false;
  #hasFailed = false;
  #timer: NodeJS.Timeout | null = null;
  #wait = FIRST_WAIT;

  constructor(work: () => Promise<Again>, report: (error: unknown) => void) {
    this.#work = work;
    this.#report = report;
  }

  /** @param isUrgent not to wait longer after a failure */
  start(isUrgent: boolean): void {
    if (isUrgent) this.#wait = FIRST_WAIT;
    if (this.#isWorking) this.#isAskedAgain = true;
    else if (isUrgent || !(this.#hasFailed && this.#timer)) void this.#run();
  }

  /** Ends no work that goes on. */
  stop(): void {
    this.#clear();
    this.#isAskedAgain = false;
    this.#hasFailed = false;
    this.#wait = FIRST_WAIT;
  }

  async #run(): Promise<void> {
    this.#clear();
    this.#isWorking = true;
    let again: Again;
    try {
      again = await this.#work();
    } catch (error) {
      // Such as a disk that is full.
      this.#report(error);
      again = "failed";
    }
    this.#isWorking = false;
    this.#hasFailed = again === "failed";
    if (this.#hasFailed) {
      this.#after(this.#wait);
      this.#wait = Math.min(LONGEST_WAIT, 2 * this.#wait);
    } else {
      this.#wait = FIRST_WAIT;
      if (this.#isAskedAgain) this.#after(0);
      else if (again !== null) this.#after(again as number);
    }
    this.#isAskedAgain = false;
  }

  #after(wait: number): void {
    this.#timer = setTimeout(() => void this.#run(), wait);
    this.#timer.unref();
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
