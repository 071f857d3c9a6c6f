/** Other words for a stretch of text, where only what differs is written. */
import { Fragment, Slice, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { NEWLINE } from "../model/names.ts";
import { schema } from "../model/schema.ts";

/** Stands for what is no text. */
const OBJECT = "\uFFFC";

/** The text from one position up to another: one character for each of the body's, `\n` between blocks. */
export const textIn = (doc: Node, from: number, to: number): string =>
  doc.textBetween(from, to, NEWLINE, ({ type, attrs }) => (type.name === "line_break" ? String(attrs["char"]) : OBJECT));

/** What to write where one text is to become another: in place of `from` up to `to` of the old one. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** The edit that leaves alone what both texts begin and end with, in whole words. */
export function editOf(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  start = wordStart(before, after, start);
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  end = wordStart(reversed(before), reversed(after), end);
  return { from: start, to: before.length - end, words: after.slice(start, after.length - end) };
}

const isInWord = (text: string, i: number): boolean => i > 0 && i < text.length && !/\s/.test(text[i - 1]!) && !/\s/.test(text[i]!);

/** The last place up to `at` where in both texts a word ends or none is. */
function wordStart(before: string, after: string, at: number): number {
  let start = at;
  while (isInWord(before, start) || isInWord(after, start)) start--;
  return start;
}

const reversed = (text: string): string => [...Array(text.length).keys()].map((i) => text[text.length - 1 - i]).join("");

/**
 * Replaces the text from `from` up to `to` by words, in the form of the text that they replace. Block boundaries stay: in the blocks
 * behind the first the text is deleted alone.
 * @param words without line ends
 */
export function replaceWords(tr: Transaction, from: number, to: number, words: string): Transaction {
  const parts = textblocksIn(tr.doc, from, to);
  for (const part of parts.slice(1).toReversed()) tr.step(new ReplaceStep(part.from, part.to, Slice.empty));
  const [first] = parts;
  if (!first) return tr;
  const edit = editOf(textIn(tr.doc, first.from, first.to), words);
  const [start, end] = [first.from + edit.from, first.from + edit.to];
  const $start = tr.doc.resolve(start);
  const marks = (start < end ? $start.nodeAfter?.marks : undefined) ?? $start.marks();
  const slice = edit.words === "" ? Slice.empty : new Slice(Fragment.from(schema.text(edit.words, marks)), 0, 0);
  return start === end && slice === Slice.empty ? tr : tr.step(new ReplaceStep(start, end, slice));
}

/** The parts of a range by block, those without text left out. */
function textblocksIn(doc: Node, from: number, to: number): { readonly from: number; readonly to: number }[] {
  const parts: { readonly from: number; readonly to: number }[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const [start, end] = [Math.max(from, pos + 1), Math.min(to, pos + 1 + node.content.size)];
    if (start < end) parts.push({ from: start, to: end });
    return false;
  });
  return parts;
}
