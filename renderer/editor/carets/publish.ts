import { Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { REMOTE } from "../../../shared/article/sync/binding.ts";
import type { Readable } from "../../store/store.ts";
import { cursorOf } from "./cursor.ts";

/** What this person's window tells the others besides the caret. */
export interface OwnPresence {
  /** In quiet mode it tells them nothing but that it has the article open (PR15). */
  readonly isQuiet: Readable<boolean>;
  readonly activity: Readable<"active" | "idle" | "away">;
}

/** Carets move with every key; the others need to see where they are, not each step. Milliseconds. */
const EVERY = 60;
/** Without a key for this long a person is not typing any more, in milliseconds. */
const TYPING_FOR = 3000;

/** How many edits this person made in this view. */
const edits = new PluginKey<number>("own-edits");

/** Tells the others where this person's caret is, whether they are typing, and whether they are at the window. */
export function publishCaret(body: Y.Text, awareness: Awareness, own: OwnPresence): Plugin {
  return new Plugin<number>({
    key: edits,
    state: {
      init: () => 0,
      apply: (tr, count) => (tr.docChanged && !tr.getMeta(REMOTE) ? count + 1 : count),
    },
    view(view) {
      const caret = new OwnCaret(body, awareness, view, own);
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
  readonly #own: OwnPresence;
  readonly #stops: readonly (() => void)[];
  #isTyping = false;
  /** A caret that was never moved is nowhere. */
  #isMoved = false;
  #timer: number | undefined;
  #typing: number | undefined;

  constructor(body: Y.Text, awareness: Awareness, view: EditorView, own: OwnPresence) {
    this.#body = body;
    this.#awareness = awareness;
    this.#view = view;
    this.#own = own;
    this.#stops = [own.isQuiet.subscribe(() => this.#tell()), own.activity.subscribe(() => this.#isQuiet || this.#tell())];
  }

  moved(typed: boolean): void {
    this.#isMoved = true;
    if (this.#isQuiet) return;
    if (typed) {
      this.#isTyping = true;
      window.clearTimeout(this.#typing);
      this.#typing = window.setTimeout(() => {
        this.#isTyping = false;
        if (!this.#isQuiet) this.#tell();
      }, TYPING_FOR);
    }
    this.#timer ??= window.setTimeout(() => {
      this.#timer = undefined;
      if (!this.#isQuiet) this.#tell();
    }, EVERY);
  }

  destroy(): void {
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#typing);
    for (const stop of this.#stops) stop();
  }

  get #isQuiet(): boolean {
    return this.#own.isQuiet.get();
  }

  #tell(): void {
    // A window that left the article says nothing.
    if (this.#awareness.getLocalState() === null) return;
    if (this.#isQuiet) {
      this.#awareness.setLocalState({});
      return;
    }
    const cursor = this.#isMoved ? { cursor: cursorOf(this.#body, this.#view.state) } : {};
    this.#awareness.setLocalState({ ...cursor, mood: this.#isTyping ? "typing" : this.#own.activity.get() });
  }
}
