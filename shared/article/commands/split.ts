import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { indentOf, schema } from "../model/schema.ts";
import { retype } from "./kind.ts";
import { deleteSelected } from "./select.ts";

/** Meta of a split: position before the empty block that was split off. Until it has a letter, it is drawn in the direction of the one before it. */
export const SPLIT_OFF = "split-off";

/** Kinds whose text goes on as the same kind after Enter at its end; others are followed by a paragraph. */
const GOES_ON = new Set(["paragraph", "quote", "item", "footnote"]);
/** Kinds that stand alone: what is split off them is a paragraph. */
const ALONE = new Set(["headline", "figure", "divider"]);

/** The empty block that receives what stands behind the caret. */
function tailOf(block: Node, atEnd: boolean): Node {
  // Text that was turned by hand stays turned on both sides; what is written next follows itself.
  const dir: unknown = atEnd ? null : block.attrs["dir"];
  // One goes on in the language that one said.
  const name = block.type.name;
  if (ALONE.has(name) || (atEnd && !GOES_ON.has(name)))
    return schema.node("paragraph", { dir, lang: (block.attrs["lang"] as unknown) ?? null });
  return block.type.create({ ...block.attrs, dir });
}

/**
 * Enter: parts the block at the caret. An empty item moves out one level and then becomes a paragraph, as an empty quote does; at
 * the start of a block with text an empty one is put before it: a paragraph, unless such blocks go on as the same kind.
 */
export const splitBlock: Command = (state, dispatch) => {
  if (state.selection.empty && leaveEmpty(state, dispatch)) return true;
  const tr = deleteSelected(state.tr);
  const { $from } = tr.selection;
  const block = $from.parent;
  const atEnd = $from.parentOffset === block.content.size;
  if ($from.parentOffset === 0 && !atEnd && block.type.name !== "headline") {
    // What anybody says of the block goes with its text, and not with the empty one before it.
    tr.insert($from.before(1), GOES_ON.has(block.type.name) ? block.type.create({ ...block.attrs, dir: null }) : schema.node("paragraph"));
  } else {
    splitAt(tr, $from.pos, [tailOf(block, atEnd)]);
    if (atEnd) tr.setMeta(SPLIT_OFF, $from.pos + 1);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Inserts boundaries at `pos`: the text behind it goes into the last of `blocks`, and the caret to its start. */
export function splitAt(tr: Transaction, pos: number, blocks: readonly Node[]): Transaction {
  const head = tr.doc.resolve(pos).parent;
  const slice = new Slice(Fragment.fromArray([head.type.create(head.attrs), ...blocks]), 1, 1);
  tr.step(new ReplaceStep(pos, pos, slice));
  return tr.setSelection(TextSelection.create(tr.doc, pos + slice.size));
}

/** In an empty item or quote Enter leads out of it. */
function leaveEmpty(state: EditorState, dispatch: ((tr: Transaction) => void) | undefined): boolean {
  const { $from } = state.selection;
  const block = $from.parent;
  const name = block.type.name;
  if (block.content.size > 0 || (name !== "item" && name !== "quote")) return false;
  const pos = $from.before(1);
  const indent = indentOf(block);
  dispatch?.(name === "item" && indent > 0 ? state.tr.setNodeAttribute(pos, "indent", indent - 1) : retype(state.tr, pos, "paragraph"));
  return true;
}

/** Shift+Enter: starts a new line in the same block. */
export const insertLineBreak: Command = (state, dispatch) => {
  const marks = state.storedMarks ?? state.selection.$from.marks();
  const tr = deleteSelected(state.tr);
  const pos = tr.selection.from;
  tr.step(new ReplaceStep(pos, pos, new Slice(Fragment.from(schema.node("line_break", null, undefined, marks)), 0, 0)));
  dispatch?.(
    tr
      .setSelection(TextSelection.create(tr.doc, pos + 1))
      .setStoredMarks(marks)
      .scrollIntoView(),
  );
  return true;
};
