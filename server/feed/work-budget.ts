/**
 * How long the newsroom lines of one member may keep the relay busy: half of the time, and a short burst. It is measured, not
 * guessed from what was sent, so that no frame is too cheap for its length; others are served in between (SY31).
 */

/** Milliseconds of work in a second, and at once. */
const PER_SECOND = 500;
const BURST = 50;

interface Balance {
  left: number;
  at: number;
}

export class WorkBudget {
  readonly #now: () => number;
  readonly #balances = new Map<string, Balance>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @returns milliseconds until `member` may have something done; 0 when at once */
  wait(member: string): number {
    const balance = this.#filled(member);
    return balance.left > 0 ? 0 : ((BURST / 2 - balance.left) * 1000) / PER_SECOND;
  }

  /** `member` has kept the relay busy for so many milliseconds. */
  spend(member: string, milliseconds: number): void {
    this.#filled(member).left -= milliseconds;
  }

  #filled(member: string): Balance {
    const now = this.#now();
    const balance = this.#balances.get(member) ?? { left: BURST, at: now };
    balance.left = Math.min(BURST, balance.left + ((now - balance.at) * PER_SECOND) / 1000);
    balance.at = now;
    this.#balances.set(member, balance);
    return balance;
  }
}
