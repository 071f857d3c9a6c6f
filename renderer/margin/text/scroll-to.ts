import type { EditorView } from "prosemirror-view";
import { caretRect } from "../../layout/line-rects.ts";
import { scrollerOf } from "./scroller.ts";

/** Text closer than this to the window's lower edge counts as out of sight, in pixels. */
const SIGHT = 48;

/** Scrolls until a ProseMirror position is in the middle of the window; not at all when it is in sight. */
export function scrollTo(view: EditorView, pos: number): void {
  const { node } = view.domAtPos(pos);
  const element = node instanceof Element ? node : node.parentElement;
  const { top, bottom } = caretRect(view, pos);
  const scroller = scrollerOf(view.dom);
  const toolbar = document.querySelector("[data-region=article] [role=toolbar]")?.getBoundingClientRect().bottom ?? 0;
  if (top >= toolbar && bottom <= Math.min(innerHeight, scroller.getBoundingClientRect().bottom) - SIGHT) return;
  const line = bottom - top;
  const tall = element !== null && element.getBoundingClientRect().height > innerHeight / 2;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  if (!tall) element?.scrollIntoView({ block: "center", behavior });
  else scroller.scrollBy({ top: top - innerHeight / 2 + line, behavior });
}
