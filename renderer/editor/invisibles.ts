import type { Node } from "prosemirror-model";
import { PluginKey, type Command, type EditorState, type Plugin } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { invisiblesIn, type Invisible, type InvisibleKind } from "../../shared/text/invisibles.ts";
import { blockDecorations, type BlockDecorations } from "./block-decorations.ts";

/** Its setting is whether they are shown. */
export const invisiblesKey = new PluginKey<BlockDecorations<boolean>>("invisibles");

/** Signs that are drawn for characters; others are drawn by their names, those without a name by their numbers. A joiner is only marked: a sign would part its letters. A tab is drawn by the style sheet. */
const SIGNS: Readonly<Partial<Record<InvisibleKind, string>>> = { zwnj: "|", zwj: "", nbsp: "°", nnbsp: "°", tab: "", spaces: "·" };

/** How many are drawn of a block: the browser lays out tens of thousands of signs in one for seconds. */
const MOST_DRAWN = 2000;
/** How many signs are drawn of a row. */
const MOST_SIGNS = 40;

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
  return rowsOf(invisiblesIn(text))
    .slice(0, MOST_DRAWN)
    .map(({ kind, from, to }) =>
      Decoration.inline(
        pos + 1 + from,
        pos + 1 + to,
        { class: "invisible", "data-kind": kind, "data-sign": signOf(kind, text.slice(from, to)) },
        { kind: `${kind} ${to - from}` },
      ),
    );
}

/** Without what stands behind another of its kind: a row is drawn as one, as long as it may be. */
function rowsOf(found: readonly Invisible[]): Invisible[] {
  const rows: Invisible[] = [];
  for (const one of found) {
    const last = rows.at(-1);
    if (last && last.kind === one.kind && last.to === one.from && one.kind !== "tab") rows[rows.length - 1] = { ...last, to: one.to };
    else rows.push(one);
  }
  return rows;
}

function signOf(kind: InvisibleKind, text: string): string {
  const count = Array.from(text).length;
  const sign = SIGNS[kind];
  if (sign !== undefined) return sign.repeat(Math.min(count, MOST_SIGNS));
  const name =
    kind === "space" || kind === "other" ? `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}` : kind.toUpperCase();
  return count === 1 ? name : `${name}×${count}`;
}
