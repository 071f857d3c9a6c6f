import { Slice } from "prosemirror-model";
import { NodeSelection, type Command, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { lengthOfBackspace, lengthOfDelete } from "../../text/graphemes.ts";
import { selectReference } from "./footnotes.ts";
import { joinBackward, joinForward } from "./join.ts";
import { deleteSelected } from "./select.ts";

/** Stands for a line break or an embedded value in the text that units are counted in. */
const OBJECT = "\uFFFC";

const deleteRange = (tr: Transaction, from: number, to: number): Transaction =>
  tr.step(new ReplaceStep(from, to, Slice.empty)).scrollIntoView();

/** Backspace: the selection; a ZWNJ or a mark on a letter alone; or the joint with the block before. */
export const deleteBackward: Command = (state, dispatch) => {
  if (!state.selection.empty) return deleteSelection(state, dispatch);
  const { $from } = state.selection;
  const length = lengthOfBackspace($from.parent.textBetween(0, $from.parentOffset, null, OBJECT));
  if (length === 0) return joinBackward(state, dispatch);
  if (selectReference("before")(state, dispatch)) return true;
  dispatch?.(deleteRange(state.tr, $from.pos - length, $from.pos));
  return true;
};

/** Delete: the selection; one grapheme, a letter with its ZWNJ; or the joint with the next block. */
export const deleteForward: Command = (state, dispatch) => {
  if (!state.selection.empty) return deleteSelection(state, dispatch);
  const { $from } = state.selection;
  const length = lengthOfDelete($from.parent.textBetween($from.parentOffset, $from.parent.content.size, null, OBJECT));
  if (length === 0) return joinForward(state, dispatch);
  if (selectReference("behind")(state, dispatch)) return true;
  dispatch?.(deleteRange(state.tr, $from.pos, $from.pos + length));
  return true;
};

/** Deletes what is selected, a picture with its caption; false for a caret. */
export const deleteSelection: Command = (state, dispatch) => {
  const { selection } = state;
  if (selection.empty) return false;
  if (selection instanceof NodeSelection && selection.from > 0) {
    dispatch?.(deleteRange(state.tr, selection.from, selection.to));
    return true;
  }
  dispatch?.(deleteSelected(state.tr).scrollIntoView());
  return true;
};
