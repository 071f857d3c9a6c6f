import { Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { REMOTE } from "../../../shared/article/sync/binding.ts";
import { cursorOf } from "./cursor.ts";

type Mood = "typing" | "idle";

/** Carets move with every key; the others need to see where they are, not each step. Milliseconds. */
const EVERY = 60;
/** Without a key for this long a person counts as idle, in milliseconds. */
const IDLE_AFTER = 3000;

/** How many edits this person made in this view. */
const edits = new PluginKey<number>("own-edits");

/** Tells the others where this person's caret is, and whether they are typing. */
export function publishCaret(body: Y.Text, awareness: Awareness): Plugin {
  return new Plugin<number>({
    key: edits,
    state: {
      init: () => 0,
      apply: (tr, count) => (tr.docChanged && !tr.getMeta(REMOTE) ? count + 1 : count),
    },
    view(view) {
      const caret = new OwnCaret(body, awareness, view);
      return {
        update(_view, before) {
          const typed = edits.getState(before) !== edits.getState(view.state);
          if (typed || !before.selection.eq(view.state.selection)) caret.moved(typed);
        },
        destroy: () => caret.destroy(),
      };
    },
  });
}

class OwnCaret {
  readonly #body: Y.Text;
  readonly #awareness: Awareness;
  readonly #view: EditorView;
  #mood: Mood = "idle";
  #timer: number | undefined;
  #idle: number | undefined;

  constructor(body: Y.Text, awareness: Awareness, view: EditorView) {
    this.#body = body;
    this.#awareness = awareness;
    this.#view = view;
  }

  moved(typed: boolean): void {
    if (typed) {
      this.#mood = "typing";
      window.clearTimeout(this.#idle);
      this.#idle = window.setTimeout(() => {
        this.#mood = "idle";
        this.#tell();
      }, IDLE_AFTER);
    }
    this.#timer ??= window.setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, EVERY);
  }

  destroy(): void {
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#idle);
  }

  #tell(): void {
    // A window that left the article says nothing.
    if (this.#awareness.getLocalState() === null) return;
    this.#awareness.setLocalState({ cursor: cursorOf(this.#body, this.#view.state), mood: this.#mood });
  }
}
