import { Plugin, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { partsOf } from "./parts.ts";
import { hiddenIn, textViewKey, textViewOf, type TextView } from "./text-view.ts";

/** Keys that erase beside the caret, by which side of it. */
const ERASES: Readonly<Record<string, -1 | 1>> = { Backspace: -1, Delete: 1 };
/** With Ctrl, where that is a Mac; elsewhere the caret only steps over what nobody sees. */
const ERASES_WITH_CTRL: Readonly<Record<string, -1 | 1>> = { h: -1, d: 1 };

/**
 * The view that an editor shows its suggestions in (SU40): said on its element, for the style sheet, which hides what a view hides.
 * Keeps the caret out of hidden text, and has keys erase what is seen (SU42).
 */
export function textViewPlugin(): Plugin<TextView> {
  return new Plugin<TextView>({
    key: textViewKey,
    state: { init: () => "marks", apply: (tr, textView) => (tr.getMeta(textViewKey) as TextView | undefined) ?? textView },
    props: {
      attributes: (state) => ({ "data-text-view": textViewOf(state) }),
      handleDOMEvents: {
        // Before any key is handled: what is erased is what stands before or behind the hidden text.
        keydown: (view, event) => {
          const side = ERASES[event.key] ?? (event.ctrlKey ? ERASES_WITH_CTRL[event.key] : undefined);
          if (side !== undefined && !event.isComposing && view.editable) stepOver(view, side);
          return false;
        },
      },
    },
    appendTransaction: (_transactions, before, state) => {
      if (before.doc === state.doc && before.selection.eq(state.selection) && textViewOf(before) === textViewOf(state)) return null;
      const { selection } = state;
      const part = hiddenIn(textViewOf(state));
      if (part === null || !(selection instanceof TextSelection) || !selection.empty) return null;
      const inside = partsOf(state, part, selection.from, selection.from).find(
        ({ from, to }) => from < selection.from && selection.from < to,
      );
      return inside ? state.tr.setSelection(TextSelection.near(state.doc.resolve(inside.from), -1)) : null;
    },
  });
}

/** Moves the caret over hidden text that stands beside it. */
function stepOver(view: EditorView, side: -1 | 1): void {
  const { state } = view;
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty) return;
  const pos = pastHidden(state, selection.from, side);
  if (pos !== selection.from) view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, pos)));
}

/** The position behind the hidden text that stands at `pos`, or before it; `pos` where there is none. */
function pastHidden(state: EditorState, pos: number, side: -1 | 1): number {
  const part = hiddenIn(textViewOf(state));
  if (part === null) return pos;
  for (let at = pos; ;) {
    const near = partsOf(state, part, Math.max(0, at - 1), Math.min(state.doc.content.size, at + 1));
    const beside = near.find(({ from, to }) => (side < 0 ? from < at && at <= to : from <= at && at < to));
    const next = beside && (side < 0 ? beside.from : beside.to);
    // Behind a block that is hidden to the end of the article there is no text.
    if (next === undefined || !state.doc.resolve(next).parent.inlineContent) return at;
    at = next;
  }
}
