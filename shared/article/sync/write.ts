import { Fragment, type Node, type Slice } from "prosemirror-model";
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceAroundStep, ReplaceStep, type Step } from "prosemirror-transform";
import { HEADLINE } from "../identity/block-attributes.ts";
import { writeDifference } from "./difference.ts";
import type { Embed } from "../model/embed.ts";
import { runsOf } from "../projection/fill.ts";
import { flatOf } from "../model/flat.ts";
import { isFootnote } from "../model/footnotes.ts";
import { NEWLINE } from "../model/names.ts";
import { cutsPair } from "../model/surrogate-pair.ts";
import { attributesOfBlock, attributesOfMarks, changedAttributes, readsBack, type Attributes } from "../model/tokens.ts";
import type { StepWriter } from "./step-writer.ts";

/**
 * Writes one step into the article, exactly (AM8): a replace is a delete and an insert, a mark step a format of text, a change of a
 * block an entry about its `\n`. What no rule covers is written as the difference of the two documents.
 * @param before the document the step was applied to
 * @param after the document it made
 * @returns true when the body now says exactly what `after` says; false when text was written that ProseMirror must read anew (it
 *   held a separator or half a surrogate pair).
 */
export function writeStep(writer: StepWriter, step: Step, before: Node, after: Node): boolean {
  const exact = writeBody(writer, step, before, after);
  const dir: unknown = after.firstChild!.attrs["dir"];
  if (dir !== before.firstChild!.attrs["dir"]) writer.setBlock(HEADLINE, { dir });
  return exact;
}

function writeBody(writer: StepWriter, step: Step, before: Node, after: Node): boolean {
  if (step instanceof ReplaceStep) {
    const { from, to, slice } = step;
    const whole = snap(before, from, to);
    if (whole.from === from && whole.to === to) return writeReplace(writer, before, from, to, slice);
    // Half a pair was replaced by another half, as a change of one emoji into its neighbour is; or a pair was cut.
    if (readsBack(after.content)) return writeDifference(writer, before, after);
    writeReplace(writer, before, whole.from, whole.to, slice);
    return false;
  }
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    const { from, to } = snap(before, step.from, step.to);
    writeMark(writer, after, step.from, step.to, from, to, step.mark.type.name);
    return from === step.from && to === step.to;
  }
  if (step instanceof ReplaceAroundStep && keepsOneBlock(before, step)) return writeBlock(writer, before, after, step.from);
  if (step instanceof AttrStep && before.resolve(step.pos).depth === 0) return writeBlock(writer, before, after, step.pos);
  return writeDifference(writer, before, after);
}

/** Widens a range to whole surrogate pairs; a caret inside of one goes behind it. */
function snap(doc: Node, from: number, to: number): { from: number; to: number } {
  const end = cutsPair(doc, to) ? to + 1 : to;
  if (from === to) return { from: end, to: end };
  return { from: cutsPair(doc, from) ? from - 1 : from, to: end };
}

function writeReplace(writer: StepWriter, before: Node, from: number, to: number, slice: Slice): boolean {
  const start = flatOf(before, from);
  const end = flatOf(before, to);
  if (end > start) writer.delete(start, end - start);
  const inserter = new Inserter(writer, start, attributesLeftOf(before, from));
  const blocks = slice.content.firstChild?.isTextblock ? slice.content : Fragment.from(before.type.create(null, slice.content));
  blocks.forEach((block, _offset, index) => {
    // Text of an open first block goes on in the block before; the document's first block has no `\n`.
    const starts = block.isTextblock && (index > 0 || (slice.openStart === 0 && from > 0));
    // A footnote is inserted beside what others write, who do not know of it.
    if (starts) inserter.newline(attributesOfBlock(block), index === 0 && isFootnote(block));
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
  private readonly writer: StepWriter;
  private index: number;
  private left: Attributes | null;

  constructor(writer: StepWriter, index: number, left: Attributes | null) {
    this.writer = writer;
    this.index = index;
    this.left = left;
  }

  newline(attributes: Attributes, isLast: boolean): void {
    const id = isLast ? this.writer.insertLast(this.index) : this.writer.insert(this.index, NEWLINE);
    this.writer.startBlock(id, attributes);
    this.index += 1;
    this.left = null;
  }

  run(content: string | Embed, attributes: Attributes): void {
    if (typeof content !== "string") {
      this.writer.insertEmbed(this.index, content.value, attributes);
      this.index += 1;
    } else {
      // Text like its left neighbour inherits: attributes that this version does not know go on as well.
      const inherits = this.left !== null && sameAttributes(this.left, attributes);
      if (inherits) this.writer.insert(this.index, content.toWellFormed());
      else this.writer.insert(this.index, content.toWellFormed(), attributes);
      this.index += content.length;
    }
    this.left = attributes;
  }
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

/**
 * Formats each piece of text in `from`–`to` with what `after` says of one mark; `\n` is never touched. The first and the
 * last piece reach out to `start` and `end`, so that no surrogate pair is cut.
 */
function writeMark(writer: StepWriter, after: Node, from: number, to: number, start: number, end: number, name: string): void {
  const runs: { start: number; end: number; value: unknown }[] = [];
  after.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline) return true;
    const left = Math.max(from, pos);
    const right = Math.min(to, pos + node.nodeSize);
    const run = {
      start: flatOf(after, left === from ? start : left),
      end: flatOf(after, right === to ? end : right),
      value: node.marks.find((mark) => mark.type.name === name)?.attrs["value"] ?? null,
    };
    const last = runs.at(-1);
    if (last?.end === run.start && JSON.stringify(last.value) === JSON.stringify(run.value)) last.end = run.end;
    else runs.push(run);
    return false;
  });
  for (const run of runs) writer.format(run.start, run.end - run.start, { [name]: run.value });
}

/** True for a step that only puts another node around the whole content of one block. */
function keepsOneBlock(before: Node, step: ReplaceAroundStep): boolean {
  const { from, to, gapFrom, gapTo, insert, slice } = step;
  const block = before.resolve(from).nodeAfter;
  return (
    block?.isTextblock === true &&
    to === from + block.nodeSize &&
    gapFrom === from + 1 &&
    gapTo === to - 1 &&
    insert === 1 &&
    slice.content.childCount === 1 &&
    slice.size === 2
  );
}

function writeBlock(writer: StepWriter, before: Node, after: Node, pos: number): boolean {
  const change = changedAttributes(attributesOfBlock(before.nodeAt(pos)!), attributesOfBlock(after.nodeAt(pos)!));
  // The headline has no `\n`; its direction is written by `writeStep`.
  if (pos > 0 && Object.keys(change).length > 0) writer.setBlock(writer.idAt(flatOf(before, pos)), change);
  return true;
}
