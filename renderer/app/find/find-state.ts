import { FOLD_ALL, type Folding } from "../../../shared/text/fold.ts";
import type { FindQuery } from "../../../shared/text/find.ts";
import type { PatternFault } from "../../../shared/text/pattern.ts";

/** What the bar shows. */
export interface FindState {
  readonly isOpen: boolean;
  /** Whether the field for other words is shown, too. */
  readonly isReplacing: boolean;
  readonly query: FindQuery;
  readonly template: string;
  /** Only the part that was selected is looked at. */
  readonly isInSelection: boolean;
  readonly count: number;
  /** Of them, those that suggestions have taken away. */
  readonly formerCount: number;
  /** Number of the hit that one is at; -1 for none. */
  readonly index: number;
  /** What is wrong with the expression: it cannot be read, or takes too long. */
  readonly fault: PatternFault | "slow" | null;
  /** It is not known yet what there is. */
  readonly isSearching: boolean;
  /** The field that is to have the focus, each time that it is asked for. */
  readonly asked: { readonly field: "words" | "template"; readonly count: number };
  /** What was done last, or is about to be done. */
  readonly report: FindReport | null;
}

type FindReport =
  | { readonly type: "replaced" | "replacing"; readonly count: number }
  | { readonly type: "wrapped" | "wrappedBack" | "unchanged" };

export const CLOSED: FindState = {
  isOpen: false,
  isReplacing: false,
  query: { words: "", folding: FOLD_ALL, wholeWord: false, isPattern: false },
  template: "",
  isInSelection: false,
  count: 0,
  formerCount: 0,
  index: -1,
  fault: null,
  isSearching: false,
  asked: { field: "words", count: 0 },
  report: null,
};

/** The kinds of folding in the order in which they are shown. */
export const FOLDINGS = Object.keys(FOLD_ALL) as (keyof Folding)[];
