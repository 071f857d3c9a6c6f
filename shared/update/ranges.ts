import { firstIndex } from "../binary-search.ts";

/** One client's clocks from `clock` up to, not including, `end`. */
export interface Range {
  readonly clock: number;
  readonly end: number;
}

/** Sorts ranges, and merges those that touch or overlap. */
export function united(ranges: Range[]): Range[] {
  const result: { clock: number; end: number }[] = [];
  for (const { clock, end } of ranges.sort((a, b) => a.clock - b.clock)) {
    const last = result.at(-1);
    if (last && clock <= last.end) last.end = Math.max(last.end, end);
    else result.push({ clock, end });
  }
  return result;
}

/** Whether one of the ranges, which are in order, contains `clock` up to `end`. */
export function covers(ranges: readonly Range[], clock: number, end: number): boolean {
  const range = ranges[firstThatEnds(ranges, end)];
  return range !== undefined && range.clock <= clock;
}

/** Whether one of the ranges, which are in order, overlaps `clock` up to `end`. */
export function touches(ranges: readonly Range[], clock: number, end: number): boolean {
  const range = ranges[firstThatEnds(ranges, clock + 1)];
  return range !== undefined && range.clock < end;
}

/** @returns the parts of `ranges` that `others` do not contain; all three are in order */
export function difference(ranges: readonly Range[], others: readonly Range[]): Range[] {
  const result: Range[] = [];
  const first = ranges[0];
  if (!first) return result;
  let next = firstThatEnds(others, first.clock + 1);
  for (const { clock, end } of ranges) {
    let at = clock;
    for (; next < others.length && others[next]!.clock < end; next++) {
      const other = others[next]!;
      if (other.clock > at) result.push({ clock: at, end: other.clock });
      at = Math.max(at, other.end);
      // It may reach into the next range.
      if (other.end >= end) break;
    }
    if (at < end) result.push({ clock: at, end });
  }
  return result;
}

/** @returns index of the first of the ranges, which are in order, whose end is at or after `end` */
const firstThatEnds = (ranges: readonly Range[], end: number): number => firstIndex(ranges.length, (i) => ranges[i]!.end >= end);
