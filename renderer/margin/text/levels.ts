import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { caretRect } from "../../layout/line-rects.ts";

/** Levels, in pixels from the top of the window. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** A block below the top of the text, in pixels. */
interface Box {
  readonly top: number;
  readonly height: number;
}

/** A block of the article, and where it stands. */
export interface Block extends Box {
  /** Its number among the blocks. */
  readonly index: number;
  readonly node: Node;
  /** Positions before it and behind it. */
  readonly start: number;
  readonly end: number;
}

/**
 * How far down the page texts stand. What is near the screen is measured, what is far is estimated from its block, and what cannot
 * have changed since is not measured again: each question to the browser may cost a layout.
 */
export class Levels {
  readonly #view: EditorView;
  /** By block and offset in it, the distance of the line from the top of the block, in pixels. */
  #lines = new WeakMap<Node, Map<number, number>>();
  /** By index of the block. */
  #boxes: (Box | undefined)[] = [];
  /** The document that the boxes were measured for. */
  #doc: Node | null = null;
  #width = 0;
  #height = 0;

  constructor(view: EditorView) {
    this.#view = view;
  }

  /** Lines may break elsewhere: a font arrived, the page became wider. */
  forget(): void {
    this.#lines = new WeakMap();
    this.#boxes = [];
  }

  /**
   * @param positions in rising order
   * @param near positions outside it may be estimated
   * @returns level of each position's line
   */
  of(positions: readonly number[], near: Band): number[] {
    const { doc } = this.#view.state;
    const page = this.#refresh();
    const levels: number[] = [];
    let block = 0;
    let start = 0;
    for (const pos of positions) {
      while (block < doc.childCount - 1 && start + doc.child(block).nodeSize <= pos) start += doc.child(block++).nodeSize;
      levels.push(page + this.#line(doc.child(block), this.#box(block, start), page, pos, pos - start - 1, near));
    }
    return levels;
  }

  /** The blocks that reach into `band`, in order. */
  blocksIn({ top, bottom }: Band): Block[] {
    const { doc } = this.#view.state;
    const page = this.#refresh();
    const blocks: Block[] = [];
    let start = 0;
    for (let index = 0; index < doc.childCount; index++) {
      const node = doc.child(index);
      const box = this.#box(index, start);
      if (page + box.top > bottom) break;
      const end = start + node.nodeSize;
      if (page + box.top + box.height >= top) blocks.push({ index, node, start, end, ...box });
      start = end;
    }
    return blocks;
  }

  /** Forgets what may have moved. @returns the top of the text */
  #refresh(): number {
    const {
      dom,
      state: { doc },
    } = this.#view;
    const { top, width, height } = dom.getBoundingClientRect();
    if (width !== this.#width) this.forget();
    else if (height !== this.#height || !this.#differsLittle(doc)) this.#boxes = [];
    this.#doc = doc;
    this.#width = width;
    this.#height = height;
    return top + dom.clientTop;
  }

  /** While the height stays, one block that changed moved none; two might have moved what stands between them. */
  #differsLittle(doc: Node): boolean {
    if (doc === this.#doc) return true;
    if (doc.childCount !== this.#doc?.childCount) return false;
    let changed = 0;
    for (let i = 0; i < doc.childCount && changed < 2; i++) if (doc.child(i) !== this.#doc.child(i)) changed++;
    return changed < 2;
  }

  #box(block: number, start: number): Box {
    let box = this.#boxes[block];
    if (!box) {
      const { dom, state } = this.#view;
      // Something else may be drawn between the blocks.
      const element = dom.childElementCount === state.doc.childCount ? dom.children[block] : this.#view.nodeDOM(start);
      box = element instanceof HTMLElement ? { top: element.offsetTop, height: element.offsetHeight } : { top: 0, height: 0 };
      this.#boxes[block] = box;
    }
    return box;
  }

  /** @returns how far below the top of the text the line stands */
  #line(block: Node, { top, height }: Box, page: number, pos: number, offset: number, near: Band): number {
    let lines = this.#lines.get(block);
    const known = lines?.get(offset);
    if (known !== undefined) return top + known;
    const estimated = top + (block.content.size > 0 ? (offset / block.content.size) * height : 0);
    if (page + estimated < near.top || page + estimated > near.bottom) return estimated;
    const level = caretRect(this.#view, pos).top - page;
    if (!lines) this.#lines.set(block, (lines = new Map()));
    lines.set(offset, level - top);
    return level;
  }
}
