import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { firstIndex } from "../../../shared/binary-search.ts";
import { lineRects } from "../../layout/line-rects.ts";

/** Text within so many screens from the screen is drawn; more is when the screen leaves it. */
const BEYOND = 0.5;
/** Rectangles of one range: a screen has no more lines. */
const MOST_LINES = 200;

/** A range of a block that is drawn. */
export interface DrawnRange {
  /** Offsets in the block's content. */
  readonly from: number;
  readonly to: number;
  readonly color: string;
  /** Number of the pattern below the line. */
  readonly pattern: number;
  /** Another member's passages are looked at. */
  readonly isFaint: boolean;
  readonly isCurrent: boolean;
}

/** A block of the document. */
export interface DrawnBlock {
  readonly node: Node;
  /** Position of the first character in it. */
  readonly start: number;
}

/** The rectangles of one block, moved together. */
interface Group {
  readonly element: HTMLElement;
  readonly key: string;
  readonly node: Node;
  readonly width: number;
  readonly height: number;
}

/** Draws who wrote what by rectangles on a layer under the letters, in what is near the screen. A block that stays as it is is not drawn again. */
export class WritersLayer {
  readonly #view: EditorView;
  readonly #layer = document.createElement("div");
  /** By the DOM element of the block. */
  #groups = new Map<HTMLElement, Group>();

  constructor(view: EditorView) {
    this.#view = view;
    this.#layer.className = "writers-layer";
    // The bar says it in words.
    this.#layer.ariaHidden = "true";
    view.dom.before(this.#layer);
  }

  destroy(): void {
    this.#layer.remove();
  }

  /** @param rangesOf what is drawn of a block, in order */
  draw(rangesOf: (block: DrawnBlock) => readonly DrawnRange[]): void {
    const origin = this.#layer.getBoundingClientRect();
    const groups = new Map<HTMLElement, Group>();
    const writes: (() => void)[] = [];
    for (const { element, block } of this.#blocksNear()) {
      const ranges = rangesOf(block);
      if (ranges.length === 0) continue;
      const { top, width, height } = element.getBoundingClientRect();
      const key = JSON.stringify(ranges);
      const known = this.#groups.get(element);
      const stays = known?.node === block.node && known.width === width && known.height === height && known.key === key;
      const boxes = stays
        ? null
        : ranges.flatMap((range) =>
            lineRects(this.#view, block.start + range.from, block.start + range.to, MOST_LINES).map((line) => ({ range, line })),
          );
      const group: Group = stays
        ? known
        : { element: known?.element ?? document.createElement("div"), key, node: block.node, width, height };
      groups.set(element, group);
      // All is measured before anything is written: the page is laid out once.
      writes.push(() => {
        if (!group.element.isConnected) this.#layer.append(group.element);
        const translate = `0 ${top - origin.top}px`;
        if (group.element.style.translate !== translate) group.element.style.translate = translate;
        if (boxes)
          group.element.replaceChildren(...boxes.map(({ range, line }) => boxOf(range, line.left - origin.left, line.top - top, line)));
      });
    }
    for (const [element, { element: box }] of this.#groups) if (!groups.has(element)) box.remove();
    this.#groups = groups;
    for (const write of writes) write();
  }

  /** The blocks on the screen and near it. */
  *#blocksNear(): Iterable<{ readonly element: HTMLElement; readonly block: DrawnBlock }> {
    const { children } = this.#view.dom;
    const { doc } = this.#view.state;
    const beyond = innerHeight * BEYOND;
    for (let i = firstIndex(children.length, (at) => children[at]!.getBoundingClientRect().bottom > -beyond); i < children.length; i++) {
      const element = children[i]!;
      if (element.getBoundingClientRect().top > innerHeight + beyond) return;
      if (!(element instanceof HTMLElement) || element.classList.contains("ProseMirror-widget")) continue;
      const $start = doc.resolve(this.#view.posAtDOM(element, 0));
      if ($start.depth > 0 && $start.parent.inlineContent) yield { element, block: { node: $start.parent, start: $start.start() } };
    }
  }
}

function boxOf(range: DrawnRange, left: number, top: number, { width, height }: DOMRect): HTMLElement {
  const box = document.createElement("div");
  box.dataset["pattern"] = String(range.pattern);
  box.toggleAttribute("data-faint", range.isFaint);
  box.toggleAttribute("data-current", range.isCurrent);
  box.style.setProperty("--person", range.color);
  box.style.translate = `${left}px ${top}px`;
  box.style.inlineSize = `${width}px`;
  box.style.blockSize = `${height}px`;
  return box;
}
