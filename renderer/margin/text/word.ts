import type { Node } from "prosemirror-model";
import type { Range } from "./places.ts";

const segmenter = new Intl.Segmenter("fa", { granularity: "word" });

/**
 * The word that a comment is about when nothing is selected.
 * @returns the word that touches the caret, else the nearest one before it in its block, else the first; null in a block without words
 */
export function wordAt(doc: Node, pos: number): Range | null {
  const $pos = doc.resolve(pos);
  if (!$pos.parent.isTextblock) return null;
  const text = $pos.parent.textBetween(0, $pos.parent.content.size, "\n", "\n");
  let nearest: Range | null = null;
  for (const { index, segment, isWordLike } of segmenter.segment(text)) {
    if (nearest && index > $pos.parentOffset) break;
    if (!isWordLike) continue;
    const from = $pos.start() + index;
    nearest = { from, to: from + segment.length };
    if (pos <= nearest.to) break;
  }
  return nearest;
}
