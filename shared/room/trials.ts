/**
 * Updates that overlap what a room holds, and have to be tried out on all of it: who had how many tried, whatever connection they
 * came on, and what came while one was under way (SY22, LI7).
 */

/** Tried for one member in one room. */
const MOST = 20;
/** Milliseconds after which they are forgotten. */
const FORGOTTEN_AFTER = 60 * 60 * 1000;

export class Trials {
  readonly #counts = new Map<string, { count: number; readonly since: number }>();
  /** Of each trial that is under way, the clients that something came of. */
  readonly #underWay = new Set<Set<number>>();

  /** Counts one of a member. @returns false when there were too many */
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
   * Watches what comes while an update of these clients is tried out.
   * @returns when that is done, whether the trial still says something when that is asked: nothing of them came meanwhile
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
