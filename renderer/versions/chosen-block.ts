import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

const key = new PluginKey<number | null>("chosen-block");

/** Which block of a read-only article is chosen, by a click or by the arrow keys. @param onChoose told its number, 0 for the headline */
export function chosenBlock(onChoose: (block: number) => void): Plugin<number | null> {
  const choose = (view: EditorView, block: number): void => {
    if (block < 0 || block >= view.state.doc.childCount || block === key.getState(view.state)) return;
    view.dispatch(view.state.tr.setMeta(key, block));
    const dom = view.dom.querySelector(".versions-chosen");
    dom?.scrollIntoView({ block: "nearest" });
    onChoose(block);
  };
  return new Plugin<number | null>({
    key,
    state: { init: () => null, apply: (tr, block) => (tr.getMeta(key) as number | undefined) ?? block },
    props: {
      decorations(state) {
        const { doc } = state;
        const chosen = key.getState(state) ?? null;
        if (chosen === null) return null;
        let decoration: Decoration | null = null;
        doc.forEach((node, offset, index) => {
          if (index === chosen) decoration = Decoration.node(offset, offset + node.nodeSize, { class: "versions-chosen" });
        });
        return decoration && DecorationSet.create(doc, [decoration]);
      },
      // A view that is not edited reads no keys itself.
      handleDOMEvents: {
        keydown(view, event) {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step === 0 || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
          event.preventDefault();
          const chosen = key.getState(view.state) ?? null;
          choose(view, chosen === null ? 0 : chosen + step);
          return true;
        },
        click(view, event) {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (at) choose(view, view.state.doc.resolve(at.pos).index(0));
          return false;
        },
      },
    },
  });
}
