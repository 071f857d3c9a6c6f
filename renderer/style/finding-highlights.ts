import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { NearScreen } from "../layout/near-screen.ts";
import type { Range } from "../suggestions/index.ts";
import type { BlockUnderlines, Underline } from "./block-findings.ts";
import type { FindingDrawing } from "./open-findings.ts";

/** Names of the highlights in the style sheet. */
const FINDING = "style-finding";
const MISSPELT = "style-misspelt";
type Name = typeof FINDING | typeof MISSPELT;

/** What is drawn of one block. */
interface DrawnBlock {
  readonly block: Node;
  readonly underlines: readonly Underline[];
  readonly drawn: readonly DrawnUnderline[];
}

interface DrawnUnderline {
  readonly name: Name;
  readonly range: StaticRange;
  /** Lengths of the nodes in which it begins and ends, by which it is seen that they have changed. */
  readonly lengths: readonly [number, number];
}

/**
 * Underlines findings by the CSS Custom Highlight API: the article's DOM stays as ProseMirror made it, and letters stay joined. Only
 * what is near the screen is underlined, and in a frame only blocks that have changed are drawn again.
 */
export class FindingHighlights implements FindingDrawing {
  readonly #view: EditorView;
  readonly #near: NearScreen;
  readonly #blocksIn: (from: number, to: number) => Iterable<BlockUnderlines>;
  #drawn: readonly DrawnBlock[] = [];
  #frame = 0;
  readonly #onScroll = (): void => {
    if (!this.#near.covers()) this.schedule();
  };
  readonly #sizes = new ResizeObserver(() => this.schedule());

  /** @param blocksIn gives what is to be underlined in a part of the document; the same lists as long as they are the same */
  constructor(view: EditorView, blocksIn: (from: number, to: number) => Iterable<BlockUnderlines>) {
    this.#view = view;
    this.#near = new NearScreen(view);
    this.#blocksIn = blocksIn;
    // Firefox has them since version 140; before, findings are listed only.
    if ("highlights" in CSS) for (const name of [FINDING, MISSPELT]) CSS.highlights.set(name, new Highlight());
    this.#sizes.observe(view.dom);
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
  }

  near(): Range | null {
    return this.#near.measure();
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
    if ("highlights" in CSS) for (const name of [FINDING, MISSPELT]) CSS.highlights.delete(name);
  }

  #draw(): void {
    if (!("highlights" in CSS)) return;
    const near = this.#near.measure();
    const before = new Map(this.#drawn.map((one) => [one.block, one]));
    const next: DrawnBlock[] = [];
    for (const found of near ? this.#blocksIn(near.from, near.to) : []) {
      const known = before.get(found.block);
      if (known && known.underlines === found.underlines && known.drawn.every(isInPlace)) {
        before.delete(found.block);
        next.push(known);
      } else next.push(this.#underline(found));
    }
    const stays = new Set(next);
    for (const one of this.#drawn) if (!stays.has(one)) for (const { name, range } of one.drawn) CSS.highlights.get(name)?.delete(range);
    const stood = new Set(this.#drawn);
    for (const one of next) if (!stood.has(one)) for (const { name, range } of one.drawn) CSS.highlights.get(name)?.add(range);
    this.#drawn = next;
  }

  #underline({ block, start, underlines }: BlockUnderlines): DrawnBlock {
    const drawn = underlines.map(({ from, to, finding }): DrawnUnderline => {
      const [first, last] = [this.#view.domAtPos(start + from, 1), this.#view.domAtPos(start + to, -1)];
      // One that does not follow the DOM, which would cost something at each change of it.
      const range = new StaticRange({
        startContainer: first.node,
        startOffset: first.offset,
        endContainer: last.node,
        endOffset: last.offset,
      });
      const lengths = [lengthOf(first.node), lengthOf(last.node)] as const;
      return { name: finding.kind === "spelling" ? MISSPELT : FINDING, range, lengths };
    });
    return { block, underlines, drawn };
  }
}

/** Whether the DOM of it is as it was: what is drawn beside it, a colleague's caret for one, may have parted its text. */
const isInPlace = ({ range: { startContainer, endContainer }, lengths }: DrawnUnderline): boolean =>
  startContainer.isConnected &&
  endContainer.isConnected &&
  lengthOf(startContainer) === lengths[0] &&
  lengthOf(endContainer) === lengths[1];

const lengthOf = (node: globalThis.Node): number => (node instanceof Text ? node.length : node.childNodes.length);
