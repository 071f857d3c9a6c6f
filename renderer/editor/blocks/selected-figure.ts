/** Which picture is selected, and what keys do to it: a letter goes into its caption, Backspace takes it out. */
import { NodeSelection, Plugin, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const posIn = ({ selection }: EditorState): number | null =>
  selection instanceof NodeSelection && selection.node.type.name === "figure" ? selection.from : null;

export class SelectedFigure {
  readonly plugin: Plugin;
  readonly #handlers = new Set<() => void>();
  readonly #enters = new Set<() => void>();
  #pos: number | null = null;

  constructor() {
    this.plugin = new Plugin({
      props: {
        handleKeyDown: (view, event) => posIn(view.state) !== null && view.editable && this.#key(view, event),
        handleTextInput: (view, _from, _to, text) => posIn(view.state) !== null && intoCaption(view, text),
      },
      view: () => ({
        update: ({ state }) => {
          if (posIn(state) === this.#pos) return;
          this.#pos = posIn(state);
          for (const handler of this.#handlers) handler();
        },
      }),
    });
  }

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  /** The position before the selected figure; null when there is none. */
  readonly pos = (): number | null => this.#pos;

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
