import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Direction } from "../../../shared/text/direction.ts";
import { countWords } from "../../../shared/text/words.ts";
import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";

export interface Facts {
  readonly words: number;
  readonly direction: Direction;
}

/** Counting waits until the typist rests, so that it never stands between a key and its letter. */
const REST = 250;

/** Facts of the text for the status bar: its number of words, and the direction of the paragraph at the caret. */
export class ArticleFacts {
  readonly plugin: Plugin;
  readonly #facts = new Store<Facts | null>(null);
  /** Null before the text was first read. */
  readonly facts: Readable<Facts | null> = this.#facts;
  readonly #counted = new WeakMap<Node, number>();

  constructor() {
    this.plugin = new Plugin({
      view: (view) => {
        let timer = window.setTimeout(() => this.#look(view), 0);
        return {
          update: (_view, before) => {
            if (before.doc === view.state.doc && before.selection.eq(view.state.selection)) return;
            window.clearTimeout(timer);
            timer = window.setTimeout(() => this.#look(view), REST);
          },
          destroy: () => window.clearTimeout(timer),
        };
      },
    });
  }

  /** A block that did not change is the same object, and is counted once. @param language of the article */
  #count(doc: Node, language: string): number {
    let sum = 0;
    doc.forEach((block) => {
      let words = this.#counted.get(block);
      if (words === undefined) this.#counted.set(block, (words = countWords(block.textBetween(0, block.content.size, "", " "), language)));
      sum += words;
    });
    return sum;
  }

  #look(view: EditorView): void {
    const { doc, selection } = view.state;
    const words = this.#count(doc, view.dom.lang);
    const block = view.nodeDOM(selection.$head.depth > 0 ? selection.$head.before(1) : 0);
    const direction = block instanceof Element && getComputedStyle(block).direction === "ltr" ? "ltr" : "rtl";
    const next: Facts = { words, direction };
    if (!sameFields(this.#facts.get(), next)) this.#facts.set(next);
  }
}
