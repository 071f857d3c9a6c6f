import { Slice, type Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { isFootnote, mayJoin } from "../model/footnotes.ts";
import { indentOf } from "../model/schema.ts";
import { removeEmptyFootnote } from "./footnotes.ts";
import { retype } from "./kind.ts";

/**
 * Backspace at the start of a block: a figure is selected, an item moves out one level, an empty footnote goes with what refers to it,
 * any other kind becomes a paragraph, and a paragraph goes on where the block before it ends; the first one in the headline.
 */
export const joinBackward: Command = (state, dispatch) => {
  if (removeEmptyFootnote(state, dispatch)) return true;
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset > 0 || $from.index(0) === 0) return false;
  const block = $from.parent;
  const pos = $from.before(1);
  const indent = indentOf(block);
  // A picture is not thrown away with the last letter of its caption: it is selected, and gone at the next key.
  if (block.type.name === "figure") dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, pos)).scrollIntoView());
  else if (block.type.name === "item" && indent > 0) dispatch?.(state.tr.setNodeAttribute(pos, "indent", indent - 1));
  else if (block.type.name !== "paragraph" && !isFootnote(block)) dispatch?.(retype(state.tr, pos, "paragraph"));
  else dispatch?.(join(state, $from.index(0) - 1, pos));
  return true;
};

/** Delete at the end of a block: the next block goes on in this one. */
export const joinForward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const index = $from.index(0);
  if (!empty || $from.depth === 0 || $from.parentOffset < $from.parent.content.size || index === state.doc.childCount - 1) return false;
  dispatch?.(join(state, index, $from.after(1)));
  return true;
};

/** Joins the block with this index and the next, between which `boundary` stands. The emptier one gives way. */
function join(state: EditorState, index: number, boundary: number): Transaction {
  const tr = state.tr;
  const before = state.doc.child(index);
  const after = state.doc.child(index + 1);
  if (!mayJoin(before, after)) {
    // An empty line beside footnotes goes; what says something stays where it is.
    if (!isFootnote(after) && isBlank(after)) return remove(tr, boundary, boundary + after.nodeSize);
    return index > 0 && !isFootnote(before) && isBlank(before) ? remove(tr, boundary - before.nodeSize, boundary) : tr;
  }
  if (index > 0 && (isBlank(before) || (isBare(before) && after.content.size > 0))) {
    return remove(tr, boundary - before.nodeSize, boundary);
  }
  if (isBare(after)) return remove(tr, boundary, boundary + after.nodeSize);
  // Text that went into a caption, or a caption that went into text, would lose sight of the picture.
  if (isFigure(after)) return tr.setSelection(TextSelection.create(tr.doc, boundary + 1)).scrollIntoView();
  if (isFigure(before) && after.content.size > 0) {
    return tr.setSelection(TextSelection.create(tr.doc, boundary - 1)).scrollIntoView();
  }
  return remove(tr, boundary - 1, boundary + 1);
}

const isFigure = (block: Node): boolean => block.type.name === "figure";
/** A block of text without text. */
const isBlank = (block: Node): boolean => block.content.size === 0 && !isFigure(block) && block.type.name !== "divider";
/** A divider that is only a line. */
const isBare = (block: Node): boolean => block.content.size === 0 && block.type.name === "divider";

const remove = (tr: Transaction, from: number, to: number): Transaction => tr.step(new ReplaceStep(from, to, Slice.empty)).scrollIntoView();
