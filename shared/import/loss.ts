/** What an article cannot hold as a document has it. */
type LossKind =
  | "table"
  | "textBox"
  | "field"
  | "equation"
  | "chart"
  | "object"
  | "picture"
  | "header"
  | "hidden"
  | "symbol"
  | "headingLevel"
  | "number"
  | "innerLink"
  | "change"
  | "comment";

/** One thing that was not kept as it was, and where. */
export interface Loss {
  readonly kind: LossKind;
  /** Of the article that was made, counted from the headline, which is 0. */
  readonly block: number;
  /** The first words of the block. */
  readonly near: string;
  /** What it is about: the name of a field, the text of a header. May be empty. */
  readonly detail: string;
}

/** Most losses of one document that are told one by one. */
export const MOST_LOSSES = 1000;

/** Of the words by which a block is named, in UTF-16 units. */
export const NEAR = 60;
