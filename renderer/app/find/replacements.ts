import type { Node } from "prosemirror-model";
import { editOf, textIn } from "../../../shared/article/commands/replace-words.ts";
import { flatOf } from "../../../shared/article/model/flat.ts";
import type { Replacement } from "../../../shared/article/sync/replace.ts";
import type { Range } from "../../suggestions/index.ts";
import type { ReadHits } from "./hits.ts";

/** Stands for what is no text. */
const OBJECT = "\uFFFC";

/**
 * What is to be written in place of a hit: what differs, in whole words, and only where it is read. Text that a view hides, or that
 * is struck out, is left alone.
 * @param hit in positions of `doc` @returns null for what is no text, and where nothing differs
 */
export function replacementOf(
  doc: Node,
  { line: { blocks, pieces }, block, start: begin }: Omit<ReadHits, "hits">,
  hit: Range,
  words: string,
): Replacement | null {
  const read = pieces
    .filter(({ from, to }) => from < hit.to && to > hit.from)
    .map((piece) => ({ from: Math.max(piece.from, hit.from), to: Math.min(piece.to, hit.to) }));
  const [first, ...others] = read;
  if (!first) return null;
  // A piece is of one block, which is looked up where that is not known: there may be thousands of hits.
  const $first = blocks.length > 1 ? doc.resolve(first.from) : null;
  const [parent, number] = $first ? [$first.parent, $first.index(0)] : [blocks[0]!, block];
  const offset = $first ? $first.parentOffset : first.from - begin;
  const before = textIn(parent, offset, offset + first.to - first.from);
  if (before.includes(OBJECT)) return null;
  const edit = editOf(before, words);
  if (edit.from === edit.to && edit.words === "" && others.length === 0) return null;
  const at = ({ from, to }: Range): Range => ({ from: flatOf(doc, from), to: flatOf(doc, to) });
  const start = first.from - number - 1;
  return {
    parts: [{ from: start + edit.from, to: start + edit.to }, ...others.map(at)],
    words: edit.words,
    like: start + Math.min(edit.from, before.length - 1),
  };
}
