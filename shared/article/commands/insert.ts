import type { Node } from "prosemirror-model";
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Command, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { halfSpaceAfter, ZWNJ_LOOKS_AT } from "../../text/zwnj.ts";
import { endOfText, isFootnote } from "../model/footnotes.ts";
import { schema } from "../model/schema.ts";
import { retype } from "./kind.ts";
import { deleteSelected } from "./select.ts";
import { splitAt } from "./split.ts";
import { unstruckText, withoutStruck } from "./struck.ts";

/** A picture: its address, its description, and whose it is. */
export interface Figure {
  readonly src: string;
  readonly alt?: string | null;
  readonly credit?: string | null;
}

/** Puts a dividing line where the caret is, and the caret behind it. */
export const insertDivider: Command = (state, dispatch) => {
  const tr = deleteSelected(state.tr);
  const pos = placeBlock(tr, schema.node("divider"));
  const after = pos + tr.doc.nodeAt(pos)!.nodeSize;
  if (after === endOfText(tr.doc)) insertBlock(tr, after, schema.node("paragraph"));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

/** Puts a picture where the caret is, and the caret into its caption. */
export function insertFigure({ src, alt = null, credit = null }: Figure): Command {
  return (state, dispatch) => {
    const tr = deleteSelected(state.tr);
    const pos = placeBlock(tr, schema.node("figure", { src, alt, credit }));
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView());
    return true;
  };
}

/** Puts a picture below the block of the caret, which stays where it is: somebody types there. */
export function insertFigureBelow({ src, alt = null, credit = null }: Figure): Command {
  return (state, dispatch) => {
    const { tr } = state;
    const { $from } = state.selection;
    insertBlock(tr, isFootnote($from.parent) ? endOfText(tr.doc) : $from.after(1), schema.node("figure", { src, alt, credit }));
    dispatch?.(tr);
    return true;
  };
}

/** Puts an empty block at the caret: in place of an empty paragraph, else between what stands before and behind; from a footnote, at the end of the text. */
function placeBlock(tr: Transaction, block: Node): number {
  const { $from } = tr.selection;
  const here = $from.parent;
  const pos = $from.before(1);
  if (isFootnote(here)) return insertBlock(tr, endOfText(tr.doc), block);
  if (here.type.name === "paragraph" && here.content.size === 0) {
    retype(tr, pos, block.type.name as Parameters<typeof retype>[2], { ...block.attrs, dir: null });
    return pos;
  }
  if ($from.parentOffset === here.content.size) return insertBlock(tr, $from.after(1), block);
  if ($from.parentOffset === 0 && pos > 0) return insertBlock(tr, pos, block);
  const tail = here.type.name === "headline" || here.type.name === "figure" ? schema.node("paragraph") : here.type.create(here.attrs);
  splitAt(tr, $from.pos, [block, tail]);
  return $from.pos + 1;
}

function insertBlock(tr: Transaction, pos: number, block: Node): number {
  tr.step(new ReplaceStep(pos, pos, new Slice(Fragment.from(block), 0, 0)));
  return pos;
}

/** Types a half-space over the selection: a ZWNJ, or what the key types at this place instead (TX12). */
export const insertZwnj: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const from = $from.parentOffset;
  const before = unstruckText(state, $from.parent, $from.start(), Math.max(0, from - ZWNJ_LOOKS_AT), from);
  const typed = halfSpaceAfter(withoutStruck(before));
  if (typed === "") return true;
  const marks = state.storedMarks ?? $from.marks();
  const tr = deleteSelected(state.tr);
  const pos = tr.selection.from;
  tr.step(new ReplaceStep(pos, pos, new Slice(Fragment.from(schema.text(typed, marks)), 0, 0)));
  dispatch?.(
    tr
      .setSelection(TextSelection.create(tr.doc, pos + 1))
      .setStoredMarks(marks)
      .scrollIntoView(),
  );
  return true;
};
