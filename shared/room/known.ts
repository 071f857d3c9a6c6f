/**
 * Which clocks of each client a room holds, and nothing of what they say: enough to see an update of which it holds a part
 * and not the rest.
 */
import { covers, united, type Range } from "./ranges.ts";
import type { Stretch } from "./scan.ts";

/** Stretches of one client behind gaps; nobody honest has so many. */
const MOST_BEYOND = 1000;

export class Known {
  /** Of each client, how far it goes without a gap. */
  readonly #reach = new Map<number, number>();
  /** What is there of a client behind a gap, in order. Hardly anybody has any. */
  readonly #beyond = new Map<number, readonly Range[]>();

  /** @param runs each client's, in order, without overlap */
  constructor(runs: Iterable<readonly [client: number, ranges: readonly Range[]]>) {
    for (const [client, ranges] of runs) for (const range of ranges) this.#add(client, range);
  }

  /**
   * Enters what an update holds.
   * @returns false when some part of it alone was known; what was entered then is not to be relied on
   */
  enter(update: readonly Stretch[]): boolean {
    let whole = true;
    for (const stretch of update) whole = this.#add(stretch.client, stretch) && whole;
    return whole;
  }

  /** @returns whether it is entered now, or was known whole */
  #add(client: number, range: Range): boolean {
    const reach = this.#reach.get(client) ?? 0;
    if (range.end <= reach) return true;
    if (range.clock < reach) return false;
    const beyond = this.#beyond.get(client);
    if (!beyond && range.clock === reach) {
      this.#reach.set(client, range.end);
      return true;
    }
    return this.#addBeyond(client, reach, beyond ?? [], range);
  }

  #addBeyond(client: number, reach: number, beyond: readonly Range[], range: Range): boolean {
    if (covers(beyond, range.clock, range.end)) return true;
    if (beyond.length >= MOST_BEYOND || beyond.some(({ clock, end }) => clock < range.end && range.clock < end)) return false;
    const all = united([...beyond, range]);
    if (all[0]!.clock === reach) this.#reach.set(client, all.shift()!.end);
    if (all.length > 0) this.#beyond.set(client, all);
    else this.#beyond.delete(client);
    return true;
  }
}
