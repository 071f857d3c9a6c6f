import type { EditorView } from "prosemirror-view";
import { NearHighlights, type BlockMarks } from "../layout/near-highlights.ts";
import type { Range } from "../suggestions/index.ts";
import type { BlockUnderlines } from "./block-findings.ts";
import type { FindingDrawing } from "./open-findings.ts";

/** Names of the highlights in the style sheet. */
const FINDING = "style-finding";
const MISSPELT = "style-misspelt";
type Name = typeof FINDING | typeof MISSPELT;

/** Underlines findings near the screen; where highlights are not known, findings are listed only. */
export class FindingHighlights implements FindingDrawing {
  readonly #view: EditorView;
  readonly #highlights: NearHighlights<Name>;
  readonly #blocksIn: (from: number, to: number) => Iterable<BlockUnderlines>;
  #frame = 0;
  readonly #onScroll = (): void => {
    if (!this.#highlights.covers()) this.schedule();
  };
  readonly #sizes = new ResizeObserver(() => this.schedule());

  /** @param blocksIn gives what is to be underlined in a part of the document; the same lists as long as they are the same */
  constructor(view: EditorView, blocksIn: (from: number, to: number) => Iterable<BlockUnderlines>) {
    this.#view = view;
    this.#highlights = new NearHighlights(view, [FINDING, MISSPELT]);
    this.#blocksIn = blocksIn;
    this.#sizes.observe(view.dom);
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
  }

  near(): Range | null {
    return this.#highlights.measure();
  }

  /** Draws in the next frame. */
  schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#view.isDestroyed) this.#draw();
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
    document.removeEventListener("scroll", this.#onScroll, { capture: true });
    this.#highlights.destroy();
  }

  #draw(): void {
    const near = this.#highlights.measure();
    this.#highlights.draw(near ? Array.from(this.#blocksIn(near.from, near.to), marksOf) : []);
  }
}

const marksOf = ({ block, start, underlines }: BlockUnderlines): BlockMarks<Name> => ({
  block,
  of: [underlines],
  marks: () =>
    underlines.map(({ from, to, finding }) => ({
      from: start + from,
      to: start + to,
      name: finding.kind === "spelling" ? MISSPELT : FINDING,
    })),
});
