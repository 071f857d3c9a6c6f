/** Counts the open connections of each key (a member's ID, an address), and forgets keys that have none. */
export class ConnectionCount {
  readonly #counts = new Map<string, number>();

  /** Connections that are open; 0 for an unknown key. */
  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** One more is open. */
  add(key: string): void {
    this.#counts.set(key, this.of(key) + 1);
  }

  /** One is closed. */
  remove(key: string): void {
    const left = this.of(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
