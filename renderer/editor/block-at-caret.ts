import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

const AT_CARET = { class: "at-caret" };

/** Whether the block at the caret is marked. */
const key = new PluginKey<boolean>("block at caret");

/** Marks the blocks of the selection for the style sheet, which dims the others in focus mode (WS3). */
export const blockAtCaret = (): Plugin<boolean> =>
  new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, isOn) => (tr.getMeta(key) as boolean | undefined) ?? isOn,
    },
    props: {
      decorations: (state) => {
        const { $from, $to } = state.selection;
        if (!key.getState(state) || $from.depth === 0) return null;
        const blocks: Decoration[] = [];
        state.doc.nodesBetween($from.before(1), $to.after(1), (block, pos) => {
          blocks.push(Decoration.node(pos, pos + block.nodeSize, AT_CARET));
          return false;
        });
        return DecorationSet.create(state.doc, blocks);
      },
    },
  });

/** Dims all blocks but those of the selection, or no more (WS3). */
export function showFocusMode(view: EditorView, isOn: boolean): void {
  if (key.getState(view.state) !== isOn) view.dispatch(view.state.tr.setMeta(key, isOn));
}
