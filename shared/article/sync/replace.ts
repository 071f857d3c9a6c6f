import { NEWLINE } from "../model/names.ts";
import type { BodyWriter } from "./writer.ts";
import type { SuggestingWriter } from "./suggesting-writer.ts";

/** Other words for a stretch of the text of one block, in indices of the body. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** Index of the character whose form the words take. */
  readonly like: number;
}

/**
 * Writes other words in place of stretches of text, in the transaction that is open.
 * @param replacements in order and apart
 * @param suggesting makes what writes one of them as a suggestion of its own; null to write directly
 */
export function replace(writer: BodyWriter, replacements: readonly Replacement[], suggesting: (() => SuggestingWriter) | null): void {
  // From the end on, so that the indices of those before stay.
  for (const { from, to, words, like } of replacements.toReversed()) {
    const text = words.replaceAll(NEWLINE, " ").toWellFormed();
    const [run] = writer.items.runsIn(like, 1);
    const attributes = run?.attributes ?? {};
    if (suggesting) {
      const one = suggesting();
      if (from < to) one.delete(from, to - from);
      if (text !== "") one.insert(from, text, attributes);
      continue;
    }
    // Behind the first character of what goes: a note on just these words stands from there to the last one, and so on the new ones.
    const middle = from < to ? from + firstLength(writer, from, to) : from;
    if (text !== "") writer.insert(middle, text, attributes);
    if (middle < to) writer.delete(middle + text.length, to - middle);
    if (from < middle) writer.delete(from, middle - from);
  }
}

/** Units of the first character. */
function firstLength(writer: BodyWriter, from: number, to: number): number {
  const units = writer.items.runsIn(from, Math.min(2, to - from)).flatMap(({ content }) => (typeof content === "string" ? [content] : [""]));
  return Math.max(1, String.fromCodePoint(units.join("").codePointAt(0) ?? 0).length);
}
