/**
 * Updates that overlap what a room holds, and have to be tried out on all of it: who had how many tried, whatever connection they
 * came on, and what came while one was under way (SY22, LI7).
 */

/** Tried for one member in one room. */
const MOST = 20;
/** Milliseconds after which they are forgotten. */
const FORGOTTEN_AFTER = 60 * 60 * 1000;

/** Clients that something came of while a trial was under way. */
export type Trial = Set<number>;

export class Trials {
  readonly #counts = new Map<string, { count: number; readonly since: number }>();
  readonly #underWay = new Set<Trial>();

  /** Counts one of a member. @returns false when there were too many */
  mayTry(member: string): boolean {
    const now = Date.now();
    let own = this.#counts.get(member);
    if (!own || Math.abs(now - own.since) > FORGOTTEN_AFTER) this.#counts.set(member, (own = { count: 0, since: now }));
    return ++own.count <= MOST;
  }

  begin(): Trial {
    const trial: Trial = new Set();
    this.#underWay.add(trial);
    return trial;
  }

  /** An update of these clients was stored. */
  came(clients: readonly number[]): void {
    for (const trial of this.#underWay) for (const client of clients) trial.add(client);
  }

  /** @returns whether the trial still says something of an update of these clients: nothing of them came meanwhile */
  end(trial: Trial, clients: readonly number[]): boolean {
    this.#underWay.delete(trial);
    return !clients.some((client) => trial.has(client));
  }
}
