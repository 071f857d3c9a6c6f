import type { Format } from "./export-formats.ts";

/** Longest path of a folder, in UTF-16 units, and most days for which a night is kept. */
export const LONGEST_FOLDER = 1000;
export const MOST_DAYS = 3650;

/** Where, when and how a desk exports all articles each day. */
export interface NightlyExport {
  /** An absolute path on the desk's computer. */
  readonly folder: string;
  readonly format: Format;
  /** From which hour of the day on, by the computer's clock: 0 to 23. */
  readonly hour: number;
  /** For how many days a folder is kept. */
  readonly keep: number;
}

/** What became of an export. */
export interface NightlyResult {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The last day of which a folder was written, as `YYYY-MM-DD`; empty for none. */
  readonly date: string;
  /** Articles that were written, and that could not be. */
  readonly done: number;
  readonly failed: number;
  /** Why nothing was written; null when something was. */
  readonly error: string | null;
}

export interface NightlyState {
  /** Null while there is no such export. */
  readonly settings: NightlyExport | null;
  readonly last: NightlyResult | null;
  readonly isRunning: boolean;
}
