/** Times in milliseconds. */
const QUIET = 5 * 60_000;
const HOUR = 60 * 60_000;

interface Work {
  /** When the first change came since the last version, and when the last one did. */
  readonly since: number;
  last: number;
  readonly people: Set<string>;
}

/**
 * Says when automatic versions are due: when nobody has written for five minutes, or after an hour of work without such a pause, and
 * at most once an hour for each article (VE4). A keystroke costs one entry in a map.
 */
export class VersionSchedule {
  readonly #work = new Map<string, Work>();
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The text of an article changed. @param member who wrote; null where that is not known here */
  changed(article: string, member: string | null): void {
    const now = this.#now();
    let work = this.#work.get(article);
    if (!work) this.#work.set(article, (work = { since: now, last: now, people: new Set() }));
    work.last = now;
    if (member !== null) work.people.add(member);
  }

  /** @param lastAt when the last automatic version of an article was made; 0 where there is none @returns articles of which one is due */
  due(lastAt: (article: string) => number): string[] {
    const now = this.#now();
    return [...this.#work].flatMap(([article, { since, last }]) => {
      const isPaused = now - last >= QUIET || now - since >= HOUR;
      return isPaused && now - lastAt(article) >= HOUR ? article : [];
    });
  }

  /** A version is made of all that changed. @returns who wrote since the last one, as far as it is known */
  taken(article: string): readonly string[] {
    const people = [...(this.#work.get(article)?.people ?? [])];
    this.#work.delete(article);
    return people;
  }
}
