/** What two sequences have in common, in order. */
import { diff } from "fast-myers-diff";

/** `length` elements from `a` in the one sequence on are the same as those from `b` in the other. */
export interface CommonRun {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

class Exhausted extends Error {}

/**
 * The longest common subsequence, in runs and in order; of sequences in which it would take too long to find, a shorter one.
 * @param effort comparisons of two elements that it may take, for each element of both
 */
export function commonRuns(a: readonly number[], b: readonly number[], effort: number): CommonRun[] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const runs: CommonRun[] = [
    { a: 0, b: 0, length: start },
    ...between(a, b, start, end, effort),
    { a: a.length - end, b: b.length - end, length: end },
  ];
  return joined(runs.filter(({ length }) => length > 0));
}

/** What is common between a start and an end that both sequences have in common. */
function between(a: readonly number[], b: readonly number[], start: number, end: number, effort: number): CommonRun[] {
  const [inA, inB] = [new Set(a.slice(start, a.length - end)), new Set(b.slice(start, b.length - end))];
  // What only one has cannot be common, and is what takes time.
  const placesIn = (elements: readonly number[], other: ReadonlySet<number>): number[] => {
    const places: number[] = [];
    for (let i = start; i < elements.length - end; i++) if (other.has(elements[i]!)) places.push(i);
    return places;
  };
  const [placesA, placesB] = [placesIn(a, inB), placesIn(b, inA)];
  const [partA, partB] = [placesA.map((i) => a[i]!), placesB.map((j) => b[j]!)];
  return shortestEdit(partA, partB, effort * (a.length + b.length)).flatMap((run) =>
    Array.from({ length: run.length }, (_, k) => ({ a: placesA[run.a + k]!, b: placesB[run.b + k]!, length: 1 })),
  );
}

function shortestEdit(a: readonly number[], b: readonly number[], most: number): CommonRun[] {
  let left = most;
  const isSame = (i: number, j: number): boolean => {
    if (left-- <= 0) throw new Exhausted();
    return a[i] === b[j];
  };
  try {
    const runs: CommonRun[] = [];
    let [i, j] = [0, 0];
    for (const [from, to, , toB] of diff(a as number[], b as number[], isSame)) {
      runs.push({ a: i, b: j, length: from - i });
      [i, j] = [to, toB];
    }
    runs.push({ a: i, b: j, length: a.length - i });
    return runs;
  } catch (error) {
    if (error instanceof Exhausted) return aroundRareOnes(a, b);
    throw error;
  }
}

/** Elements that occur once in both sequences, in order, with what is the same around them. */
function aroundRareOnes(a: readonly number[], b: readonly number[]): CommonRun[] {
  const [once, places] = [placesOfSingles(a), placesOfSingles(b)];
  const pairs = [...once].flatMap(([element, i]) =>
    i >= 0 && (places.get(element) ?? -1) >= 0 ? [[i, places.get(element)!] as const] : [],
  );
  const inOrder = heaviestIncreasing(pairs.map(([, j]) => ({ at: j, weight: 1 })));
  const runs: CommonRun[] = [];
  let [lastA, lastB] = [0, 0];
  for (const index of inOrder) {
    const [i, j] = pairs[index]!;
    if (i < lastA || j < lastB) continue;
    let [before, after] = [0, 1];
    while (i - before > lastA && j - before > lastB && a[i - before - 1] === b[j - before - 1]) before++;
    while (i + after < a.length && j + after < b.length && a[i + after] === b[j + after]) after++;
    runs.push({ a: i - before, b: j - before, length: before + after });
    [lastA, lastB] = [i + after, j + after];
  }
  return runs;
}

/** Of each element its place, in order; -1 where it has several. */
function placesOfSingles(elements: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const [i, element] of elements.entries()) places.set(element, places.has(element) ? -1 : i);
  return places;
}

function joined(runs: readonly CommonRun[]): CommonRun[] {
  const all: CommonRun[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last && last.a + last.length === run.a && last.b + last.length === run.b)
      all[all.length - 1] = { ...last, length: last.length + run.length };
    else all.push(run);
  }
  return all;
}

/**
 * Of items in a row, those of the greatest weight in all whose places increase.
 * @param items no two at the same place
 * @returns their indices, in order
 */
export function heaviestIncreasing(items: readonly { readonly at: number; readonly weight: number }[]): number[] {
  const ranks = items.map((_, i) => i).sort((a, b) => items[a]!.at - items[b]!.at);
  const rankOf = new Int32Array(items.length);
  for (const [rank, i] of ranks.entries()) rankOf[i] = rank + 1;
  /** A Fenwick tree of the best chain that ends at or before a rank. */
  const best = new Int32Array(items.length + 1).fill(-1);
  const weights = new Float64Array(items.length);
  const previous = new Int32Array(items.length).fill(-1);
  const heavier = (a: number, b: number): number => (b === -1 || (a !== -1 && weights[a]! >= weights[b]!) ? a : b);
  let last = -1;
  for (let i = 0; i < items.length; i++) {
    let before = -1;
    for (let rank = rankOf[i]! - 1; rank > 0; rank -= rank & -rank) before = heavier(before, best[rank]!);
    previous[i] = before;
    weights[i] = items[i]!.weight + (before === -1 ? 0 : weights[before]!);
    for (let rank = rankOf[i]!; rank <= items.length; rank += rank & -rank) best[rank] = heavier(best[rank]!, i);
    last = heavier(last, i);
  }
  const chain: number[] = [];
  for (let i = last; i !== -1; i = previous[i]!) chain.push(i);
  return chain.toReversed();
}
