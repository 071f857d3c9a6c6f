import type { Command, EditorState } from "prosemirror-state";
import { indent, outdent, selectedBody } from "../../shared/article/commands/commands.ts";
import type { ArticleBinding } from "../../shared/article/sync/binding.ts";

/** Positions of the selected blocks, the one with the caret first. */
const blocksOf = (state: EditorState): number[] => selectedBody(state).map(({ pos }) => pos);

/**
 * Moves the selected blocks one level further in, or out: those in a list, and, as a suggestion, those that are only suggested to be in
 * one (SU60). It does nothing elsewhere.
 */
export const changeLevel =
  (binding: () => ArticleBinding, by: 1 | -1): Command =>
  (state, dispatch) => {
    const isItem = state.selection.$from.parent.type.name === "item";
    if (dispatch && (!isItem || binding().isSuggesting) && binding().moveSuggestedLevels(by, blocksOf(state))) return true;
    return isItem && ((by === 1 ? indent : outdent)(state, dispatch) || true);
  };

/** @returns whether `changeLevel` can do something outside of a list: where one suggests, in what is suggested to be one */
export const maySuggestLevels = (binding: ArticleBinding, state: EditorState): boolean =>
  binding.isSuggesting && binding.hasSuggestedLevels(blocksOf(state));
