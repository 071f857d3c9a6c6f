import { strongIn, type Direction } from "./direction.ts";

/** A stretch of a text that runs one way, in UTF-16 units. */
export interface DirectionRun {
  readonly from: number;
  readonly to: number;
  readonly direction: Direction;
}

/** Numbers behind letters that run left to right, with the signs that belong to them, run with those; in other texts any digits. */
const LATIN_NUMBER = /^[^]*[0-9][%$£€°]*/;
const NUMBER = /^[^]*[0-9\u0660-\u0669\u06F0-\u06F9]/;

/**
 * A text in stretches that run one way, as rules W and N of https://unicode.org/reports/tr9/ draw it, for formats in which each run
 * says which way it runs: what is neutral runs with what is on both sides of it, else with what surrounds the text.
 * @param base which way that is
 */
export function directionRuns(text: string, base: Direction): DirectionRun[] {
  const runs: DirectionRun[] = [];
  const push = (to: number, direction: Direction): void => {
    const from = runs.at(-1)?.to ?? 0;
    const last = runs.at(-1);
    if (to <= from) return;
    if (last?.direction === direction) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, direction });
  };
  let before: Direction = base;
  const gap = (to: number, after: Direction): void => {
    const from = runs.at(-1)?.to ?? 0;
    const between = text.slice(from, to);
    if (before === after) push(to, before);
    else {
      const number = before === base ? null : (before === "ltr" ? LATIN_NUMBER : NUMBER).exec(between);
      if (number) push(from + number[0].length, before);
      push(to, base);
    }
  };
  for (const { index, length, direction } of strongIn(text)) {
    gap(index, direction);
    push(index + length, direction);
    before = direction;
  }
  gap(text.length, base);
  return runs;
}
