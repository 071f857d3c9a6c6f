import type { FindQuery } from "../../../shared/text/find.ts";

/** What a worker is to do: find, or, with a template, say what is written for each hit. */
export interface PatternJob {
  readonly id: number;
  readonly query: FindQuery;
  readonly texts: readonly string[];
  readonly template: string | null;
}

/** By text. */
export interface PatternAnswer {
  readonly id: number;
  readonly offsets: readonly (readonly number[])[];
  readonly replacements: readonly (readonly string[])[];
}
