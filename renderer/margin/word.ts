/** The word at a caret: what a comment is about when nothing is selected. */
import type { Node } from "prosemirror-model";
import type { Range } from "./places.ts";

const segmenter = new Intl.Segmenter("fa", { granularity: "word" });

/** @returns null where no word touches the caret */
export function wordAt(doc: Node, pos: number): Range | null {
  const $pos = doc.resolve(pos);
  if (!$pos.parent.isTextblock) return null;
  const text = $pos.parent.textBetween(0, $pos.parent.content.size, "\n", "\n");
  const offset = $pos.parentOffset;
  for (const { index, segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && index <= offset && offset <= index + segment.length) {
      const start = $pos.start() + index;
      return { from: start, to: start + segment.length };
    }
  }
  return null;
}
