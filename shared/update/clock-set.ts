import * as encoding from "lib0/encoding";
import { covers, difference, united, type Range } from "./ranges.ts";
import type { Stretch, UpdateContent } from "./scan.ts";

/** Ranges of one client after a gap: no honest client has so many. */
const MOST_BEYOND = 1000;

type Content = Pick<UpdateContent, "stretches" | "deletions">;

/**
 * Which clocks of each client a room holds, and which of them are deleted, without their content: enough to make a
 * state vector, to tell a new update from a known one, and to find one of which only a part is known.
 */
export class ClockSet {
  /** By client, the clock up to which there is no gap. */
  readonly #reach = new Map<number, number>();
  /** By client, the ranges after a gap, in order. Hardly any client has some. */
  readonly #beyond = new Map<number, readonly Range[]>();
  /** By client, the deleted ranges, in order, none touching another. */
  readonly #deleted: Map<number, Range[]>;
  /** Deleted ranges that are not merged into `#deleted` yet. */
  readonly #fresh = new Map<number, Range[]>();

  /** @param runs by client, in order, without overlap @param deleted by client, in order, none touching another */
  constructor(
    runs: Iterable<readonly [client: number, ranges: readonly Range[]]>,
    deleted: Iterable<readonly [client: number, ranges: readonly Range[]]> = [],
  ) {
    for (const [client, ranges] of runs) for (const range of ranges) this.#add(client, range);
    this.#deleted = new Map([...deleted].map(([client, ranges]) => [client, [...ranges]]));
  }

  /**
   * Adds the clocks of an update, unless only a part of one of its stretches is known.
   * @returns whether they were added
   */
  enter(content: Content): boolean {
    if (!content.stretches.every((stretch) => this.#fits(stretch))) return false;
    this.take(content);
    return true;
  }

  /** Adds the clocks of an update. */
  take({ stretches, deletions }: Content): void {
    for (const stretch of stretches) this.#add(stretch.client, stretch);
    for (const { client, clock, end } of deletions) {
      const fresh = this.#fresh.get(client);
      if (fresh) fresh.push({ clock, end });
      else this.#fresh.set(client, [{ clock, end }]);
    }
  }

  /** Whether an update has a clock or a deletion that is not known. A sync step 2 always carries all deletions that its sender knows. */
  lacks({ stretches, deletions }: Content): boolean {
    return (
      stretches.some(({ client, clock, end }) => end > this.#until(client) && !covers(this.#beyond.get(client) ?? [], clock, end)) ||
      deletions.some(({ client, clock, end }) => !covers(this.#deletedOf(client), clock, end))
    );
  }

  /** The deletions of an update that are not known yet. */
  freshDeletions({ deletions }: Content): Stretch[] {
    return deletions.flatMap(({ client, clock, end }) =>
      difference([{ clock, end }], this.#deletedOf(client)).map((range) => ({ client, ...range })),
    );
  }

  /**
   * The state vector, as Yjs encodes it for a sync step 1.
   * @param most by client, the highest clock that it states
   */
  stateVector(most: ReadonlyMap<number, number>): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, this.#reach.size);
      for (const [client, clock] of this.#reach) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, Math.min(clock, most.get(client) ?? clock));
      }
    });
  }

  /** Whether a replica with this state vector has all clocks. */
  isWithin(vector: ReadonlyMap<number, number>): boolean {
    if (this.#beyond.size > 0) return false;
    for (const [client, reach] of this.#reach) if (reach > (vector.get(client) ?? 0)) return false;
    return true;
  }

  /** All deletions, as an update without structs. */
  deletions(): Uint8Array {
    for (const client of this.#fresh.keys()) this.#deletedOf(client);
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, this.#deleted.size);
      for (const [client, ranges] of this.#deleted) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, ranges.length);
        for (const { clock, end } of ranges) {
          encoding.writeVarUint(encoder, clock);
          encoding.writeVarUint(encoder, end - clock);
        }
      }
    });
  }

  #until(client: number): number {
    return this.#reach.get(client) ?? 0;
  }

  #deletedOf(client: number): readonly Range[] {
    const fresh = this.#fresh.get(client);
    const old = this.#deleted.get(client) ?? [];
    if (!fresh) return old;
    const all = united([...old, ...fresh]);
    this.#deleted.set(client, all);
    this.#fresh.delete(client);
    return all;
  }

  /** Whether all of a stretch is known, or nothing of it. */
  #fits({ client, clock, end }: Stretch): boolean {
    const reach = this.#until(client);
    if (end <= reach) return true;
    if (clock < reach) return false;
    const beyond = this.#beyond.get(client);
    if (!beyond || covers(beyond, clock, end)) return true;
    return beyond.length < MOST_BEYOND && !beyond.some((other) => other.clock < end && clock < other.end);
  }

  #add(client: number, range: Range): void {
    const reach = this.#until(client);
    const beyond = this.#beyond.get(client);
    if (range.end <= reach || (beyond && covers(beyond, range.clock, range.end))) return;
    if (!beyond && range.clock <= reach) {
      this.#reach.set(client, range.end);
      return;
    }
    const all = united([...(beyond ?? []), range]);
    if (all[0]!.clock <= reach) this.#reach.set(client, all.shift()!.end);
    if (all.length > 0) this.#beyond.set(client, all);
    else this.#beyond.delete(client);
  }
}
