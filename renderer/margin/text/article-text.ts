import type { Node } from "prosemirror-model";
import { NodeSelection, Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { textIn } from "../../../shared/article/commands/replace-words.ts";
import { flatOf } from "../../../shared/article/model/flat.ts";
import { unitsOf } from "../../../shared/article/yjs-internals/units.ts";
import { anchorOf, type Anchor } from "../../../shared/notes/anchor.ts";
import { quoteOf, type Quote } from "../../../shared/notes/quote.ts";
import { readReplacement } from "../../../shared/notes/replacement.ts";
import { isWholeBlock, type Target } from "../../../shared/notes/target.ts";
import { textViewOf } from "../../suggestions/index.ts";
import { Levels, type Band } from "./levels.ts";
import type { Range } from "./places.ts";
import { scrollTo } from "./scroll-to.ts";
import { scrollerOf } from "./scroller.ts";
import { boundaryAt, rangeOfTarget } from "./target-places.ts";
import { TintLayer, type Coloured } from "./tint-layer.ts";
import { wordAt } from "./word.ts";

/** What a note can be about, and where: for a block or picture the boundary that begins it, for a headline nothing. */
export interface Subject {
  readonly target: Target;
  readonly range: Range | null;
}

/** The editor as the margin uses it: what is selected, how the text is laid out, and the tints under it. Total while there is no view. */
export class ArticleText {
  readonly plugin: Plugin;
  readonly #body: Y.Text;
  readonly #onMoved: () => void;
  #view: EditorView | null = null;
  #levels: Levels | null = null;
  #tints: TintLayer | null = null;
  #look: object = {};
  #coloured: Coloured = { notesIn: () => [], active: null, draft: null };

  /** @param onMoved told when the text may have been laid out again though nothing was written */
  constructor(body: Y.Text, onMoved: () => void) {
    this.#body = body;
    this.#onMoved = onMoved;
    this.plugin = new Plugin({ view: (view) => this.#open(view) });
  }

  /** What is selected, or the word at the caret; null where there is none. */
  selection(): Range | null {
    if (!this.#view) return null;
    // The browser tells of a selection a task after it was made, and may deliver a press before that.
    document.dispatchEvent(new Event("selectionchange"));
    const {
      doc,
      selection: { from, to, empty },
    } = this.#view.state;
    return empty ? wordAt(doc, from) : { from, to };
  }

  /** The picture that is selected whole; null where none is. */
  selectedPicture(): Subject | null {
    const selection = this.#view?.state.selection;
    return selection instanceof NodeSelection && selection.node.type.name === "figure" ? this.block() : null;
  }

  /** The block that the caret is in: the headline, a picture, or another. Null while there is no view. */
  block(): Subject | null {
    if (!this.#view) return null;
    const { doc, selection } = this.#view.state;
    const range = boundaryAt(doc, selection.from);
    if (!range) return { target: "headline", range: null };
    return { target: doc.resolve(range.to).node(1).type.name === "figure" ? "picture" : "block", range };
  }

  /** The document that is shown; null while there is no view. */
  get doc(): Node | null {
    return this.#view?.state.doc ?? null;
  }

  /** What is selected, in the document that it is a range of; null where nothing is. */
  selected(): (Range & { readonly doc: Node }) | null {
    if (!this.#view) return null;
    const { doc, selection } = this.#view.state;
    return selection.empty ? null : { doc, from: selection.from, to: selection.to };
  }

  /** What is selected, or where the caret is. */
  caret(): Range {
    return this.#view?.state.selection ?? { from: 0, to: 0 };
  }

  /**
   * The anchor that ties a note to something, and the words to recognise it by.
   * @param range of a block or picture the boundary that begins it; null for headline and article
   * @throws Error while there is no view
   */
  anchor(range: Range, target?: "range" | "block" | "picture"): { readonly anchor: Anchor; readonly quote: Quote };
  anchor(range: Range | null, target: Target): { readonly anchor: Anchor | null; readonly quote: Quote };
  anchor(range: Range | null, target: Target = "range"): { readonly anchor: Anchor | null; readonly quote: Quote } {
    const { doc } = this.#view!.state;
    const flat = (pos: number): number => flatOf(doc, pos);
    const about = rangeOfTarget(doc, target, range) ?? range!;
    // A picture is selected with its edges, which are no characters of it.
    const [start, end] = isWholeBlock(target) ? [flat(range!.to), flat(about.to - 1)] : [flat(about.from), flat(about.to)];
    return {
      anchor: range && anchorOf(this.#body, flat(range.from), flat(range.to)),
      quote: quoteOf(unitsOf(this.#body), start, target === "headline" ? flat(about.to - 1) : end),
    };
  }

  /** The first `longest` characters of a range. */
  words({ from, to }: Range, longest: number): string {
    return this.#view?.state.doc.textBetween(from, Math.min(to, from + longest), " ", " ") ?? "";
  }

  /** The whole text of a range, as `textIn` reads it; null while there is no view. */
  textOf({ from, to }: Range): string | null {
    return this.#view && textIn(this.#view.state.doc, from, to);
  }

  /** The text of a range for which other words can be proposed: one that could itself be proposed, within one block; null for another. */
  proposable(range: Range): string | null {
    const words = this.textOf(range);
    return words === readReplacement(words) ? words : null;
  }

  /** Scrolls to a range when it is out of sight. */
  reveal({ from }: Range): void {
    if (this.#view) scrollTo(this.#view, from);
  }

  focus(): void {
    const view = this.#view;
    if (!view) return;
    // ProseMirror focuses an editable text only.
    if (view.editable) view.focus();
    else view.dom.focus({ preventScroll: true });
  }

  /** @see Levels.of */
  levels(positions: readonly number[], near: Band): number[] {
    return this.#levels?.of(positions, near) ?? positions.map(() => 0);
  }

  /** The same object for as long as nothing but edits and the size of the text tells that lines may break elsewhere. */
  get look(): object {
    return this.#look;
  }

  /** Where the whole text is on screen, in pixels. */
  bounds(): DOMRect | null {
    return this.#view?.dom.getBoundingClientRect() ?? null;
  }

  /** Tints these ranges, and no others. */
  colour(coloured: Coloured): void {
    this.#coloured = coloured;
    if (!this.#view?.isDestroyed) this.#tints?.draw(coloured);
  }

  destroy(): void {
    this.#tints?.destroy();
    this.#tints = null;
  }

  #open(view: EditorView) {
    this.#view = view;
    const levels = new Levels(view);
    this.#levels = levels;
    const tints = new TintLayer(view, levels);
    this.#tints = tints;
    // Pictures arrive, the window is made narrower, a bar opens above the text: it moves without a key.
    const sizes = new ResizeObserver(() => this.#onMoved());
    const scroller = scrollerOf(view.dom);
    for (let around: Element | null = view.dom; around && around !== scroller; around = around.parentElement) sizes.observe(around);
    const onScroll = () => {
      // The browser tells of scrolling once a frame, before it draws.
      if (!tints.covers()) this.colour(this.#coloured);
    };
    // Letters change their widths when the font arrives, and other ones are drawn in another view of suggestions.
    const measureAgain = () => {
      this.#look = {};
      levels.forget();
      tints.forget();
      this.#onMoved();
    };
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    document.fonts.addEventListener("loadingdone", measureAgain);
    return {
      update: (_view: EditorView, before: EditorState) => {
        if (textViewOf(before) !== textViewOf(view.state)) measureAgain();
      },
      destroy: () => {
        this.#view = null;
        sizes.disconnect();
        document.fonts.removeEventListener("loadingdone", measureAgain);
        document.removeEventListener("scroll", onScroll, { capture: true });
        this.destroy();
      },
    };
  }
}
