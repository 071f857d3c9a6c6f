/**
 * How much of the serving thread each member may take, on all their connections together (LI6): so many units a second, and of
 * those so many in one turn of the event loop, after which it is the others' turn.
 */
import type { Rates } from "../limits.ts";
import { TokenBucket } from "../token-bucket.ts";

/** Units of one member in one turn: some twenty milliseconds. */
const SLICE = 100;
/** Units taken and not given back, with which a member counts as one who asks much. */
const STRAIN = 400;
/** Members that are remembered beyond those who took something of late. */
const REMEMBERED = 1_000;

export class Allowance {
  readonly #work: TokenBucket;
  readonly #presence: TokenBucket;
  /** Taken in this turn. */
  #taken = 0;

  constructor({ updatesPerSecond, presencePerSecond }: Rates, now: () => number) {
    this.#work = new TokenBucket(updatesPerSecond, now);
    this.#presence = new TokenBucket(presencePerSecond, now);
  }

  charge(what: "work" | "presence", cost: number): void {
    if (what === "presence") {
      this.#presence.take(cost);
      return;
    }
    this.#work.take(cost);
    if (this.#taken === 0) setImmediate(() => (this.#taken = 0));
    this.#taken += cost;
  }

  /** Milliseconds until more may be taken; 0 when there is no need to wait. */
  get wait(): number {
    return Math.max(this.#work.wait(), this.#presence.wait());
  }

  /** What may be taken in this turn is taken. */
  get isTurnOver(): boolean {
    return this.#taken >= SLICE;
  }

  /** See `RoomPeer`. */
  get isStrained(): boolean {
    return this.#work.missing > STRAIN;
  }

  /** Nothing was taken of late. */
  get isRested(): boolean {
    return this.#work.isFull && this.#presence.isFull;
  }
}

export class Allowances {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #all = new Map<string, Allowance>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(rates: Rates, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** The same for every connection of a member, also after all of them were closed. */
  of(member: string): Allowance {
    const known = this.#all.get(member);
    if (known) return known;
    if (this.#all.size >= REMEMBERED) for (const [id, allowance] of this.#all) if (allowance.isRested) this.#all.delete(id);
    const allowance = new Allowance(this.#rates, this.#now);
    this.#all.set(member, allowance);
    return allowance;
  }
}
