import type { Node } from "prosemirror-model";
import { NodeSelection, Plugin, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { Store, type Readable } from "../../store/store.ts";

const posIn = ({ selection }: EditorState): number | null =>
  selection instanceof NodeSelection && selection.node.type.name === "figure" ? selection.from : null;

export interface Selection {
  readonly pos: number;
  readonly node: Node;
  /** The same for as long as the same figure is selected, wherever edits move it. */
  readonly key: number;
}

/** Which picture is selected, and what keys do to it: a letter goes into its caption, Backspace deletes it. */
export class SelectedFigure {
  readonly plugin: Plugin;
  readonly #selection = new Store<Selection | null>(null);
  /** The selected figure; null when there is none. */
  readonly selection: Readable<Selection | null> = this.#selection;
  readonly #enters = new Set<() => void>();
  #dom: globalThis.Node | null = null;
  #serial = 0;

  constructor() {
    this.plugin = new Plugin({
      props: {
        handleKeyDown: (view, event) => posIn(view.state) !== null && view.editable && this.#key(view, event),
        handleTextInput: (view, _from, _to, text) => posIn(view.state) !== null && intoCaption(view, text),
        handleDOMEvents: {
          // Text without a key, as from a panel of signs: the browser would put it in place of the picture.
          beforeinput: (view, event) => {
            if (posIn(view.state) === null || event.inputType !== "insertText") return false;
            event.preventDefault();
            return intoCaption(view, event.data ?? "");
          },
          // An input method begins where the selection is.
          compositionstart: (view) => {
            if (posIn(view.state) !== null) intoCaption(view, "");
            return false;
          },
        },
      },
      view: () => ({
        update: (view) => {
          const pos = posIn(view.state);
          const node = pos === null ? null : view.state.doc.nodeAt(pos);
          const before = this.#selection.get();
          if (pos === (before?.pos ?? null) && node === (before?.node ?? null)) return;
          const dom = pos === null ? null : view.nodeDOM(pos);
          if (dom !== this.#dom) this.#serial++;
          this.#dom = dom;
          this.#selection.set(pos === null || node === null ? null : { pos, node, key: this.#serial });
        },
      }),
    });
  }

  /** Called when Enter is pressed on a figure. @returns a function that takes the handler off */
  onEnter(handler: () => void): () => void {
    this.#enters.add(handler);
    return () => void this.#enters.delete(handler);
  }

  #key(view: EditorView, event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "Enter":
        for (const handler of this.#enters) handler();
        return true;
      case "Escape":
        return intoCaption(view, "");
      default:
        return false;
    }
  }
}

/** Types at the end of the caption. */
function intoCaption(view: EditorView, text: string): boolean {
  const end = view.state.selection.to - 1;
  const { tr } = view.state;
  tr.setSelection(TextSelection.create(tr.doc, end));
  view.dispatch((text === "" ? tr : tr.insertText(text)).scrollIntoView());
  return true;
}
