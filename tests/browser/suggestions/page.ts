/** Runs in Chromium: the editor's own view of a long article with many suggestions, whose frames the test runs itself, to time them. */
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";
import "../../../renderer/theme/tokens.css";
import "../../../renderer/editor/editor.css";
import "../../../renderer/editor/page-settings.css";
import "../../../renderer/suggestions/suggestions.css";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import { showTextView, textViewPlugin, type TextView } from "../../../renderer/suggestions/index.ts";
import { createMargin, type MarginModel } from "../../../renderer/margin/margin-model.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { posOf } from "../../../shared/article/model/flat.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { importMarkdown } from "../../../shared/import/markdown.ts";
import { notesOn } from "../../bench/editor/page/article.ts";
import { suggestIn } from "../../bench/editor/page/suggest.ts";
import { writeArticle } from "../../bench/editor/words.ts";
import { openBareView } from "../bare-view.ts";
import { OwnFrames } from "../own-frames.ts";

const pageStyle = (inPage: Element): string => inPage.closest<HTMLElement>(".editor-page")?.style.cssText ?? "";
const LETTERS = "حروفی";

export class SuggestionsPage {
  #view!: EditorView;
  #margin!: MarginModel;
  #handle!: EditorHandle;
  #typed = 0;
  #late = 0;
  #colors: { readonly atLayout: string | null; readonly open: string } = { atLayout: null, open: "" };
  readonly #frames = new OwnFrames();

  /**
   * Opens an article of so many words, in which a colleague replaced so many of them by suggestions.
   * One word has a note.
   * @returns how many suggestions are drawn, and how many notes are read, at once, with the first frame and with the next
   */
  open(words: number, suggestions: number): readonly { readonly suggestions: number; readonly notes: number }[] {
    const doc = new Y.Doc();
    fillBody(bodyOf(doc), importMarkdown(writeArticle(words, 1)));
    suggestIn(doc, suggestions);
    this.#margin = createMargin({ body: doc, notes: notesOn(doc, 1) });
    this.#margin.setAuthors(({ client }, other) => client === other.client);
    // As in a window, before there is a view.
    this.#margin.suggestions.setPeople(
      (client) => client === doc.clientID,
      () => "#006080",
    );
    const computed = getComputedStyle;
    let atLayout: string | null = null;
    globalThis.getComputedStyle = (element, pseudo) => {
      if (element !== document.documentElement) atLayout ??= pageStyle(element);
      return computed(element, pseudo);
    };
    this.#handle = openBareView(doc, [...this.#margin.plugins, textViewPlugin()]);
    globalThis.getComputedStyle = computed;
    this.#view = this.#handle.view;
    this.#margin.suggestions.attach(this.#handle);
    this.#colors = { atLayout, open: pageStyle(this.#view.dom) };
    const now = () => ({ suggestions: this.drawn.suggestions, notes: this.#margin.state.get().threads.length });
    const drawn = [now()];
    const atOnce = new Set(this.#margin.suggestions.ranges.keys());
    for (let frame = 0; frame < 2; frame++) {
      this.#frames.next();
      drawn.push(now());
    }
    this.#frames.run();
    this.#late = this.#inSight.filter(([id]) => !atOnce.has(id)).length;
    return drawn;
  }

  /** Of the suggestions that are in sight in an article that was just opened, how many were not drawn at once. */
  get late(): number {
    return this.#late;
  }

  /** The colours of suggesters that the page had when something first asked how it is laid out, and when the editor was open. */
  get colors(): { readonly atLayout: string | null; readonly open: string } {
    return this.#colors;
  }

  /** How many suggestions are drawn, and how many characters of them. */
  get drawn(): { readonly suggestions: number; readonly inserted: string } {
    return {
      suggestions: this.#margin.suggestions.ranges.size,
      inserted: [...this.#view.dom.querySelectorAll(".suggested-inserted")].map(({ textContent }) => textContent).join(" "),
    };
  }

  /** Of how many suggestions something is drawn in the text. */
  get drawnInText(): number {
    return this.#view.dom.querySelectorAll(".suggested-struck").length;
  }

  /** Scrolls to this part of the article, from 0 to 1. @returns of the suggestions in sight, how many there are and how many are not drawn, before the next frame is */
  async scroll(part: number): Promise<{ readonly inSight: number; readonly plain: number }> {
    const scrolled = new Promise((resolve) => document.addEventListener("scroll", resolve, { once: true, capture: true }));
    scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * part);
    await scrolled;
    const inSight = this.#inSight;
    const plain = inSight.filter(([, { from, to }]) => {
      const { node } = this.#view.domAtPos(Math.floor((from + to) / 2), 1);
      return node.parentElement?.closest(".suggested-struck, .suggested-inserted") === null;
    });
    return { inSight: inSight.length, plain: plain.length };
  }

  get #inSight() {
    return [...this.#margin.suggestions.ranges].filter(([, { from }]) => {
      const { top, bottom } = this.#view.coordsAtPos(from, 1);
      return top >= 0 && bottom <= innerHeight;
    });
  }

  /** Puts the caret into the middle of the article. */
  place(): void {
    const { doc } = this.#view.state;
    const pos = posOf(doc, Math.floor((doc.content.size - doc.childCount) / 2));
    this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.near(doc.resolve(pos))));
    this.#frames.run();
  }

  show(textView: TextView): void {
    showTextView(this.#view, textView);
    this.#frames.run();
  }

  suggest(isSuggesting: boolean): void {
    this.#margin.suggestions.suggest(isSuggesting);
    this.#frames.run();
  }

  /** Types a letter. @returns the milliseconds of all that it costs until the page is laid out: the transaction, its frames, the layout */
  key(): number {
    const { view } = this;
    const start = performance.now();
    view.dispatch(view.state.tr.insertText(LETTERS[this.#typed++ % LETTERS.length]!));
    this.#frames.run();
    void document.body.offsetHeight;
    return performance.now() - start;
  }

  /** Erases the letter before the caret. @returns as `key` does */
  erase(): number {
    const { view } = this;
    const { head } = view.state.selection;
    const start = performance.now();
    view.dispatch(view.state.tr.delete(head - 1, head));
    this.#frames.run();
    void document.body.offsetHeight;
    return performance.now() - start;
  }

  /** What was typed last, drawn as suggested before a frame has run and after it. */
  typeOne(letter: string): { readonly atOnce: string; readonly afterFrame: string } {
    this.#view.dispatch(this.#view.state.tr.insertText(letter));
    const read = (): string => {
      const { node } = this.#view.domAtPos(this.#view.state.selection.head, -1);
      return node.parentElement?.closest(".suggested-inserted")?.textContent ?? "";
    };
    const atOnce = read();
    this.#frames.run();
    return { atOnce, afterFrame: read() };
  }

  get view(): EditorView {
    return this.#view;
  }
}

Object.assign(window, { suggestionsPage: new SuggestionsPage() });
