/** Text dropped into an article: put where a paste would put it, and whole blocks between blocks. */
import { Fragment, Slice, type ResolvedPos } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { deleteSelected, placeSlice, textRange } from "../../../shared/article/commands.ts";

/**
 * @param pos where it is dropped
 * @param moved true when it is the selection that is dragged, and not a copy of it
 * @returns null when nothing changes: a selection dropped on itself
 */
export function dropSlice(state: EditorState, slice: Slice, pos: number, moved: boolean): Transaction | null {
  const { tr, doc } = state;
  if (!moved) return placeSlice(caretAt(tr, pos), slice);
  const { from, to } = textRange(state.selection);
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  // Blocks that are selected to their ends go as blocks, and leave none behind; the headline stays where it is.
  const whole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size && $from.index(0) > 0;
  const start = whole ? $from.before(1) : from;
  const end = whole ? $to.after(1) : to;
  if (pos >= start && pos <= end) return null;
  const gap = whole ? gapAt(doc.resolve(pos)) : null;
  if (gap === start || gap === end) return null;
  if (!whole) return placeSlice(caretAt(deleteSelected(tr), tr.mapping.map(pos)), slice);
  tr.step(new ReplaceStep(start, end, Slice.empty));
  if (gap === null) return placeSlice(caretAt(tr, tr.mapping.map(pos)), slice);
  const target = tr.mapping.map(gap);
  const blocks: Fragment = doc.slice(start, end).content;
  tr.step(new ReplaceStep(target, target, new Slice(blocks, 0, 0)));
  return tr.setSelection(TextSelection.create(tr.doc, target + 1, target + blocks.size - 1));
}

/** Puts the caret into the text at a position, or nearest to it. */
export const caretAt = (tr: Transaction, pos: number): Transaction => tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));

/** The boundary between blocks that stands at a place; null within text, and before the headline. */
function gapAt($pos: ResolvedPos): number | null {
  if ($pos.depth === 0) return $pos.pos === 0 ? null : $pos.pos;
  if ($pos.parentOffset === $pos.parent.content.size) return $pos.after(1);
  return $pos.parentOffset === 0 && $pos.index(0) > 0 ? $pos.before(1) : null;
}
