/** Trials of one member in one room within `FORGOTTEN_AFTER`. */
const MOST = 20;
/** In milliseconds. */
const FORGOTTEN_AFTER = 60 * 60 * 1000;

/**
 * Counts the updates of each member that have to be tried on a scratch copy of the room, over all connections, and
 * notes what is stored while one is being tried (SY22, LI7).
 */
export class Trials {
  readonly #counts = new Map<string, { count: number; readonly since: number }>();
  /** For each running trial, the clients of which updates were stored meanwhile. */
  readonly #underWay = new Set<Set<number>>();

  /** Counts one trial. @returns false when the member has had too many */
  mayTry(member: string): boolean {
    const now = Date.now();
    let own = this.#counts.get(member);
    if (!own || Math.abs(now - own.since) > FORGOTTEN_AFTER) this.#counts.set(member, (own = { count: 0, since: now }));
    return ++own.count <= MOST;
  }

  /** An update of these clients was stored. */
  came(clients: readonly number[]): void {
    for (const met of this.#underWay) for (const client of clients) met.add(client);
  }

  /**
   * Watches what is stored while an update of these clients is tried.
   * @returns once the trial is done: a function that says whether its result still holds, since nothing of these clients was stored since
   */
  async during(trial: Promise<void>, clients: readonly number[]): Promise<() => boolean> {
    const met = new Set<number>();
    this.#underWay.add(met);
    try {
      await trial;
    } catch (error) {
      this.#underWay.delete(met);
      throw error;
    }
    return () => {
      this.#underWay.delete(met);
      return !clients.some((client) => met.has(client));
    };
  }
}
