import type { EditorView } from "prosemirror-view";

/**
 * The rectangles of the lines that a range of text covers, on screen and in pixels, without empty ones.
 * @param from a ProseMirror position, as `to`
 * @param most rectangles to return
 */
export function lineRects(view: EditorView, from: number, to: number, most: number): DOMRect[] {
  const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0).slice(0, most);
}
