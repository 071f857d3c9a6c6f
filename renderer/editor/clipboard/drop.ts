import { Slice, type ResolvedPos } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { deleteSelected, placeSlice, textRange } from "../../../shared/article/commands/commands.ts";

/** Puts what comes from elsewhere, or a copy, at a position. */
export const dropSlice = (tr: Transaction, slice: Slice, pos: number): Transaction => placeSlice(caretAt(tr, pos), slice);

/**
 * Moves what is selected to a position: as it stands now, with what others wrote in it since it was dragged.
 * @returns null when nothing changes, as for a selection dropped on itself
 */
export function moveSelection(state: EditorState, pos: number): Transaction | null {
  const { tr, doc } = state;
  const { from, to } = textRange(state.selection);
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  // Blocks that are selected to their ends go as blocks, and leave none behind; the headline stays where it is.
  const whole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size && $from.index(0) > 0;
  const start = whole ? $from.before(1) : from;
  const end = whole ? $to.after(1) : to;
  const gap = whole ? gapAt(doc.resolve(pos)) : null;
  if ((pos >= start && pos <= end) || gap === start || gap === end) return null;
  const moved = $from.sameParent($to) && !whole ? new Slice(doc.slice(from, to).content, 0, 0) : doc.slice(start, end, true);
  if (whole) tr.step(new ReplaceStep(start, end, Slice.empty));
  else deleteSelected(tr);
  if (gap === null) return dropSlice(tr, moved, tr.mapping.map(pos));
  const target = tr.mapping.map(gap);
  tr.step(new ReplaceStep(target, target, new Slice(moved.content, 0, 0)));
  return tr.setSelection(TextSelection.create(tr.doc, target + 1, target + moved.content.size - 1));
}

/** Puts the caret into the text at a position, or nearest to it. */
export const caretAt = (tr: Transaction, pos: number): Transaction => tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));

/** The boundary between blocks that stands at a place; null within text, and before the headline. */
function gapAt($pos: ResolvedPos): number | null {
  if ($pos.depth === 0) return $pos.pos === 0 ? null : $pos.pos;
  if ($pos.parentOffset === $pos.parent.content.size) return $pos.after(1);
  return $pos.parentOffset === 0 && $pos.index(0) > 0 ? $pos.before(1) : null;
}
