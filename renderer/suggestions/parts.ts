import type { EditorState } from "prosemirror-state";
import type { DecorationSpec } from "./decorations.ts";
import type { Part, Range } from "./placed.ts";
import { suggestionKey } from "./suggestion-state.ts";
import { hiddenIn, textViewKey, textViewOf } from "./text-view.ts";

/**
 * Where the text of an editor is inserted, or struck out, as it is drawn: in order and apart. A block boundary reaches from the end
 * of one block's text to where the next one's begins.
 * @param from and `to`: only what touches this range
 */
export function partsOf(state: EditorState, part: Part, from = 0, to = state.doc.content.size): Range[] {
  const drawn = suggestionKey.getState(state)?.decorations.find(from, to, (spec) => (spec as DecorationSpec).part === part) ?? [];
  const ranges = drawn.map((one): Range => {
    const { isBoundary } = one.spec as DecorationSpec;
    return isBoundary ? { from: one.to - 1, to: Math.min(one.to + 1, state.doc.content.size) } : one;
  });
  const parts: { from: number; to: number }[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = parts.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else parts.push({ from: range.from, to: range.to });
  }
  return parts;
}

/** Where anything is suggested between two positions: also another form of letters, and of a block all of it. */
export function marksIn(state: EditorState, from: number, to: number): Range[] {
  const drawn = suggestionKey.getState(state)?.decorations.find(from, to) ?? [];
  return drawn.map((one) => ((one.spec as DecorationSpec).isBoundary ? { from: one.to - 1, to: one.to } : one));
}

/** Whether the view that is chosen hides what stands at a position. */
export function isHiddenAt(state: EditorState, pos: number): boolean {
  const part = hiddenIn(textViewOf(state));
  return part !== null && partsOf(state, part, pos, pos + 1).some(({ from, to }) => from <= pos && to > pos);
}

/** Whether two states of an editor show the same text, and the same of it as suggested. */
export const isShownAlike = (a: EditorState, b: EditorState): boolean =>
  a.doc === b.doc && suggestionKey.getState(a) === suggestionKey.getState(b) && textViewKey.getState(a) === textViewKey.getState(b);
