import type { EditorView } from "prosemirror-view";
import { firstIndex } from "../../shared/binary-search.ts";

/** Text within so many screens from the screen is near it, where nobody says otherwise. */
const BEYOND = 0.5;

/** A part of a document, in ProseMirror positions. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The part of an article that stands near the screen, for what is drawn there alone. */
export class NearScreen {
  readonly #view: EditorView;
  readonly #beyond: number;
  /** What was near when that was measured, in pixels from the top of the article. */
  #measured = { top: 0, bottom: 0 };

  /** @param beyond screens from the screen within which text is near it */
  constructor(view: EditorView, beyond = BEYOND) {
    this.#view = view;
    this.#beyond = beyond;
  }

  /** Whether all that is on the screen was near it when that was measured. */
  covers(): boolean {
    const offset = -this.#view.dom.getBoundingClientRect().top;
    return this.#measured.top <= offset && this.#measured.bottom >= offset + innerHeight;
  }

  /** Lays the page out. @returns whole blocks; null where none is near */
  measure(): Part | null {
    const { children } = this.#view.dom;
    const beyond = innerHeight * this.#beyond;
    const offset = -this.#view.dom.getBoundingClientRect().top;
    this.#measured = { top: offset - beyond, bottom: offset + innerHeight + beyond };
    const boxOf = (i: number): DOMRect => children[i]!.getBoundingClientRect();
    const first = firstIndex(children.length, (i) => boxOf(i).bottom > -beyond);
    const behind = firstIndex(children.length, (i) => boxOf(i).top > innerHeight + beyond);
    if (first >= behind) return null;
    return {
      from: this.#view.posAtDOM(children[first]!, 0),
      to: behind < children.length ? this.#view.posAtDOM(children[behind]!, 0) : this.#view.state.doc.content.size,
    };
  }
}
