import type { Node } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import {
  languageAt,
  setBlockLanguage,
  setNextLanguage,
  setRunLanguage,
  type LanguageThere,
} from "../../../shared/article/commands/language.ts";
import type { ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { Direction } from "../../../shared/text/direction.ts";
import { countWords } from "../../../shared/text/words.ts";
import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";
import { isShownAlike, leftOutIn, linesWithout, partsOf, textOfLine, textViewOf, type Line } from "../../suggestions/index.ts";

export interface Facts {
  readonly words: number;
  /** Of them, those that are selected; null for a caret. */
  readonly selected: number | null;
  readonly direction: Direction;
  /** Of what a language is said at the selection (BD38, BD43); null for a caret in the headline, which has none of its own. */
  readonly languageOf: LanguageThere["of"];
  /** The one that was said; null where nobody did. */
  readonly language: string | null;
  /** The one that was said of what is typed next (BD47), null for none; undefined where it is that of the text around. */
  readonly nextLanguage: string | null | undefined;
}

/** What one says a language of. */
export type LanguageOf = "block" | "run" | "next";

const SAYS = { block: setBlockLanguage, run: setRunLanguage, next: setNextLanguage };

/** Counting waits until the typist rests, so that it never stands between a key and its letter. */
const REST = 250;

/** Words of a line that is not a whole block, and what it is read from. */
interface Counted {
  readonly blocks: readonly Node[];
  readonly pieces: string;
  readonly words: number;
}

/**
 * Facts of the text for the status bar: its number of words, without those that are only suggested (SU16), and the direction of the
 * paragraph at the caret.
 */
export class ArticleFacts {
  readonly plugin: Plugin;
  readonly #facts = new Store<Facts | null>(null);
  /** Null before the text was first read. */
  readonly facts: Readable<Facts | null> = this.#facts;
  readonly #counted = new WeakMap<Node, number>();
  /** Lines of which something is left out, by their first block. */
  readonly #parted = new WeakMap<Node, Counted>();

  #view: EditorView | null = null;

  constructor() {
    this.plugin = new Plugin({
      view: (view) => {
        this.#view = view;
        let timer = window.setTimeout(() => this.#look(view), 0);
        return {
          update: (_view, before) => {
            if (
              isShownAlike(before, view.state) &&
              before.selection.eq(view.state.selection) &&
              before.storedMarks === view.state.storedMarks
            )
              return;
            window.clearTimeout(timer);
            timer = window.setTimeout(() => this.#look(view), REST);
          },
          destroy: () => {
            window.clearTimeout(timer);
            this.#view = null;
          },
        };
      },
    });
  }

  /** Says the language of the selected blocks or words, or of what is typed next; null leaves it to what is around, and to the letters. */
  setLanguage(of: LanguageOf, language: ArticleLanguage | null): void {
    if (!this.#view?.editable) return;
    SAYS[of](language)(this.#view.state, this.#view.dispatch);
    this.#look(this.#view);
  }

  /** Reads the text at once, where somebody asks. */
  look(): void {
    if (this.#view) this.#look(this.#view);
  }

  /** Gives the focus to the text, with what was selected: the browser forgets that where it is drawn anew without the focus. */
  focusText(): void {
    const view = this.#view;
    if (!view) return;
    const { selection } = view.state;
    view.focus();
    if (!view.state.selection.eq(selection)) view.dispatch(view.state.tr.setSelection(selection));
  }

  #count(state: EditorState): Pick<Facts, "words" | "selected"> {
    let [sum, selected, start] = [0, 0, 0];
    const { from, to, empty } = state.selection;
    for (const line of linesWithout(state.doc, partsOf(state, leftOutIn(textViewOf(state))))) {
      const words = this.#countLine(state.doc, line, start);
      sum += words;
      if (!empty) selected += selectedWords(state.doc, line, { from, to }, words);
      start += line.blocks.reduce((size, block) => size + block.nodeSize, 0);
    }
    return { words: sum, selected: empty ? null : selected };
  }

  /** A block that did not change is the same object, and is counted once. @param start position before the line's first block */
  #countLine(doc: Node, line: Line, start: number): number {
    const { blocks, pieces } = line;
    const [first] = blocks as [Node];
    const known = this.#counted.get(first);
    const isWhole = blocks.length === 1 && pieces.reduce((size, { from, to }) => size + to - from, 0) === first.content.size;
    if (isWhole && known !== undefined) return known;
    const key = pieces.map(({ from, to }) => `${from - start} ${to - start}`).join();
    const parted = this.#parted.get(first);
    const isKnown = parted?.pieces === key && parted.blocks.length === blocks.length && parted.blocks.every((one, i) => one === blocks[i]);
    if (!isWhole && isKnown) return parted.words;
    const words = countWords(textOfLine(doc, line));
    if (isWhole) this.#counted.set(first, words);
    else this.#parted.set(first, { blocks, pieces: key, words });
    return words;
  }

  #look(view: EditorView): void {
    const { selection } = view.state;
    const block = view.nodeDOM(selection.$head.depth > 0 ? selection.$head.before(1) : 0);
    const direction = block instanceof Element && getComputedStyle(block).direction === "ltr" ? "ltr" : "rtl";
    const there = languageAt(view.state);
    const next: Facts = {
      ...this.#count(view.state),
      direction,
      languageOf: there.of,
      language: there.said,
      nextLanguage: there.next?.said,
    };
    if (!sameFields(this.#facts.get(), next)) this.#facts.set(next);
  }
}

/** Words of a line that are selected. @param words of all of it */
function selectedWords(
  doc: Node,
  { blocks, pieces }: Line,
  { from, to }: { readonly from: number; readonly to: number },
  words: number,
): number {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last || last.to <= from || first.from >= to) return 0;
  if (first.from >= from && last.to <= to) return words;
  const clipped = pieces
    .map((piece) => ({ from: Math.max(piece.from, from), to: Math.min(piece.to, to) }))
    .filter((piece) => piece.from < piece.to);
  return countWords(textOfLine(doc, { blocks, pieces: clipped }));
}
