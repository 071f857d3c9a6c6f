/**
 * A change of the body that was not made by ProseMirror → one small transaction, through which selections, decorations
 * and plugins map as through any other (AM9).
 */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { AddMarkStep, RemoveMarkStep, ReplaceAroundStep, ReplaceStep, Transform } from "prosemirror-transform";
import type * as Y from "yjs";
import { BROKEN, lengthOf, type DeltaOp } from "./delta.ts";
import type { Embed } from "./embed.ts";
import { flatOf, posOf } from "./flat.ts";
import { INLINE_ATTRIBUTES } from "./names.ts";
import { blocksOf, headlineOf, projectBody } from "./project.ts";
import { directionOf, schema } from "./schema.ts";
import { attributesOfBlock, blockOf, type Attributes } from "./tokens.ts";

/** Meta key of transactions that bring what is already in the body: set to true. */
export const REMOTE = "tahrir-remote";

/**
 * The transaction that makes `state` say what the body says after the event that carried `delta`.
 * @param halves indices where Yjs replaced half a surrogate pair, of which `delta` says nothing
 */
export function receive(state: EditorState, body: Y.Text, delta: readonly DeltaOp[], halves: readonly number[]): Transaction {
  const tr = state.tr;
  let index = 0;
  for (const op of delta) {
    if (op.delete !== undefined) {
      tr.step(new ReplaceStep(posOf(tr.doc, index), posOf(tr.doc, index + op.delete), Slice.empty));
    } else if (op.retain !== undefined) {
      if (op.attributes) reformat(tr, index, op.retain, op.attributes);
      index += op.retain;
    } else if (op.insert !== undefined) {
      index += insert(tr, index, op.insert, op.attributes);
    }
  }
  for (const half of halves) replaceHalf(tr, half);
  const dir = headlineOf(body).attrs["dir"] as unknown;
  if (directionOf(tr.doc.firstChild!.attrs["dir"]) !== dir) tr.setNodeAttribute(0, "dir", dir);
  return finish(state, tr);
}

/** The transaction that makes `state` say what the body says, whatever stands between them. Reads the whole body. */
export function reproject(state: EditorState, body: Y.Text): Transaction {
  const tr = state.tr;
  const target = projectBody(body);
  const start = tr.doc.content.findDiffStart(target.content);
  if (start !== null) {
    // Whole blocks: the ends may differ in their attributes alone.
    const first = tr.doc.resolve(start).index(0);
    let last = 0;
    const most = Math.min(tr.doc.childCount, target.childCount) - first;
    while (last < most && tr.doc.child(tr.doc.childCount - 1 - last).eq(target.child(target.childCount - 1 - last))) last++;
    const from = sizeOf(tr.doc, 0, first);
    const content: Node[] = [];
    for (let i = first; i < target.childCount - last; i++) content.push(target.child(i));
    const to = from + sizeOf(tr.doc, first, tr.doc.childCount - last);
    tr.step(new ReplaceStep(from, to, new Slice(Fragment.fromArray(content), 0, 0)));
  }
  return finish(state, tr);
}

/** Size of the blocks `from` until `to`. */
function sizeOf(doc: Node, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += doc.child(i).nodeSize;
  return total;
}

/** A caret stays before what a colleague inserts at it, and marks chosen for the next letter stay chosen. */
function finish(state: EditorState, tr: Transaction): Transaction {
  if (tr.docChanged && state.selection instanceof TextSelection) {
    const { anchor, head } = state.selection;
    const place = (pos: number) => tr.doc.resolve(tr.mapping.map(pos, -1));
    tr.setSelection(TextSelection.between(place(anchor), place(head), -1));
  }
  tr.setStoredMarks(state.storedMarks);
  return tr.setMeta(REMOTE, true).setMeta("addToHistory", false);
}

/** @returns the length in the body of what was inserted. */
function insert(tr: Transform, index: number, content: string | Embed, attributes: Attributes = {}): number {
  const pos = posOf(tr.doc, index);
  const blocks = blocksOf([{ insert: content, attributes }], tr.doc.resolve(pos).parent.type.create());
  const slice = blocks.length === 1 ? new Slice(blocks[0]!.content, 0, 0) : new Slice(Fragment.fromArray(blocks), 1, 1);
  tr.step(new ReplaceStep(pos, pos, slice));
  return lengthOf(content);
}

function replaceHalf(tr: Transform, index: number): void {
  const pos = posOf(tr.doc, index);
  const half = tr.doc.nodeAt(pos)!;
  tr.step(new ReplaceStep(pos, pos + 1, new Slice(Fragment.from(schema.text(BROKEN, half.marks)), 0, 0)));
}

/** Formats text and blocks in `index`–`index + length`. */
function reformat(tr: Transform, index: number, length: number, attributes: Attributes): void {
  const from = posOf(tr.doc, index);
  const to = posOf(tr.doc, index + length);
  for (const name of INLINE_ATTRIBUTES) {
    if (!(name in attributes)) continue;
    const value = attributes[name];
    const type = schema.marks[name]!;
    if (value !== null && value !== undefined) {
      tr.step(new AddMarkStep(from, to, type.create({ value })));
      continue;
    }
    const ranges: [number, number, Node][] = [];
    tr.doc.nodesBetween(from, to, (node, pos) => {
      if (node.isInline && type.isInSet(node.marks)) ranges.push([Math.max(from, pos), Math.min(to, pos + node.nodeSize), node]);
      return true;
    });
    for (const [start, end, node] of ranges) tr.step(new RemoveMarkStep(start, end, type.isInSet(node.marks)!));
  }
  const blocks: number[] = [];
  tr.doc.forEach((_block, pos, i) => {
    const newline = flatOf(tr.doc, pos);
    if (i > 0 && newline >= index && newline < index + length) blocks.push(pos);
  });
  for (const pos of blocks) reformatBlock(tr, pos, attributes);
}

function reformatBlock(tr: Transform, pos: number, attributes: Attributes): void {
  const old = tr.doc.nodeAt(pos)!;
  const next = blockOf({ ...attributesOfBlock(old), ...attributes });
  if (old.sameMarkup(next)) return;
  const end = pos + old.nodeSize;
  tr.step(new ReplaceAroundStep(pos, end, pos + 1, end - 1, new Slice(Fragment.from(next), 0, 0), 1, true));
}
