import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { isFootnote } from "../model/footnotes.ts";
import { schema } from "../model/schema.ts";
import { adoptFootnotes, insertFootnotes } from "./footnotes.ts";
import { retype, type Kind } from "./kind.ts";
import { deleteSelected } from "./select.ts";

/** The blocks of any slice of an article; inline content is a paragraph, a headline becomes one. */
function blocksOf(slice: Slice): Node[] {
  const blocks: Node[] = [];
  slice.content.forEach((node) => {
    if (node.isInline) {
      const last = blocks.pop() ?? schema.node("paragraph");
      blocks.push(last.copy(last.content.addToEnd(node)));
    } else {
      blocks.push(node.type.name === "headline" ? schema.node("paragraph", { dir: node.attrs["dir"] as unknown }, node.content) : node);
    }
  });
  return blocks;
}

/** Kinds that do not melt into the text around them. */
const stands = (block: Node): boolean => block.type.name === "figure" || block.type.name === "divider";
/** Text that goes on in whatever it comes into. */
const plain = (block: Node): boolean => block.type.name === "paragraph" || isFootnote(block);

/**
 * Replaces the selection by `slice`. Text melts into the block at the caret; an empty block takes the kind of what comes, where
 * that is not just text; several blocks part the block at the caret, and what stood behind the caret keeps its kind. The text that
 * is there stays untouched.
 */
export function insertSlice(slice: Slice): Command {
  return (state, dispatch) => {
    if (slice.content.childCount === 0) return false;
    dispatch?.(placeSlice(deleteSelected(state.tr), slice).setMeta("paste", true).scrollIntoView());
    return true;
  };
}

/** Puts `slice`, which holds something, at the caret of a transaction, as pasting does. */
export function placeSlice(tr: Transaction, slice: Slice): Transaction {
  const { text, footnotes } = adoptFootnotes(tr.doc, blocksOf(slice));
  const here = tr.selection.$from.parent;
  placeBlocks(tr, isFootnote(here) ? text.map((block) => asFootnote(block, here)) : text);
  insertFootnotes(tr, footnotes);
  return tr;
}

/** Text that comes into a footnote is a paragraph of it. */
const asFootnote = (block: Node, footnote: Node): Node =>
  stands(block) ? block : footnote.type.create({ ...footnote.attrs, dir: block.attrs["dir"] as unknown }, block.content);

function placeBlocks(tr: Transaction, blocks: readonly Node[]): Transaction {
  const { $from } = tr.selection;
  const here = $from.parent;
  const first = blocks[0]!;
  const last = blocks.at(-1)!;
  const headline = $from.index(0) === 0;
  const empty = here.content.size === 0;
  const pos = $from.pos;
  const dir: unknown = first.attrs["dir"];
  // Neither a picture nor an item that waits for its text gives way to a plain line.
  const gives = empty && !headline && !stands(here) && (plain(here) || !plain(first));

  // What is empty runs as what comes into it.
  if (empty && !gives && !stands(first) && dir !== null) tr.setNodeAttribute($from.before(1), "dir", dir);
  if (blocks.length === 1 && !stands(first) && !gives) return put(tr, pos, new Slice(first.content, 0, 0));

  const parts = [...blocks];
  if (gives) {
    retype(tr, $from.before(1), first.type.name as Kind, { ...first.attrs, dir: dir ?? (here.attrs["dir"] as unknown) });
  } else if (stands(first) || (!plain(first) && !(headline && empty))) {
    parts.unshift(here.type.create());
  }
  // What stands behind the caret keeps its kind: in the last block that came, or in one of its own.
  const behind = $from.parentOffset < here.content.size;
  const own = behind && !plain(last);
  const tail = headline || stands(here) ? schema.node("paragraph") : here.type.create(here.attrs);
  if (own) parts.push(tail);
  else if (behind) parts.push(tail.copy(parts.pop()!.content));
  put(tr, pos, new Slice(Fragment.fromArray(parts), 1, 1));
  return own ? tr.setSelection(TextSelection.create(tr.doc, tr.selection.from - 2)) : tr;
}

/** Inserts at `pos` and leaves the caret behind what was inserted. */
function put(tr: Transaction, pos: number, slice: Slice): Transaction {
  tr.step(new ReplaceStep(pos, pos, slice));
  return tr.setSelection(TextSelection.create(tr.doc, pos + slice.size));
}
