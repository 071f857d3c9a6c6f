/**
 * How far down the page stretches of text stand. What is near the screen is measured, what is far is reckoned from its block,
 * and what was measured in a block that did not change since is not measured again.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { Range } from "./places.ts";

/** Levels, in pixels from the top of the window. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

export class Levels {
  readonly #view: EditorView;
  /** Of each block, by the offset in it, how far below its top the line stands. */
  #lines = new WeakMap<Node, Map<number, number>>();
  #width = 0;

  constructor(view: EditorView) {
    this.#view = view;
  }

  /** The lines may run otherwise: a font came, the page became wider. */
  forget(): void {
    this.#lines = new WeakMap();
  }

  /**
   * @param positions in rising order
   * @param near what lies outside it may be reckoned
   * @returns level of each position's line
   */
  of(positions: readonly number[], near: Band): number[] {
    const { doc } = this.#view.state;
    const page = this.#page();
    const levels: number[] = [];
    let block = 0;
    let start = 0;
    for (const pos of positions) {
      while (block < doc.childCount - 1 && start + doc.child(block).nodeSize <= pos) start += doc.child(block++).nodeSize;
      const element = this.#element(block, start);
      levels.push(element ? this.#level(doc.child(block), element, page, pos, pos - start - 1, near) : page);
    }
    return levels;
  }

  /** From the start of the first block that reaches into `band` to the end of the last. */
  positionsIn({ top, bottom }: Band): Range {
    const { doc } = this.#view.state;
    const page = this.#page();
    let [from, to, pos] = [doc.content.size, 0, 0];
    for (let block = 0; block < doc.childCount; block++) {
      const { nodeSize } = doc.child(block);
      const element = this.#element(block, pos);
      if (element) {
        const level = page + element.offsetTop;
        if (level > bottom) break;
        if (level + element.offsetHeight >= top) {
          from = Math.min(from, pos);
          to = pos + nodeSize;
        }
      }
      pos += nodeSize;
    }
    return { from, to };
  }

  #page(): number {
    const { top, width } = this.#view.dom.getBoundingClientRect();
    if (width !== this.#width) this.forget();
    this.#width = width;
    return top + this.#view.dom.clientTop;
  }

  #element(block: number, start: number): HTMLElement | null {
    const { dom, state } = this.#view;
    // Something else may be drawn between the blocks.
    const element = dom.childElementCount === state.doc.childCount ? dom.children[block] : this.#view.nodeDOM(start);
    return element instanceof HTMLElement ? element : null;
  }

  #level(block: Node, element: HTMLElement, page: number, pos: number, offset: number, near: Band): number {
    const top = page + element.offsetTop;
    let lines = this.#lines.get(block);
    const known = lines?.get(offset);
    if (known !== undefined) return top + known;
    const reckoned = top + (block.content.size > 0 ? (offset / block.content.size) * element.offsetHeight : 0);
    if (reckoned < near.top || reckoned > near.bottom) return reckoned;
    const level = this.#view.coordsAtPos(pos).top;
    if (!lines) this.#lines.set(block, (lines = new Map()));
    lines.set(offset, level - top);
    return level;
  }
}
