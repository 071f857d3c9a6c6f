import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { OBJECT } from "../model/embed.ts";

/** Stands in a text for what of it is struck out: no character of any text. */
const STRUCK = "\uFDD0";

/**
 * A plug-in with this in its `spec` knows what of a text is struck out.
 * @returns ranges in order and apart, in positions of the document
 */
export interface KnowsStruck {
  readonly struckIn: (state: EditorState, from: number, to: number) => readonly { readonly from: number; readonly to: number }[];
}

/**
 * The text of a block between two offsets in it, one unit for each position, with U+FFFC for embedded values, `\n` for line
 * breaks, and a character that is none for what is struck out.
 */
export function unstruckText(state: EditorState, block: Node, start: number, from = 0, to = block.content.size): string {
  const text = block.textBetween(from, to, "", ({ type }) => (type.name === "line_break" ? "\n" : OBJECT));
  let [read, at] = ["", 0];
  for (const { spec } of state.plugins) {
    for (const range of (spec as Partial<KnowsStruck>).struckIn?.(state, start + from, start + to) ?? []) {
      const [first, last] = [range.from, range.to].map((pos) => Math.min(text.length, Math.max(at, pos - start - from))) as [
        number,
        number,
      ];
      read += text.slice(at, first) + STRUCK.repeat(last - first);
      at = last;
    }
  }
  return read + text.slice(at);
}

/** The text of a block as it is read, of `unstruckText`. */
export const withoutStruck = (text: string): string => text.replaceAll(STRUCK, "");
