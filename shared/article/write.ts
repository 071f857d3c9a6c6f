/**
 * Local steps → operations on the body, exactly (AM8): a replace is a delete and an insert, a mark step a format of text,
 * a change of a block a format of its `\n`. What no rule covers is written as the difference of the two documents.
 */
import { Fragment, type Node, type Slice } from "prosemirror-model";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceAroundStep, ReplaceStep, type Step } from "prosemirror-transform";
import type * as Y from "yjs";
import { writeDifference } from "./difference.ts";
import { runsOf } from "./fill.ts";
import { flatOf } from "./flat.ts";
import { NEWLINE } from "./names.ts";
import { attributesOfBlock, attributesOfMarks, readsBack, type Attributes } from "./tokens.ts";

/**
 * Writes one step.
 * @param before the document the step was applied to
 * @param after the document it made
 * @returns true when the body now says exactly what `after` says; false when text was written that ProseMirror must
 *   read anew (it held a separator or half a surrogate pair).
 */
export function writeStep(body: Y.Text, step: Step, before: Node, after: Node): boolean {
  const exact = writeBody(body, step, before, after);
  const dir: unknown = after.firstChild!.attrs["dir"];
  if (dir !== before.firstChild!.attrs["dir"]) {
    if (dir === null) body.removeAttribute("dir");
    else body.setAttribute("dir", dir);
  }
  return exact;
}

function writeBody(body: Y.Text, step: Step, before: Node, after: Node): boolean {
  if (step instanceof ReplaceStep && !cutsPair(before, step.from) && !cutsPair(before, step.to)) {
    return writeReplace(body, before, step.from, step.to, step.slice);
  }
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    writeMark(body, after, step.from, step.to, step.mark.type.name);
    return true;
  }
  if (step instanceof ReplaceAroundStep && keepsOneBlock(before, step)) return writeBlock(body, before, after, step.from);
  if (step instanceof AttrStep && before.resolve(step.pos).depth === 0) return writeBlock(body, before, after, step.pos);
  return writeDifference(body, before, after);
}

/** True when `pos` stands between the halves of a surrogate pair. */
function cutsPair(doc: Node, pos: number): boolean {
  const { nodeBefore, nodeAfter } = doc.resolve(pos);
  return (
    !!nodeBefore?.isText && !!nodeAfter?.isText && /[\uD800-\uDBFF]$/.test(nodeBefore.text!) && /^[\uDC00-\uDFFF]/.test(nodeAfter.text!)
  );
}

function writeReplace(body: Y.Text, before: Node, from: number, to: number, slice: Slice): boolean {
  const start = flatOf(before, from);
  const end = flatOf(before, to);
  if (end > start) body.delete(start, end - start);
  const inserter = new Inserter(body, start, attributesLeftOf(before, from));
  const blocks = slice.content.firstChild?.isTextblock ? slice.content : Fragment.from(before.type.create(null, slice.content));
  blocks.forEach((block, _offset, index) => {
    // Text of an open first block goes on in the block before; the document's first block has no `\n`.
    const starts = block.isTextblock && (index > 0 || (slice.openStart === 0 && from > 0));
    if (starts) inserter.newline(attributesOfBlock(block));
    for (const { insert, attributes } of runsOf(block)) inserter.run(insert, attributes);
  });
  return readsBack(slice.content);
}

/** Marks of the character left of `pos` in its block; null where the block starts. */
function attributesLeftOf(doc: Node, pos: number): Attributes | null {
  const $pos = doc.resolve(pos);
  return $pos.depth > 0 && $pos.nodeBefore ? attributesOfMarks($pos.nodeBefore.marks) : null;
}

/** Inserts runs one behind the other. */
class Inserter {
  private readonly body: Y.Text;
  private index: number;
  private left: Attributes | null;

  constructor(body: Y.Text, index: number, left: Attributes | null) {
    this.body = body;
    this.index = index;
    this.left = left;
  }

  newline(attributes: Attributes): void {
    this.body.insert(this.index, NEWLINE, attributes);
    this.index += 1;
    this.left = null;
  }

  run(content: unknown, attributes: Attributes): void {
    if (typeof content !== "string") {
      this.body.insertEmbed(this.index, content as object, attributes);
      this.index += 1;
    } else {
      // Text like its left neighbour inherits: attributes that this version does not know go on as well.
      const inherits = this.left !== null && sameAttributes(this.left, attributes);
      if (inherits) this.body.insert(this.index, content.toWellFormed());
      else this.body.insert(this.index, content.toWellFormed(), attributes);
      this.index += content.length;
    }
    this.left = attributes;
  }
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

/** Formats each piece of text in `from`–`to` with what `after` says of one mark; `\n` is never touched. */
function writeMark(body: Y.Text, after: Node, from: number, to: number, name: string): void {
  let run: { start: number; end: number; value: unknown } | null = null;
  const flush = () => {
    if (run) body.format(run.start, run.end - run.start, { [name]: run.value });
    run = null;
  };
  after.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline) return true;
    const start = flatOf(after, Math.max(from, pos));
    const end = start + Math.min(to, pos + node.nodeSize) - Math.max(from, pos);
    const value: unknown = node.marks.find((mark) => mark.type.name === name)?.attrs["value"] ?? null;
    if (run && run.end === start && JSON.stringify(run.value) === JSON.stringify(value)) run.end = end;
    else {
      flush();
      run = { start, end, value };
    }
    return false;
  });
  flush();
}

/** True for a step that only puts another node around the whole content of one block. */
function keepsOneBlock(before: Node, step: ReplaceAroundStep): boolean {
  const { from, to, gapFrom, gapTo, insert, slice } = step;
  const block = before.resolve(from).nodeAfter;
  return (
    block?.isTextblock === true && to === from + block.nodeSize && gapFrom === from + 1 && gapTo === to - 1 &&
    insert === 1 && slice.content.childCount === 1 && slice.size === 2
  );
}

function writeBlock(body: Y.Text, before: Node, after: Node, pos: number): boolean {
  const change = changedAttributes(attributesOfBlock(before.nodeAt(pos)!), attributesOfBlock(after.nodeAt(pos)!));
  // The headline has no `\n`; its direction is written by `writeStep`.
  if (pos > 0 && Object.keys(change).length > 0) body.format(flatOf(before, pos), 1, change);
  return true;
}

/** What has to be formatted to get from one set of attributes to another; null takes one away. */
export function changedAttributes(from: Attributes, to: Attributes): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const value = to[key] ?? null;
    if (JSON.stringify(from[key] ?? null) !== JSON.stringify(value)) change[key] = value;
  }
  return change;
}
