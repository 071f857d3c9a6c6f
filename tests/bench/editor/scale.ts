/** What is measured beside the text and around it. The test of the bench takes the least that has a figure. */
export interface Scale {
  /** An editor is opened so often in a round. */
  readonly openings: number;
  /** Beside the text while editors are compared, and in the whole program. */
  readonly notes: number;
  /** Of a margin that is full. */
  readonly manyNotes: number;
  /** In the library of the whole program, beside the one that is measured. */
  readonly articles: number;
  /** Of the whole program's page. */
  readonly loads: number;
}

export const FULL: Scale = { openings: 3, notes: 12, manyNotes: 300, articles: 60, loads: 5 };
