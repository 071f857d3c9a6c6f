/** Runs jobs of one name one after the other; those of different names at once. */
export class JobsInTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what `job` returns, once it has had its turn */
  async run<T>(name: string, job: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const turn = before ? before.then(job) : job();
    // One that fails holds up no other.
    const settled = turn.catch(() => undefined);
    this.#last.set(name, settled);
    try {
      return await turn;
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name);
    }
  }
}
