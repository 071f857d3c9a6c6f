import type { Range } from "./places.ts";

export interface CoveredRange extends Range {
  /** How many of the ranges cover it. */
  readonly depth: number;
}

/**
 * Where ranges overlap, and how many do.
 * @returns what the ranges cover, in order, split where the number of them changes
 */
export function depths(ranges: readonly Range[]): CoveredRange[] {
  const ends = ranges
    .flatMap(({ from, to }) => [
      { at: from, step: 1 },
      { at: to, step: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const covered: CoveredRange[] = [];
  let depth = 0;
  let from = 0;
  for (const { at, step } of ends) {
    if (depth > 0 && at > from) {
      const last = covered.at(-1);
      if (last && last.depth === depth && last.to === from) covered[covered.length - 1] = { from: last.from, to: at, depth };
      else covered.push({ from, to: at, depth });
    }
    depth += step;
    from = at;
  }
  return covered;
}
