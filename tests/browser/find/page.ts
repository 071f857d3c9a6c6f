/**
 * Runs in Chromium: the editor's own view of a long article, with Tahrir's find or prosemirror-search, whose frames the test runs
 * itself, to time them.
 */
import { getMatchHighlights, replaceAll, search, SearchQuery, setSearchState } from "prosemirror-search";
import { TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import "../../../renderer/editor/editor.css";
import { FindSession } from "../../../renderer/app/find/find-session.ts";
import "../../../renderer/app/find/find.css";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import { createMargin } from "../../../renderer/margin/margin-model.ts";
import { textViewPlugin } from "../../../renderer/suggestions/index.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { posOf } from "../../../shared/article/model/flat.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { importMarkdown } from "../../../shared/import/markdown.ts";
import { suggestIn } from "../../bench/editor/page/suggest.ts";
import { writeArticle } from "../../bench/editor/words.ts";
import { openBareView } from "../bare-view.ts";
import { OwnFrames } from "../own-frames.ts";

const LETTERS = "حروفی";

export type Contender = "tahrir" | "prosemirror-search";

/** What came of a search; milliseconds. */
export interface Found {
  readonly marked: number;
  readonly known: number;
  readonly count: number;
}

export class FindPage {
  #handle!: EditorHandle;
  #find: FindSession | null = null;
  #typed = 0;
  readonly #frames = new OwnFrames();

  /** Opens an article of so many words, in which a colleague replaced so many of them by suggestions. */
  open(contender: Contender, words: number, suggestions: number): void {
    document.body.replaceChildren();
    const doc = new Y.Doc();
    fillBody(bodyOf(doc), importMarkdown(writeArticle(words, 1)));
    if (suggestions > 0) suggestIn(doc, suggestions);
    const margin = createMargin({ body: doc, notes: new Y.Doc() });
    this.#find = contender === "tahrir" ? new FindSession() : null;
    this.#handle = openBareView(doc, [...margin.plugins, textViewPlugin(), this.#find ? this.#find.plugin : search()]);
    margin.suggestions.attach(this.#handle);
    this.#find?.attach(this.#handle);
    this.#find?.allow(true);
    const { view } = this.#handle;
    const pos = posOf(view.state.doc, Math.floor((view.state.doc.content.size - view.state.doc.childCount) / 2));
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))));
    this.#settle();
  }

  /** Until the article is drawn, and the window has nothing to do. */
  rest(): Promise<void> {
    return new Promise((resolve) => void requestIdleCallback(() => resolve()));
  }

  /** Looks for words, or ends that. @returns milliseconds until hits in sight are marked, and until all are known, and how many there are */
  async find(words: string): Promise<Found> {
    const { view } = this.#handle;
    const find = this.#find;
    if (words !== "" && find?.state.get().isOpen === false) find.open(false);
    const start = performance.now();
    const taken = (): number => performance.now() - start;
    if (!find) {
      view.dispatch(setSearchState(view.state.tr, new SearchQuery({ search: words })));
      return { marked: taken(), known: taken(), count: getMatchHighlights(view.state).find().length };
    }
    if (words === "") find.close();
    else find.change({ words });
    const marked = taken();
    if (find.state.get().isSearching) {
      await new Promise<void>((resolve) => {
        const stop = find.state.subscribe(() => {
          if (find.state.get().isSearching) return;
          stop();
          resolve();
        });
      });
    }
    return { marked, known: taken(), count: find.state.get().count };
  }

  /** Brings the caret into sight, where letters are typed. */
  settle(): void {
    const { view } = this.#handle;
    view.dispatch(view.state.tr.scrollIntoView());
    this.#settle();
  }

  /** Types a letter. @returns the milliseconds of all that it costs until the page is laid out: the transaction, its frames, the layout */
  key(): number {
    const { view } = this.#handle;
    const start = performance.now();
    view.dispatch(view.state.tr.insertText(LETTERS[this.#typed++ % LETTERS.length]!));
    this.#settle();
    return performance.now() - start;
  }

  /** Writes other words for what was looked for last. @returns how many were replaced, in how many milliseconds until the text has them */
  async replaceAll(query: string, words: string): Promise<{ readonly time: number; readonly count: number }> {
    const { view } = this.#handle;
    const start = performance.now();
    if (!this.#find) {
      view.dispatch(setSearchState(view.state.tr, new SearchQuery({ search: query, replace: words })));
      const count = getMatchHighlights(view.state).find().length;
      replaceAll(view.state, view.dispatch);
      return { time: performance.now() - start, count };
    }
    this.#find.setTemplate(words);
    await this.#find.replaceAll();
    const { report } = this.#find.state.get();
    return { time: performance.now() - start, count: report?.type === "replaced" ? report.count : 0 };
  }

  #settle(): void {
    this.#frames.run();
    void document.body.offsetHeight;
  }
}

Object.assign(window, { findPage: new FindPage() });
