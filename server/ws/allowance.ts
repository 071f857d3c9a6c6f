import type { Rates } from "../limits.ts";
import { TokenBucket } from "../token-bucket.ts";

/** Units of one member in one turn of the event loop: some twenty milliseconds of work. */
const SLICE = 100;
/** Units taken and not given back above which a member counts as strained. */
const STRAIN = 400;
/** Allowances above which those that are full again are forgotten. */
const REMEMBERED = 1_000;

/**
 * How much of the serving thread one member may take on all connections together (LI6): units a second by a token bucket, and of
 * those so many in one turn of the event loop, after which others are served. Presence has a bucket of its own (LI2).
 */
export class Allowance {
  readonly #work: TokenBucket;
  readonly #presence: TokenBucket;
  /** Units taken in this turn. */
  #taken = 0;

  constructor({ updatesPerSecond, presencePerSecond }: Rates, now: () => number) {
    this.#work = new TokenBucket(updatesPerSecond, now);
    this.#presence = new TokenBucket(presencePerSecond, now);
  }

  /** Charges work that was done, or a presence frame that was received. @param cost units of `shared/room/cost.ts`, or frames */
  charge(what: "work" | "presence", cost: number): void {
    if (what === "presence") {
      this.#presence.take(cost);
      return;
    }
    this.#work.take(cost);
    if (this.#taken === 0) setImmediate(() => (this.#taken = 0));
    this.#taken += cost;
  }

  /** Milliseconds until more may be taken; 0 when nothing is owed. */
  get wait(): number {
    return Math.max(this.#work.wait(), this.#presence.wait());
  }

  /** Whether the member has used up its share of this turn of the event loop. */
  get isTurnOver(): boolean {
    return this.#taken >= SLICE;
  }

  /** Whether the member took much of late: see `RoomPeer`. */
  get isStrained(): boolean {
    return this.#work.missing > STRAIN;
  }

  /** Whether all that was taken has come back. */
  get isRested(): boolean {
    return this.#work.isFull && this.#presence.isFull;
  }
}

/** The allowance of each member. */
export class Allowances {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #all = new Map<string, Allowance>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(rates: Rates, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** The allowance that all connections of a member share, also after all of them were closed. @param member ID */
  of(member: string): Allowance {
    const known = this.#all.get(member);
    if (known) return known;
    if (this.#all.size >= REMEMBERED) for (const [id, allowance] of this.#all) if (allowance.isRested) this.#all.delete(id);
    const allowance = new Allowance(this.#rates, this.#now);
    this.#all.set(member, allowance);
    return allowance;
  }
}
