import type { Node } from "prosemirror-model";
import { footnoteOf, isFootnote, numbered, referencesIn } from "./footnotes.ts";

/** A footnote as it leaves an article. */
interface LeavingFootnote {
  readonly id: string;
  readonly number: number;
  /** Its paragraphs, at least one. */
  readonly blocks: readonly Node[];
}

export interface PartedFootnotes {
  /** All blocks but footnotes. */
  readonly text: readonly Node[];
  /** Those to which the text refers, in the order of their numbers. */
  readonly footnotes: readonly LeavingFootnote[];
  /** Paragraphs of footnotes to which nothing refers. */
  readonly others: readonly Node[];
  /** Of all footnotes to which something refers, also those that are missing (FN3). */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Parts the blocks of an article, or some of them, into text and footnotes in the order of their numbers (EX46). */
export function partFootnotes(blocks: readonly Node[]): PartedFootnotes {
  const numbers = numbered(blocks.flatMap((block) => referencesIn(block, 0)));
  const own = Map.groupBy(blocks.filter(isFootnote), (block) => footnoteOf(block) ?? "");
  return {
    text: blocks.filter((block) => !isFootnote(block)),
    footnotes: [...numbers].flatMap(([id, number]) => {
      const paragraphs = own.get(id);
      return paragraphs ? [{ id, number, blocks: paragraphs }] : [];
    }),
    others: [...own].flatMap(([id, paragraphs]) => (numbers.has(id) ? [] : paragraphs)),
    numbers,
  };
}

/** The same blocks with footnotes behind the text, in the order of their numbers. */
export function footnotesInOrder(blocks: readonly Node[]): Node[] {
  const { text, footnotes, others } = partFootnotes(blocks);
  return [...text, ...footnotes.flatMap((footnote) => footnote.blocks), ...others];
}
