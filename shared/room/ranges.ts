/** Stretches of one client's clocks. */

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
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end < end) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.clock <= clock;
}

/** @returns what of `clock` up to `end` none of the ranges, which are in order, holds */
export function gaps(ranges: readonly Range[], clock: number, end: number): Range[] {
  const result: Range[] = [];
  let at = clock;
  for (const range of ranges) {
    if (range.clock >= end) break;
    if (range.clock > at) result.push({ clock: at, end: range.clock });
    at = Math.max(at, range.end);
  }
  if (at < end) result.push({ clock: at, end });
  return result;
}
