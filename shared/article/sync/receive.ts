import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { AddMarkStep, RemoveMarkStep, ReplaceAroundStep, ReplaceStep, type Transform } from "prosemirror-transform";
import type * as Y from "yjs";
import { BROKEN, type BodyChange } from "../yjs-internals/delta.ts";
import { lengthOf, type DeltaOp } from "../yjs-internals/delta-op.ts";
import type { Article } from "../identity/article.ts";
import type { CharacterId } from "../model/character-id.ts";
import { posOf } from "../model/flat.ts";
import { INLINE_ATTRIBUTES } from "../model/names.ts";
import { blocksOf, headlineOf, projectBody } from "../projection/project.ts";
import { RenewStep } from "./renew.ts";
import { directionOf, schema } from "../model/schema.ts";
import { blockOf, type Attributes } from "../model/tokens.ts";

/** Meta key of transactions that bring what is already in the body: set to true. */
export const REMOTE = "tahrir-remote";

/** What a transaction of Yjs changed in an article. */
export interface Changes {
  readonly delta: readonly DeltaOp[];
  /** Indices where Yjs replaced half a surrogate pair, of which `delta` says nothing. */
  readonly halves: readonly number[];
  /** Indices of the `\n` of blocks of which something else may be said now. */
  readonly blocks: readonly { readonly id: CharacterId; readonly index: number }[];
}

/**
 * A change of the body that was not made by ProseMirror, as one small transaction, through which selections, decorations and
 * plugins map as through any other (AM9).
 * @returns the transaction that makes `state` say what the article says after a transaction of Yjs
 */
export function receive(state: EditorState, article: Article, { delta, halves, blocks }: Changes): Transaction {
  const tr = state.tr;
  let index = 0;
  for (const op of delta) {
    if (op.delete !== undefined) {
      tr.step(new ReplaceStep(posOf(tr.doc, index), posOf(tr.doc, index + op.delete), Slice.empty));
    } else if (op.retain !== undefined) {
      if (op.attributes) reformat(tr, index, op.retain, op.attributes);
      index += op.retain;
    } else if (op.insert !== undefined) {
      index += insert(tr, index, op, article);
    }
  }
  for (const half of halves) replaceHalf(tr, half);
  // A `\n` at this index ends the block before: the position between the two is one further.
  for (const block of blocks) markUp(tr, posOf(tr.doc, block.index) + 1, blockOf(article.blocks.of(block.id)));
  const dir = headlineOf(article).attrs["dir"] as unknown;
  if (directionOf(tr.doc.firstChild!.attrs["dir"]) !== dir) tr.setNodeAttribute(0, "dir", dir);
  return finish(state, tr);
}

/**
 * The transaction that makes `state` say what the body says, whatever stands between them.
 * @param change of the body, where that is known: positions map by it. What it does not have of the body is read
 */
export function reproject(state: EditorState, body: Y.Text, change: BodyChange | null): Transaction {
  const { tr, doc } = state;
  const target = projectBody(body, change?.content ?? undefined);
  if (!target.eq(doc)) tr.step(RenewStep.between(doc, target, change?.delta ?? null));
  return finish(state, tr);
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
function insert(tr: Transform, index: number, op: DeltaOp, article: Article): number {
  const pos = posOf(tr.doc, index);
  const content = op.insert!;
  const blocks = blocksOf([{ ...op, insert: content }], tr.doc.resolve(pos).parent.type.create(), article);
  const slice = blocks.length === 1 ? new Slice(blocks[0]!.content, 0, 0) : new Slice(Fragment.fromArray(blocks), 1, 1);
  tr.step(new ReplaceStep(pos, pos, slice));
  return lengthOf(content);
}

/** Makes the block at `pos` what `next` is, with the content that it has. */
function markUp(tr: Transform, pos: number, next: Node): void {
  const old = tr.doc.nodeAt(pos)!;
  if (old.sameMarkup(next)) return;
  const end = pos + old.nodeSize;
  const bare = next.copy(Fragment.empty);
  tr.step(new ReplaceAroundStep(pos, end, pos + 1, end - 1, new Slice(Fragment.from(bare), 0, 0), 1, true));
}

function replaceHalf(tr: Transform, index: number): void {
  const pos = posOf(tr.doc, index);
  const half = tr.doc.nodeAt(pos)!;
  tr.step(new ReplaceStep(pos, pos + 1, new Slice(Fragment.from(schema.text(BROKEN, half.marks)), 0, 0)));
}

/** Formats the text in `index`–`index + length`. */
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
}
