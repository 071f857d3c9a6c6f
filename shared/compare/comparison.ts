/** What comparing two articles gives. Rules VE20–VE29 of shared/SPEC.md. */
import type { InlineAttribute } from "../article/model/names.ts";
import type { ArticleBlock } from "./compared-article.ts";

/** Offsets in the text of a block. */
interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A mark that stands on text in one of the articles, or says something else there; null where it is not. */
export interface MarkChange {
  readonly name: InlineAttribute;
  readonly before: unknown;
  readonly after: unknown;
}

/** A stretch of the text of two blocks: in both, only in the earlier one, or only in the later one. */
export type Segment =
  | {
      readonly type: "kept";
      readonly text: string;
      readonly before: TextRange;
      readonly after: TextRange;
      readonly marks: readonly MarkChange[];
    }
  | { readonly type: "removed"; readonly text: string; readonly before: TextRange }
  | { readonly type: "added"; readonly text: string; readonly after: TextRange };

/**
 * What else of a block is another: its kind (`heading2` with its level), a list's marker and level, its direction, the language said of it; of a picture
 * the picture itself, its description and credit. Null where there is none.
 */
export interface BlockChange {
  readonly name: "kind" | "list" | "indent" | "dir" | "lang" | "src" | "alt" | "credit";
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** One line of a comparison. */
export interface ComparedBlock {
  /**
   * "moved" stands at the new place and has the changes inside, "movedAway" at the old one. "equal" is equal in everything;
   * "changed" stands at the same place.
   */
  readonly type: "equal" | "changed" | "added" | "removed" | "moved" | "movedAway";
  /** The block in the earlier article; null for one that was added. */
  readonly before: ArticleBlock | null;
  /** The block in the later article; null for one that was removed. */
  readonly after: ArticleBlock | null;
  /** Of "movedAway" none. */
  readonly segments: readonly Segment[];
  readonly changes: readonly BlockChange[];
  /** Of a block that was moved: index of its other place in the comparison. */
  readonly otherPlace: number | null;
}

/** Two articles, compared. */
export interface Comparison {
  /**
   * In reading order: those with a block of the earlier article are in its order, but for "moved", and those with a block of the
   * later one in its order, but for "movedAway".
   */
  readonly blocks: readonly ComparedBlock[];
  /** How many of them were changed, added, removed or moved. */
  readonly changeCount: number;
}
