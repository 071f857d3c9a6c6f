import type { EditorView } from "prosemirror-view";

/** Rectangles of one line with a gap of at most this, in pixels, are merged: the page would show through the gap. */
const TOUCHING = 1;

/**
 * The rectangles of the lines that a range of text covers, on screen and in pixels, without empty ones. Chromium gives a line in
 * parts, where the font or the direction changes.
 * @param from a ProseMirror position, as `to`
 * @param most rectangles to return
 */
export function lineRects(view: EditorView, from: number, to: number, most: number): DOMRect[] {
  const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  const rects: DOMRect[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width === 0 || rect.height === 0) continue;
    const last = rects.at(-1);
    const isBeside =
      last?.top === rect.top && last.bottom === rect.bottom && last.left <= rect.right + TOUCHING && rect.left <= last.right + TOUCHING;
    if (isBeside) {
      const left = Math.min(last.left, rect.left);
      rects[rects.length - 1] = new DOMRect(left, rect.top, Math.max(last.right, rect.right) - left, rect.height);
    } else if (rects.length < most) {
      rects.push(rect);
    } else {
      break;
    }
  }
  return rects;
}

/** Where a caret stands at a position, on screen and in pixels; of one in text that is not drawn, behind what is drawn before it. */
export function caretRect(view: EditorView, pos: number): { readonly left: number; readonly top: number; readonly bottom: number } {
  const { node } = view.domAtPos(pos, 1);
  const element = node instanceof Element ? node : node.parentElement!;
  let drawn: Element = element.closest(".ProseMirror > * > *") ?? element;
  if (drawn.getClientRects().length > 0) return view.coordsAtPos(pos, 1);
  while (drawn.previousElementSibling && drawn.getClientRects().length === 0) drawn = drawn.previousElementSibling;
  const rects = drawn.getClientRects();
  const isDrawn = rects.length > 0;
  const { left, right, top, bottom } = isDrawn ? rects[rects.length - 1]! : drawn.parentElement!.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(drawn.parentElement!).direction === "rtl";
  return { left: isRightToLeft === isDrawn ? left : right, top, bottom };
}
