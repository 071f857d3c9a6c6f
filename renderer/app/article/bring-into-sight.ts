import type { EditorView } from "prosemirror-view";

/**
 * Scrolls the article until a position is in the middle of what is in sight.
 * @param edge part of the height at both edges in which it counts as out of sight; 0.5 scrolls wherever it is
 */
export function bringIntoSight(view: EditorView, pos: number, edge: number, behavior: ScrollBehavior = "smooth"): void {
  const { top, bottom } = view.coordsAtPos(pos, 1);
  const scroller = view.dom.closest(".app-desk") ?? document.documentElement;
  const sight = scroller.getBoundingClientRect();
  const margin = sight.height * edge;
  if (top >= sight.top + margin && bottom <= sight.bottom - margin) return;
  const isReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({ top: (top + bottom - sight.top - sight.bottom) / 2, behavior: isReduced ? "auto" : behavior });
}
