/** Runs in Chromium: the editor's own view of one article with many notes, and their tints; without the notes' cards. */
import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";
import { createMargin, type MarginModel } from "../../../renderer/margin/margin-model.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { importMarkdown } from "../../../shared/import/markdown.ts";
import { anchorOf } from "../../../shared/notes/anchor.ts";
import { quoteOf } from "../../../shared/notes/quote.ts";
import { addThread } from "../../../shared/notes/threads.ts";
import { writeArticle } from "../../bench/editor/words.ts";
import { openBareView } from "../bare-view.ts";

export class MarginPage {
  #view!: EditorView;
  #margin!: MarginModel;

  /** Opens an article of so many words, with so many notes all over it. */
  open(words: number, notes: number): void {
    const [doc, noted] = [new Y.Doc(), new Y.Doc()];
    const body = bodyOf(doc);
    fillBody(body, importMarkdown(writeArticle(words, 1)));
    const text = body.toJSON();
    for (let i = 0; i < notes; i++) {
      const from = text.indexOf(" ", Math.floor((text.length * i) / notes)) + 1;
      const to = text.indexOf(" ", from + 1);
      addThread(noted, anchorOf(body, from, to), quoteOf(text, from, to), `یادداشت ${i}`, Date.now());
    }
    this.#margin = createMargin({ body: doc, notes: noted });
    this.#view = openBareView(doc, this.#margin.plugins).view;
  }

  /** Scrolls to this part of the article, from 0 to 1. */
  scroll(part: number): void {
    const { scrollHeight, clientHeight } = document.documentElement;
    scrollTo(0, (scrollHeight - clientHeight) * part);
  }

  /** Makes the views of all plugins anew in a frame in which one has scrolled, before the frame is drawn. */
  async changePlugins(): Promise<void> {
    await new Promise((resolve) => document.addEventListener("scroll", resolve, { once: true, capture: true }));
    const { state } = this.#view;
    this.#view.updateState(state.reconfigure({ plugins: [...state.plugins] }));
  }

  /** Of the notes in sight, how many there are, and the words of those that are not tinted. */
  get inSight(): { readonly count: number; readonly plain: readonly string[] } {
    const tints = [...document.querySelectorAll("[data-tint]")].map((tint) => tint.getBoundingClientRect());
    const { doc } = this.#view.state;
    const isTinted = ({ left, right, top, bottom }: DOMRect): boolean =>
      tints.some(
        (tint) =>
          tint.left < (left + right) / 2 &&
          tint.right > (left + right) / 2 &&
          tint.top < (top + bottom) / 2 &&
          tint.bottom > (top + bottom) / 2,
      );
    const seen = [...this.#margin.places.found].flatMap(([, { from, to }]) => {
      const range = document.createRange();
      const [start, end] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)];
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset);
      const [line] = range.getClientRects();
      return line && line.top >= 0 && line.bottom <= innerHeight ? [{ words: doc.textBetween(from, to), line }] : [];
    });
    return { count: seen.length, plain: seen.filter(({ line }) => !isTinted(line)).map(({ words }) => words) };
  }

  /** How many tints begin where another of the same line ends, or nearly: a line of the page would show between them. */
  get parted(): number {
    const tints = [...document.querySelectorAll("[data-tint]")].map((tint) => tint.getBoundingClientRect());
    return tints.filter((one) => tints.some((other) => one !== other && one.top === other.top && Math.abs(one.right - other.left) < 1))
      .length;
  }
}

Object.assign(window, { marginPage: new MarginPage() });
