import { firstIndex } from "../../binary-search.ts";
import type { CharacterRun } from "./character-id.ts";

/** Looks up which of many runs, which may overlap, hold characters of another. */
export class RunIndex<R extends CharacterRun> {
  readonly #byClient = new Map<number, { readonly runs: readonly R[]; readonly ends: readonly number[] }>();

  constructor(runs: readonly R[]) {
    for (const [client, list] of Map.groupBy(runs, (run) => run.client)) {
      list.sort((a, b) => a.clock - b.clock);
      let end = 0;
      this.#byClient.set(client, { runs: list, ends: list.map(({ clock, length }) => (end = Math.max(end, clock + length))) });
    }
  }

  /** @returns those that hold a character of `run`, in the order of their first */
  touching({ client, clock, length }: CharacterRun): R[] {
    const { runs, ends } = this.#byClient.get(client) ?? { runs: [], ends: [] };
    const found: R[] = [];
    // The ends rise: each is that of all up to it.
    for (let i = firstIndex(ends.length, (at) => ends[at]! > clock); i < runs.length; i++) {
      const run = runs[i]!;
      if (run.clock >= clock + length) break;
      if (run.clock + run.length > clock) found.push(run);
    }
    return found;
  }
}
