/** Bytes of growth between two counts: each count looks at every connection. */
const STEP = 1024 * 1024;

/** A connection that holds bytes in memory. */
export interface Holder {
  readonly member: string;
  /** Bytes that are kept for this socket alone. */
  readonly own: number;
  /** Long buffers, which other connections may hold, too. */
  readonly shared: Iterable<Uint8Array>;
  /** Ends the connection now, and frees all that it holds. */
  drop(): void;
}

/**
 * Bounds the memory that all sockets hold together: what their readers have not taken, and what their senders have begun to send.
 * Above the budget, the largest connection of the member who holds most is dropped, until it fits (RE19).
 */
export class Backlogs {
  readonly #budget: number;
  readonly #holders = new Set<Holder>();
  /** Bytes at the last count, and bytes that may have been added since. */
  #counted = 0;
  #since = 0;

  /** @param budget bytes */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Counts a connection. @returns a function to call when the connection is gone */
  add(holder: Holder): () => void {
    this.#holders.add(holder);
    return () => void this.#holders.delete(holder);
  }

  /** Bytes that are held now; a buffer that many hold counts once. */
  get size(): number {
    return sizeOf(this.#holders);
  }

  /** Notes that up to so many more bytes are held, and drops connections where that is too much. */
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
