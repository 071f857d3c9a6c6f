import type { CharacterRun } from "../model/character-id.ts";

/** Length of the shortest bins, in clocks. */
const SHORTEST = 64;

type Bins<R> = Map<number, R[]>;

/**
 * An index of runs by the characters that they are made of. Neither adding nor finding takes what the index is large. Runs of any
 * length may overlap: each stands in bins about as long as itself, at most two of them.
 */
export class RunIndex<R extends CharacterRun> {
  /** By client, then by the length of the bins, then by their number. */
  readonly #clients = new Map<number, Map<number, Bins<R>>>();

  add(run: R): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(run.length, SHORTEST)));
    const bins = made(
      made(this.#clients, run.client, () => new Map<number, Bins<R>>()),
      size,
      () => new Map<number, R[]>(),
    );
    const last = binOf(run.clock + run.length - 1, size);
    for (let bin = binOf(run.clock, size); bin <= last; bin++) made(bins, bin, () => []).push(run);
  }

  /** @returns the runs that have characters in common with `run`, each once, in no order */
  overlapping(run: CharacterRun): readonly R[] {
    const clients = this.#clients.get(run.client);
    if (!clients) return NONE;
    const found: R[] = [];
    const end = run.clock + run.length;
    for (const [size, bins] of clients) {
      const [first, last] = [binOf(run.clock, size), binOf(end - 1, size)];
      const look = (bin: number, runs: readonly R[]): void => {
        for (const one of runs) {
          const overlaps = one.clock < end && run.clock < one.clock + one.length;
          if (overlaps && bin === Math.max(first, binOf(one.clock, size))) found.push(one);
        }
      };
      // A run from outside may claim any length.
      if (last - first >= bins.size) {
        for (const [bin, runs] of bins) look(bin, runs);
        continue;
      }
      for (let bin = first; bin <= last; bin++) {
        const runs = bins.get(bin);
        if (runs) look(bin, runs);
      }
    }
    return found;
  }
}

const NONE: readonly never[] = [];

const binOf = (clock: number, size: number): number => Math.floor(clock / size);

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
