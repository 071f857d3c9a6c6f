import { NEWLINE } from "../model/names.ts";
import type { SuggestingWriter } from "./suggesting-writer.ts";
import type { BodyWriter } from "./writer.ts";

/** A stretch of the text of one block, in indices of the body. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** For more replacements it takes less time to cut what is written among at once. */
const MANY = 20;

/** Other words for some text. */
export interface Replacement {
  /** Where that stands: in order and apart. The words are written at the first of them; the others are deleted. */
  readonly parts: readonly [Stretch, ...Stretch[]];
  readonly words: string;
  /** Index of the character whose form the words take. */
  readonly like: number;
}

/**
 * Writes other words in place of some text, in the transaction that is open. What is struck out already is not replaced once more.
 * @param replacements in order and apart
 * @param suggesting makes what writes one of them as a suggestion of its own; null to write directly
 * @returns how many were written
 */
export function replace(writer: BodyWriter, replacements: readonly Replacement[], suggesting: (() => SuggestingWriter) | null): number {
  let count = 0;
  // The first character of each goes by itself.
  if (replacements.length > MANY)
    writer.items.cutAt(replacements.flatMap(({ parts }) => parts.flatMap(({ from, to }) => [from, from + 1, to])));
  // From the end on, so that the indices of those before stay.
  for (const { parts, words, like } of replacements.toReversed()) {
    if (parts.some((part) => isStruck(writer, part))) continue;
    count++;
    const text = words.replaceAll(NEWLINE, " ").toWellFormed();
    const attributes = writer.items.runsIn(like, 1)[0]?.attributes ?? {};
    const [{ from, to }, ...others] = parts;
    const target = suggesting ? suggesting() : writer;
    for (const other of others.toReversed()) target.delete(other.from, other.to - other.from);
    if (suggesting) {
      if (from < to) target.delete(from, to - from);
      if (text !== "") target.insert(from, text, attributes);
      continue;
    }
    // Behind the first character of what goes: a note on just these words stands from there to the last one, and so on the new ones.
    const middle = from < to ? from + firstLength(writer, from, to) : from;
    if (text !== "") writer.insert(middle, text, attributes);
    if (middle < to) writer.delete(middle + text.length, to - middle);
    if (from < middle) writer.delete(from, middle - from);
  }
  return count;
}

function isStruck(writer: BodyWriter, { from, to }: Stretch): boolean {
  const { suggestions } = writer.article;
  if (suggestions.isEmpty) return false;
  const runs = writer.items.runsIn(from, to - from);
  return runs.some((run) => suggestions.statusOf(run).some(({ struckBy }) => struckBy.length > 0));
}

/** Units of the first character. */
function firstLength(writer: BodyWriter, from: number, to: number): number {
  const units = writer.items.runsIn(from, Math.min(2, to - from)).map(({ content }) => (typeof content === "string" ? content : ""));
  return Math.max(1, String.fromCodePoint(units.join("").codePointAt(0) ?? 0).length);
}
