import type { Node } from "prosemirror-model";
import type { Range } from "./placed.ts";

/** A line of text as it is read without some parts of it. */
export interface Line {
  /** The blocks that it is read from: several where the boundaries between them are left out. */
  readonly blocks: readonly Node[];
  /** What is read of them, in order, in positions of the document. */
  readonly pieces: readonly Range[];
}

/** A document line by line without `hidden`: ranges in order and apart, as `partsOf` gives them. */
export function* linesWithout(doc: Node, hidden: readonly Range[]): Generator<Line> {
  let [next, start] = [0, 1];
  let [blocks, pieces]: [Node[], Range[]] = [[], []];
  for (let i = 0; i < doc.childCount; i++) {
    const block = doc.child(i);
    const end = start + block.content.size;
    let from = start;
    for (; next < hidden.length && hidden[next]!.from <= end; next++) {
      const { from: first, to: last } = hidden[next]!;
      if (first > from) pieces.push({ from, to: first });
      from = Math.max(from, last);
      if (last > end) break;
    }
    if (from < end) pieces.push({ from, to: end });
    blocks.push(block);
    if (from <= end || i === doc.childCount - 1) {
      yield { blocks, pieces };
      [blocks, pieces] = [[], []];
    }
    start = end + 2;
  }
}

/**
 * The text of a line, with a blank for each line break and embedded value, so that its characters are as many as its positions. Of a
 * surrogate pair of which half is left out, the other is a U+FFFD, as it would be in the article.
 */
export function textOfLine(doc: Node, { blocks: [block, ...others], pieces }: Line): string {
  // In its block: to look a position up in the document takes as long as the document is.
  const isInOne = block !== undefined && others.length === 0 && pieces.length > 0;
  const [parent, start] = isInOne ? [block, doc.resolve(pieces[0]!.from).start(1)] : [doc, 0];
  return pieces
    .map(({ from, to }) => parent.textBetween(from - start, to - start, "", " "))
    .join("")
    .toWellFormed();
}

/** The position of a character of a line's text, or behind its last. */
export function posInLine({ pieces }: Line, offset: number): number {
  let left = offset;
  for (const { from, to } of pieces) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return pieces.at(-1)?.to ?? 0;
}
