/** Characters that one person wrote. */
export interface WrittenPart {
  /** Indices in the body of the article. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
}

/**
 * Who wrote some characters of the earlier or of the later article (AU8).
 * @param from and `to` are indices in its body. @returns parts in order; characters of nobody known are in none
 */
export type WritersOf = (side: "before" | "after", from: number, to: number) => readonly WrittenPart[];
