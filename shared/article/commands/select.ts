import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type Command, type EditorState, type Selection, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { Slice } from "prosemirror-model";

/** A block of the article and the position before it. */
export interface PlacedBlock {
  readonly node: Node;
  readonly pos: number;
}

/** The selection as a range of text, whatever kind of selection it is. */
export function textRange(selection: Selection): { readonly from: number; readonly to: number } {
  return selection instanceof TextSelection ? selection : TextSelection.between(selection.$from, selection.$to);
}

/** The blocks that the selection touches, the headline among them. */
export function selectedBlocks(state: EditorState): PlacedBlock[] {
  const { from, to } = textRange(state.selection);
  const $from = state.doc.resolve(from);
  const last = state.doc.resolve(to).index(0);
  const blocks: PlacedBlock[] = [];
  let pos = $from.before(1);
  for (let index = $from.index(0); index <= last; index++) {
    const node = state.doc.child(index);
    blocks.push({ node, pos });
    pos += node.nodeSize;
  }
  return blocks;
}

/** The blocks that the selection touches and that may change their kind: all but the headline. */
export const selectedBody = (state: EditorState): PlacedBlock[] => selectedBlocks(state).filter(({ pos }) => pos > 0);

/**
 * Deletes the selected text and the boundaries in it; what stands behind joins the block where the selection starts. A picture
 * that is selected stays, with the caret at the end of its caption: what is typed goes there.
 */
export function deleteSelected(tr: Transaction): Transaction {
  if (tr.selection instanceof NodeSelection) return tr.setSelection(TextSelection.create(tr.doc, tr.selection.to - 1));
  const { from, to } = textRange(tr.selection);
  if (to > from) tr.step(new ReplaceStep(from, to, Slice.empty));
  return tr.setSelection(TextSelection.create(tr.doc, from));
}

/** Selects the whole article. */
export const selectAll: Command = (state, dispatch) => {
  dispatch?.(state.tr.setSelection(TextSelection.between(state.doc.resolve(0), state.doc.resolve(state.doc.content.size))));
  return true;
};
