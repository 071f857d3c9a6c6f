/**
 * Takes the time of keys as the browser brings them: from the `keydown` to the microtask in which ProseMirror has read the
 * letter out of the DOM, so that document, CRDT and DOM hold it, and on to a layout of the page.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

export class KeyClock {
  readonly #times: number[] = [];
  readonly #view: EditorView;
  readonly #observer: MutationObserver;
  #down = 0;
  #before: Node | null = null;

  constructor(view: EditorView) {
    this.#view = view;
    // Observers are called in the order in which they were made: the view's own comes first.
    this.#observer = new MutationObserver(() => this.#look());
    this.#observer.observe(view.dom, { childList: true, characterData: true, subtree: true });
    window.addEventListener("keydown", this.#onKeyDown, { capture: true });
  }

  stop(): readonly number[] {
    this.#observer.disconnect();
    window.removeEventListener("keydown", this.#onKeyDown, { capture: true });
    return this.#times;
  }

  readonly #onKeyDown = () => {
    this.#before = this.#view.state.doc;
    this.#down = performance.now();
  };

  #look(): void {
    if (this.#before === null || this.#view.state.doc === this.#before) return;
    this.#before = null;
    layOut(this.#view);
    this.#times.push(performance.now() - this.#down);
  }
}

export const layOut = (view: EditorView): number => view.dom.getBoundingClientRect().height;
