/**
 * What waits in memory for all sockets together, in both directions: what they have not read, and what they have begun to send.
 * When that is more than the budget, the largest goes first, of the member who has most (RE19).
 */

/** Bytes between two countings: each looks at every connection. */
const STEP = 1024 * 1024;

export interface Holder {
  readonly member: string;
  /** Bytes that are kept for this socket alone. */
  readonly own: number;
  /** Long buffers that may be kept for others, too. */
  readonly shared: Iterable<Uint8Array>;
  /** Ends the connection now, and lets go of all that. */
  drop(): void;
}

export class Backlogs {
  readonly #budget: number;
  readonly #holders = new Set<Holder>();
  /** As counted last, and what may have come since. */
  #counted = 0;
  #since = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** @returns a function to call when the connection is gone */
  add(holder: Holder): () => void {
    this.#holders.add(holder);
    return () => void this.#holders.delete(holder);
  }

  /** Bytes that wait now; what is kept for many counts once. */
  get size(): number {
    return sizeOf(this.#holders);
  }

  /** So many bytes more may wait. */
  grew(bytes: number): void {
    this.#since += bytes;
    if (this.#since < STEP || this.#counted + this.#since <= this.#budget) return;
    this.#since = 0;
    this.#counted = this.size;
    while (this.#counted > this.#budget && this.#holders.size > 0) {
      const largest = this.#largest();
      this.#holders.delete(largest);
      largest.drop();
      this.#counted = this.size;
    }
  }

  #largest(): Holder {
    const ofMember = new Map<string, Holder[]>();
    for (const holder of this.#holders) {
      const own = ofMember.get(holder.member);
      if (own) own.push(holder);
      else ofMember.set(holder.member, [holder]);
    }
    const most = [...ofMember.values()].reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
    return most.reduce((a, b) => (sizeOf([b]) > sizeOf([a]) ? b : a));
  }
}

function sizeOf(holders: Iterable<Holder>): number {
  const seen = new Set<Uint8Array>();
  let size = 0;
  for (const { own, shared } of holders) {
    size += own;
    for (const buffer of shared) {
      if (!seen.has(buffer)) size += buffer.length;
      seen.add(buffer);
    }
  }
  return size;
}
