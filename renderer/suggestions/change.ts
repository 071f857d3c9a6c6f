/** What one suggestion changes, as far as it can be said in a line. */
export type Change =
  | { readonly type: "inserted" | "struck"; readonly text: string }
  | { readonly type: "replaced"; readonly before: string; readonly after: string }
  /** What is struck out in one place and inserted in another. */
  | { readonly type: "moved"; readonly text: string }
  /** Block boundaries alone. */
  | { readonly type: "split" | "joined"; readonly count: number }
  /** Blocks that are no text. */
  | { readonly type: "insertedBlock" | "struckBlock" | "movedBlock"; readonly kind: string }
  /** A footnote with what refers to it; "" while nothing is written in it. */
  | { readonly type: "insertedFootnote" | "struckFootnote"; readonly text: string }
  /** What refers to a footnote, alone. */
  | { readonly type: "insertedReference" | "struckReference" }
  /** A form of letters: `value` is null where it is taken away. */
  | { readonly type: "text"; readonly name: string; readonly value: unknown; readonly text: string }
  /** Kinds of a block, of headings with their level, of items with their list: `heading2`, `numbered`. */
  | { readonly type: "kind"; readonly before: string; readonly after: string }
  /** Levels of an item of a list, from 0 on. */
  | { readonly type: "level"; readonly before: number; readonly after: number }
  /** Another attribute of a block. */
  | { readonly type: "attribute"; readonly name: string };
