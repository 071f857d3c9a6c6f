import { AllSelection, NodeSelection, Plugin, Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { caretRect } from "../layout/line-rects.ts";

interface Move {
  readonly direction: "left" | "right" | "backward" | "forward";
  readonly by: "character" | "line" | "lineboundary";
  /** While Ctrl is held. */
  readonly byMore: "word" | "paragraph" | "documentboundary";
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: { direction: "left", by: "character", byMore: "word" },
  ArrowRight: { direction: "right", by: "character", byMore: "word" },
  ArrowUp: { direction: "backward", by: "line", byMore: "paragraph" },
  ArrowDown: { direction: "forward", by: "line", byMore: "paragraph" },
  Home: { direction: "backward", by: "lineboundary", byMore: "documentboundary" },
  End: { direction: "forward", by: "lineboundary", byMore: "documentboundary" },
};

/**
 * The caret of a text that is not edited: browsers neither move nor draw one there, so that who may only comment could choose no words
 * by keyboard (NO93). It is drawn beside the text, as those of colleagues are.
 */
export function readingCaret(): Plugin {
  return new Plugin({
    props: { handleDOMEvents: { keydown: (view, event) => !view.editable && onKey(view, event) } },
    view(view) {
      const layer = document.createElement("div");
      layer.className = "caret-layer";
      layer.ariaHidden = "true";
      const caret = layer.appendChild(document.createElement("div"));
      caret.className = "reading-caret";
      caret.hidden = true;
      view.dom.before(layer);
      let frame = 0;
      const draw = () => {
        frame = 0;
        if (view.isDestroyed) return;
        const { selection } = view.state;
        caret.hidden = view.editable || !view.hasFocus() || !(selection instanceof TextSelection && selection.empty);
        if (caret.hidden) return;
        const origin = layer.getBoundingClientRect();
        const { left, top, bottom } = caretRect(view, selection.head);
        caret.style.translate = `${left - origin.left}px ${top - origin.top}px`;
        caret.style.blockSize = `${bottom - top}px`;
      };
      const schedule = () => {
        // Nothing is drawn for who writes.
        if (!view.editable || !caret.hidden) frame ||= requestAnimationFrame(draw);
      };
      for (const type of ["focus", "blur"] as const) view.dom.addEventListener(type, schedule);
      const sizes = new ResizeObserver(schedule);
      sizes.observe(view.dom);
      return {
        update: schedule,
        destroy: () => {
          cancelAnimationFrame(frame);
          for (const type of ["focus", "blur"] as const) view.dom.removeEventListener(type, schedule);
          sizes.disconnect();
          layer.remove();
        },
      };
    },
  });
}

function onKey(view: EditorView, event: KeyboardEvent): boolean {
  const { state } = view;
  const { key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
  const move = altKey || metaKey ? undefined : MOVES[key];
  const isAll = (ctrlKey || metaKey) && !altKey && !shiftKey && code === "KeyA";
  if (!move && !isAll) return false;
  event.preventDefault();
  select(view);
  const next = move ? selectionAfter(view, move, ctrlKey, shiftKey) : new AllSelection(state.doc);
  view.dispatch(state.tr.setSelection(next).scrollIntoView());
  return true;
}

/** Has the browser select what the view has: where nothing is edited it does not follow the focus into the text. */
function select(view: EditorView): void {
  const page = view.dom.ownerDocument.getSelection()!;
  const { anchor, head } = view.state.selection;
  if (view.dom.contains(page.focusNode)) return;
  const [from, to] = [view.domAtPos(anchor), view.domAtPos(head)];
  page.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function selectionAfter(view: EditorView, { direction, by, byMore }: Move, isMore: boolean, extend: boolean): Selection {
  const { doc, selection } = view.state;
  const isForward = direction === "forward" || direction === (directionAt(view, selection.from) === "rtl" ? "left" : "right");
  if (isMore && byMore === "documentboundary") {
    const end = isForward ? Selection.atEnd(doc) : Selection.atStart(doc);
    return extend ? TextSelection.between(selection.$anchor, end.$head) : end;
  }
  const side = isForward ? 1 : -1;
  if (selection instanceof NodeSelection) return Selection.near(doc.resolve(isForward ? selection.to : selection.from), side);
  const page = view.dom.ownerDocument.getSelection()!;
  page.modify(extend ? "extend" : "move", direction, isMore ? byMore : by);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = page;
  // What is behind the text's end is none of it.
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return selection;
  const [anchor, head] = [view.posAtDOM(anchorNode!, anchorOffset), view.posAtDOM(focusNode!, focusOffset)];
  const next = TextSelection.between(doc.resolve(anchor), doc.resolve(head), side);
  // Browsers do not get past a picture that stands before its caption.
  if (extend || by === "lineboundary" || !next.eq(selection)) return next;
  return Selection.findFrom(doc.resolve(isForward ? selection.$head.after(1) : selection.$head.before(1)), side) ?? selection;
}

function directionAt(view: EditorView, pos: number): string {
  const { node } = view.domAtPos(pos);
  return getComputedStyle(node instanceof Element ? node : node.parentElement!).direction;
}
