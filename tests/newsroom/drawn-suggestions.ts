import { Plugin, type EditorState } from "prosemirror-state";
import { BlockIndex } from "../../renderer/suggestions/block-index.ts";
import { decorationsOf } from "../../renderer/suggestions/decorations.ts";
import { linesWithout, textOfLine } from "../../renderer/suggestions/lines.ts";
import { partsOf } from "../../renderer/suggestions/parts.ts";
import { place, type Part } from "../../renderer/suggestions/placed.ts";
import { applySuggestions, NOTHING_SUGGESTED, suggestionKey, type Renewed } from "../../renderer/suggestions/suggestion-state.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import type { HeadlessEditor } from "./headless-editor.ts";

/** What a window's editor knows of suggestions, for an editor without a screen. */
export const suggestionsPlugin = (): Plugin =>
  new Plugin({ key: suggestionKey, state: { init: () => NOTHING_SUGGESTED, apply: applySuggestions } });

/** Places and draws all suggestions of a desk that has the plugin, as a window does once a frame. @returns its state then */
export function drawSuggestions(desk: HeadlessEditor): EditorState {
  const { suggestions } = articleOf(desk.doc);
  const blocks = new BlockIndex(desk.state.doc);
  const places = { suggestions, blocks, placesOf: desk.binding.placesOf.bind(desk.binding) };
  const renewed = new Map<string, Renewed>();
  for (const suggestion of suggestions.open()) {
    const placed = place(suggestion, places);
    if (placed) renewed.set(placed.id, { range: placed.range, decorations: decorationsOf(placed, blocks, "#006080", false) });
  }
  desk.binding.dispatch(desk.state.tr.setMeta(suggestionKey, { renewed, isAll: true }));
  return desk.state;
}

/** The text that an editor shows without a part of it, a line for each block. */
export const shownWithout = (state: EditorState, part: Part): string =>
  [...linesWithout(state.doc, partsOf(state, part))].map((line) => textOfLine(state.doc, line)).join("\n");
