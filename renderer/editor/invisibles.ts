import type { Node } from "prosemirror-model";
import { PluginKey, type Command, type EditorState, type Plugin } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { invisiblesIn, type InvisibleKind } from "../../shared/text/invisibles.ts";
import { blockDecorations, type BlockDecorations } from "./block-decorations.ts";

/** Its setting is whether they are shown. */
export const invisiblesKey = new PluginKey<BlockDecorations<boolean>>("invisibles");

/** Signs that are drawn for characters; others are drawn by their names. A joiner is only marked: a sign would part its letters. */
const SIGNS: Readonly<Partial<Record<InvisibleKind, string>>> = { zwnj: "|", zwj: "", nbsp: "°", nnbsp: "°", tab: "→", spaces: "·" };

/** Whether invisible characters are drawn in the article (BD35). */
export const areInvisiblesShown = (state: EditorState): boolean => invisiblesKey.getState(state)?.setting ?? false;

/** Shows what one does not see, or no more. */
export const toggleInvisibles: Command = (state, dispatch) => {
  dispatch?.(state.tr.setMeta(invisiblesKey, !areInvisiblesShown(state)));
  return true;
};

/** The view of unseen characters (BD35): joiners, marks and controls of direction, spaces that are none. */
export const invisibles = (): Plugin =>
  blockDecorations(
    invisiblesKey,
    (tr, before) => (tr?.getMeta(invisiblesKey) as boolean | undefined) ?? before ?? false,
    (block, pos, isShown) => (isShown ? decorationsOf(block, pos) : []),
  );

function decorationsOf(block: Node, pos: number): Decoration[] {
  const text = block.textBetween(0, block.content.size, "", "\uFFFC");
  return invisiblesIn(text).map(({ kind, from, to }) =>
    Decoration.inline(
      pos + 1 + from,
      pos + 1 + to,
      { class: "invisible", "data-kind": kind, "data-sign": (SIGNS[kind] ?? kind.toUpperCase()).repeat(kind === "spaces" ? to - from : 1) },
      { kind },
    ),
  );
}
