import { PluginKey, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Part } from "./placed.ts";

/** How an article is looked at, by what is done with the suggestions in it (SU40). */
export const TEXT_VIEWS = ["marks", "simple", "final", "original"] as const;
export type TextView = (typeof TEXT_VIEWS)[number];

/** Key of what a person chose for an article. */
export const textViewChoiceKey = (article: string, member: string): string => `tahrir.view/${member}/${article}`;

export const textViewKey = new PluginKey<TextView>("text view");

export const textViewOf = (state: EditorState): TextView => textViewKey.getState(state) ?? "marks";

/** The part of the text that a view hides; null for none. */
export function hiddenIn(textView: TextView): Part | null {
  if (textView === "marks") return null;
  return textView === "original" ? "inserted" : "struck";
}

/** The part that is not read where one sort of text is asked for: without what is only suggested, unless the view shows what would become of it (SU16). */
export const leftOutIn = (textView: TextView): Part => hiddenIn(textView) ?? "inserted";

/** Shows an editor's text in another view. */
export function showTextView(view: EditorView, textView: TextView): void {
  if (textViewOf(view.state) === textView) return;
  view.dispatch(view.state.tr.setMeta(textViewKey, textView).setMeta("addToHistory", false));
}
