/** By `at`, in milliseconds since 1970, the clocks of a Yjs client below `end` were stored. */
export interface ClockTime {
  readonly client: number;
  readonly end: number;
  readonly at: number;
}

const MINUTE = 60_000;

/** Whether both are in one minute, for which one time is kept. */
export const isSameMinute = (one: number, other: number): boolean => Math.floor(one / MINUTE) === Math.floor(other / MINUTE);

/**
 * Adds times of one client to known ones. The earliest that is known of a clock counts, since it was written by then; of the times
 * of one minute the last is kept.
 * @returns with rising ends and rising times
 */
export function withTimes(known: readonly ClockTime[], more: readonly ClockTime[]): ClockTime[] {
  const times: ClockTime[] = [];
  let earliest = Infinity;
  for (const time of [...known, ...more].sort((a, b) => b.end - a.end || a.at - b.at)) {
    if (time.end <= 0 || time.at >= earliest) continue;
    earliest = time.at;
    const last = times.at(-1);
    // Those of the minute that reach less far say nothing more.
    if (!last || !isSameMinute(last.at, time.at)) times.push(time);
  }
  return times.toReversed();
}
