import { Plugin, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { findRanges, readQuery, type SearchQuery } from "../../../shared/text/search.ts";
import { leftOutIn, linesWithout, partsOf, posInLine, textOfLine, textViewOf } from "../../suggestions/index.ts";

/** Shows in an open article what a search found there: selects it, and scrolls to it (LB15). */
export class Reveal {
  #wanted: { readonly article: string; readonly query: SearchQuery } | null = null;
  #open: { readonly article: string; readonly view: EditorView } | null = null;

  /** For the view of this article. */
  plugin(article: string): Plugin {
    return new Plugin({
      view: (view) => {
        this.#open = { article, view };
        // The page is not laid out yet.
        requestAnimationFrame(() => this.#show());
        return {
          destroy: () => {
            if (this.#open?.view === view) this.#open = null;
          },
        };
      },
    });
  }

  /** Shows what `text` finds in the article, at once or when it is open. */
  show(article: string, text: string): void {
    this.#wanted = { article, query: readQuery(text) };
    this.#show();
  }

  #show(): void {
    if (!this.#wanted || this.#wanted.article !== this.#open?.article) return;
    const { query } = this.#wanted;
    const { view } = this.#open;
    this.#wanted = null;
    const place = findIn(view.state, query);
    view.focus();
    if (!place) return;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)));
    center(view, place.from);
    // Blocks that had not been in sight get their height only now.
    requestAnimationFrame(() => {
      if (!view.isDestroyed) center(view, place.from);
    });
  }
}

/** Brings a position into the middle of what is in sight. */
function center(view: EditorView, pos: number): void {
  const { node } = view.domAtPos(pos);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
}

/** The first place in the text, or else in the headline, of what is read as a search reads it. */
function findIn(state: EditorState, query: SearchQuery): { readonly from: number; readonly to: number } | null {
  let headline: { readonly from: number; readonly to: number } | null = null;
  let isHeadline = true;
  for (const line of linesWithout(state.doc, partsOf(state, leftOutIn(textViewOf(state))))) {
    const [range] = findRanges(textOfLine(state.doc, line), query, 1);
    const place = range && { from: posInLine(line, range[0]), to: posInLine(line, range[1] - 1) + 1 };
    if (place && !isHeadline) return place;
    headline ??= place ?? null;
    isHeadline = false;
  }
  return headline;
}
