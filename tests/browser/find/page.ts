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
/** Frames that are run after all hits were replaced, each in a task of its own. */
const FRAMES = 6;
/** Milliseconds without work. */
const REST = 500;
/** Milliseconds from opening the bar to the first letter: nobody is quicker. */
const BEFORE_LETTER = 200;

export type Contender = "tahrir" | "prosemirror-search";

/** What came of a search; milliseconds. */
export interface Found {
  readonly marked: number;
  readonly known: number;
  readonly count: number;
}

/** Tasks of the window that take longer than 50 ms. */
class LongTasks {
  #longest = 0;
  readonly #observer = new PerformanceObserver((list) => this.#read(list.getEntries()));

  constructor() {
    this.#observer.observe({ type: "longtask" });
  }

  /** Ends it. @returns milliseconds, once all has come to rest; 0 for less than 50 */
  async longest(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, REST));
    this.#read(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#longest;
  }

  #read(entries: readonly PerformanceEntry[]): void {
    this.#longest = Math.max(this.#longest, ...entries.map(({ duration }) => duration));
  }
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

  /**
   * Looks for words, or ends that.
   * @param isAtOnce the bar is opened and looks for the words in one, as it does where they are selected; else a letter comes after it
   * @returns milliseconds until hits in sight are marked, and until all are known, and how many there are
   */
  async find(words: string, isAtOnce = false): Promise<Found> {
    const { view } = this.#handle;
    const find = this.#find;
    if (words !== "" && find?.state.get().isOpen === false) {
      find.open(false);
      if (!isAtOnce) await new Promise((resolve) => setTimeout(resolve, BEFORE_LETTER));
    }
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

  /** What is replaced from now on is suggested, or not. */
  suggest(isSuggesting: boolean): void {
    this.#handle.binding.isSuggesting = isSuggesting;
  }

  /**
   * Writes other words for what was looked for last.
   * @returns how many were replaced, in how many milliseconds until the text has them, and the longest task of these and of what is
   * drawn and read then
   */
  async replaceAll(query: string, words: string): Promise<{ readonly time: number; readonly count: number; readonly longest: number }> {
    const { view } = this.#handle;
    const tasks = new LongTasks();
    const start = performance.now();
    if (!this.#find) {
      view.dispatch(setSearchState(view.state.tr, new SearchQuery({ search: query, replace: words })));
      const count = getMatchHighlights(view.state).find().length;
      replaceAll(view.state, view.dispatch);
      return { time: performance.now() - start, count, longest: await tasks.longest() };
    }
    this.#find.setTemplate(words);
    await this.#find.replaceAll();
    const time = performance.now() - start;
    const { report } = this.#find.state.get();
    for (let frame = 0; frame < FRAMES; frame++) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#frames.next();
    }
    return { time, count: report?.type === "replaced" ? report.count : 0, longest: await tasks.longest() };
  }

  /** Asks twice that all hits are replaced. @returns what the bar reported meanwhile, and how much longer the article is */
  async replaceAllTwice(words: string): Promise<{ readonly said: readonly string[]; readonly grown: number }> {
    const { state } = this.#find!;
    const said: string[] = [];
    const stop = state.subscribe(() => {
      const { report } = state.get();
      const one = report && `${report.type} ${"count" in report ? report.count : ""}`;
      if (one && said.at(-1) !== one) said.push(one);
    });
    const { size } = this.#handle.view.state.doc.content;
    this.#find!.setTemplate(words);
    await Promise.all([this.#find!.replaceAll(), this.#find!.replaceAll()]);
    stop();
    return { said, grown: this.#handle.view.state.doc.content.size - size };
  }

  #settle(): void {
    this.#frames.run();
    void document.body.offsetHeight;
  }
}

Object.assign(window, { findPage: new FindPage() });
