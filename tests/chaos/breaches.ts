/** Rules that were broken, and what was seen of it. */

export interface Breach {
  readonly rule: string;
  readonly what: string;
}

export class Breaches {
  readonly list: Breach[] = [];
  readonly #timeline: (what: string) => void;

  /** @param timeline is told of each */
  constructor(timeline: (what: string) => void) {
    this.#timeline = timeline;
  }

  /** @param rule its id in SPEC.md */
  add(rule: string, what: string): void {
    this.list.push({ rule, what });
    this.#timeline(`BROKEN ${rule}: ${what}`);
  }
}
