import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type Command, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { invisiblesIn, type InvisibleKind } from "../../shared/text/invisibles.ts";
import { changedBlocks, decoratedAnew } from "./changed-blocks.ts";

interface Shown {
  /** Null while they are not shown. */
  readonly set: DecorationSet | null;
  readonly postponed: number | null;
}

const key = new PluginKey<Shown>("invisibles");
const HIDDEN: Shown = { set: null, postponed: null };

/** Signs that are drawn for characters; others are drawn by their names. A joiner is only marked: a sign would part its letters. */
const SIGNS: Readonly<Partial<Record<InvisibleKind, string>>> = { zwnj: "|", zwj: "", nbsp: "°", nnbsp: "°", tab: "→", spaces: "·" };

export const areInvisiblesShown = (state: EditorState): boolean => (key.getState(state)?.set ?? null) !== null;

/** Shows what one does not see, or no more. */
export const toggleInvisibles: Command = (state, dispatch) => {
  dispatch?.(state.tr.setMeta(key, !areInvisiblesShown(state)));
  return true;
};

export const invisiblesAreWaiting = (state: EditorState): boolean => (key.getState(state)?.postponed ?? null) !== null;

/** The view of unseen characters (BD35): joiners, marks and controls of direction, spaces that are none. Only changed blocks are looked through. */
export function invisibles(): Plugin<Shown> {
  let view: EditorView | null = null;
  return new Plugin<Shown>({
    key,
    state: {
      init: () => HIDDEN,
      apply(tr, before, _old, { doc, selection }) {
        const isOn = tr.getMeta(key) as boolean | undefined;
        if (isOn === false) return HIDDEN;
        if (isOn === true) {
          const found: Decoration[] = [];
          doc.forEach((block, pos) => void found.push(...decorationsOf(block, pos)));
          return { set: DecorationSet.create(doc, found), postponed: null };
        }
        if (before.set === null) return before;
        const blocks = changedBlocks(tr, { doc, selection }, before.postponed, view?.composing ?? false);
        if (!blocks) return before;
        const set = decoratedAnew(before.set.map(tr.mapping, doc), doc, blocks, decorationsOf);
        return { set, postponed: blocks.postponed };
      },
    },
    props: { decorations: (state) => key.getState(state)!.set },
    view(created) {
      view = created;
      return { destroy: () => (view = null) };
    },
  });
}

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
