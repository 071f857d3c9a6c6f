/** Stretches of one client's clocks. */
import { firstIndex } from "../binary-search.ts";

/** Clocks from `clock` up to `end`. */
export interface Range {
  readonly clock: number;
  readonly end: number;
}

/** @returns them in order, those that touch or overlap as one */
export function united(ranges: Range[]): Range[] {
  const result: { clock: number; end: number }[] = [];
  for (const { clock, end } of ranges.sort((a, b) => a.clock - b.clock)) {
    const last = result.at(-1);
    if (last && clock <= last.end) last.end = Math.max(last.end, end);
    else result.push({ clock, end });
  }
  return result;
}

/** Whether one of the ranges, which are in order, holds all from `clock` up to `end`. */
export function covers(ranges: readonly Range[], clock: number, end: number): boolean {
  const range = ranges[firstThatEnds(ranges, end)];
  return range !== undefined && range.clock <= clock;
}

/** Whether one of the ranges, which are in order, holds some of `clock` up to `end`. */
export function touches(ranges: readonly Range[], clock: number, end: number): boolean {
  const range = ranges[firstThatEnds(ranges, clock + 1)];
  return range !== undefined && range.clock < end;
}

/** @returns what the others do not hold; both are in order, and so is this */
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

/** @returns the place of the first, of ranges in order, whose end is not before `end` */
const firstThatEnds = (ranges: readonly Range[], end: number): number => firstIndex(ranges.length, (i) => ranges[i]!.end >= end);
