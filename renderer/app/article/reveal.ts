import { Plugin, TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { finderOf } from "../../../shared/text/find.ts";
import { FOLD_ALL } from "../../../shared/text/fold.ts";
import { findRanges, readQuery, type SearchQuery } from "../../../shared/text/search.ts";
import { leftOutIn, linesWithout, partsOf, posInLine, textOfLine, textViewOf } from "../../suggestions/index.ts";

/** What is to be shown. */
interface Wanted {
  readonly article: string;
  readonly words: string;
  /** The number of the place, where the words stand together; null for the first place with any of them. */
  readonly index: number | null;
}

/** Shows in an open article what a search found there: selects it, and scrolls to it (LB15, FR23). */
export class Reveal {
  #wanted: Wanted | null = null;
  #open: { readonly article: string; readonly view: EditorView } | null = null;
  readonly #onShown: (from: number) => void;

  /** @param onShown told where a place begins that is shown */
  constructor(onShown: (from: number) => void) {
    this.#onShown = onShown;
  }

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

  /** Shows what was found in the article, at once or when it is open. @param index of a place where the words stand together */
  show(article: string, words: string, index: number | null): void {
    this.#wanted = { article, words, index };
    this.#show();
  }

  #show(): void {
    if (!this.#wanted || this.#wanted.article !== this.#open?.article) return;
    const { words, index } = this.#wanted;
    const { view } = this.#open;
    this.#wanted = null;
    const place = (index === null ? null : placeIn(view.state, words, index)) ?? findIn(view.state, readQuery(words));
    view.focus();
    if (!place) return;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)));
    center(view, place.from);
    this.#onShown(place.from);
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

interface PlaceInText {
  readonly from: number;
  readonly to: number;
}

const linesIn = (state: EditorState) => linesWithout(state.doc, partsOf(state, leftOutIn(textViewOf(state))));

/** The place with this number where the words stand together, as the find bar reads it; the last where there are fewer by now. */
function placeIn(state: EditorState, words: string, index: number): PlaceInText | null {
  const finder = finderOf({ words, folding: FOLD_ALL, wholeWord: false, isPattern: false });
  let [count, last]: [number, PlaceInText | null] = [0, null];
  for (const line of linesIn(state)) {
    const hits = finder.find(textOfLine(state.doc, line));
    for (let i = 0; i < hits.length; i += 2) {
      last = { from: posInLine(line, hits[i]!), to: posInLine(line, hits[i + 1]! - 1) + 1 };
      if (count++ === index) return last;
    }
  }
  return last;
}

/** The first place in the text, or else in the headline, of what is read as a search reads it. */
function findIn(state: EditorState, query: SearchQuery): PlaceInText | null {
  let headline: PlaceInText | null = null;
  let isHeadline = true;
  for (const line of linesIn(state)) {
    const [range] = findRanges(textOfLine(state.doc, line), query, 1);
    const place = range && { from: posInLine(line, range[0]), to: posInLine(line, range[1] - 1) + 1 };
    if (place && !isHeadline) return place;
    headline ??= place ?? null;
    isHeadline = false;
  }
  return headline;
}
