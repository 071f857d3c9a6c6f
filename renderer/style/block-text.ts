import type { Node } from "prosemirror-model";
import type { Range } from "../suggestions/index.ts";

/** Stands for what is no text: pictures, code. */
const OBJECT = "\uFFFC";

/**
 * The text of a block as the checker reads it, with as many characters as it has positions: no code, and line breaks that part words.
 * @param pieces what is read of it, in positions from where its text begins
 */
export function checkedText(block: Node, pieces: readonly Range[]): string {
  let text = "";
  for (const { from, to } of pieces) {
    block.nodesBetween(from, to, (node, pos) => {
      if (!node.isLeaf) return true;
      const written = node.isText ? node.text!.slice(Math.max(0, from - pos), to - pos) : node.type.name === "line_break" ? "\n" : OBJECT;
      text += node.marks.some(({ type }) => type.name === "code") ? OBJECT.repeat(written.length) : written;
      return false;
    });
  }
  return text;
}
