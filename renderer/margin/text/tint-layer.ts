import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { caretRect, lineRects } from "../../layout/line-rects.ts";
import { marksIn, textViewOf } from "../../suggestions/index.ts";
import { depths } from "./depths.ts";
import type { Band, Block, Levels } from "./levels.ts";
import type { Range } from "./places.ts";

/** Text within so many screens from the screen is tinted; more is when the screen leaves it. */
const BEYOND = 1.5;
const DEEPEST = 3;
/** Rectangles of one range in one block: a screen has no more lines. */
const MOST_LINES = 400;
/** What is suggested, where the view has a bar for it (SU40), and how wide that is, in pixels. */
const SUGGESTED = "suggested";
const BAR = 3;

export interface Coloured {
  /** The texts of notes that touch a part of the document. */
  readonly notesIn: (from: number, to: number) => readonly Range[];
  readonly active: Range | null;
  readonly draft: Range | null;
}

interface TintedRange extends Range {
  readonly kind: string;
}

/** How far the tint of a picture stands out around it, in pixels. */
const FRAME = 4;

const framed = ({ x, y, width, height }: DOMRect): DOMRect => new DOMRect(x - FRAME, y - FRAME, width + 2 * FRAME, height + 2 * FRAME);

/** The rectangles of one block, moved together. */
interface Group {
  readonly element: HTMLElement;
  /** The block that they were measured for. */
  node: Node;
  width: number;
  height: number;
  ranges: string;
  translate: string;
}

/**
 * Tints the text of notes, and draws the bars of the simple view, by rectangles on a layer under the article's letters. The article's DOM stays as ProseMirror made it; CSS
 * highlights would have everything that is coloured painted again after each key. The rectangles of a block are measured again
 * when the block or its notes change, and only what is within a few screens is drawn.
 */
export class TintLayer {
  readonly #view: EditorView;
  readonly #levels: Levels;
  readonly #layer = document.createElement("div");
  /** By index of the block. */
  readonly #groups = new Map<number, Group>();
  #drawn: Band = { top: 0, bottom: 0 };
  /** Where bars stand, in pixels on screen, while one drawing goes on. */
  #gutter: number | null = null;

  constructor(view: EditorView, levels: Levels) {
    this.#view = view;
    this.#levels = levels;
    this.#layer.className = "tint-layer";
    // Which text a note is about is said by the note.
    this.#layer.ariaHidden = "true";
    view.dom.before(this.#layer);
  }

  /** Whether all that is on screen is tinted. */
  covers(): boolean {
    const offset = -this.#view.dom.getBoundingClientRect().top;
    return this.#drawn.top <= offset && this.#drawn.bottom >= offset + innerHeight;
  }

  /** Lines may break elsewhere: all is measured again. */
  forget(): void {
    for (const { element } of this.#groups.values()) element.remove();
    this.#groups.clear();
  }

  draw({ notesIn, active, draft }: Coloured): void {
    const { state } = this.#view;
    this.#gutter = null;
    const beyond = innerHeight * BEYOND;
    const offset = -this.#view.dom.getBoundingClientRect().top;
    this.#drawn = { top: offset - beyond, bottom: offset + innerHeight + beyond };
    const blocks = this.#levels.blocksIn({ top: -beyond, bottom: innerHeight + beyond });
    const near = { from: blocks[0]?.start ?? 0, to: blocks.at(-1)?.end ?? 0 };
    const isNear = ({ from, to }: Range): boolean => from < near.to && to > near.from;
    // In the order in which they are painted.
    const ranges: TintedRange[] = [
      ...depths(notesIn(near.from, near.to).filter(isNear)).map(({ from, to, depth }) => ({
        from,
        to,
        kind: `note-${Math.min(depth, DEEPEST)}`,
      })),
      ...(active && isNear(active) ? [{ ...active, kind: "active" }] : []),
      ...(draft && isNear(draft) ? [{ ...draft, kind: "draft" }] : []),
      ...(textViewOf(state) === "simple" ? marksIn(state, near.from, near.to).map((range) => ({ ...range, kind: SUGGESTED })) : []),
    ];
    const within = blocks.map((block) => ranges.filter(({ from, to }) => from < block.end && to > block.start));
    const shown = new Set(blocks.flatMap(({ index }, i) => (within[i]!.length > 0 ? [index] : [])));
    // All is measured before anything is written: the page is laid out once.
    const origin = shown.size > 0 ? this.#layer.getBoundingClientRect() : null;
    const page = this.#view.dom.getBoundingClientRect().top + this.#view.dom.clientTop;
    const writes = origin
      ? blocks.flatMap((block, i) => (within[i]!.length > 0 ? [this.#measure(block, within[i]!, page, origin)] : []))
      : [];
    for (const [index, { element }] of this.#groups) {
      if (shown.has(index)) continue;
      element.remove();
      this.#groups.delete(index);
    }
    for (const write of writes) write();
  }

  destroy(): void {
    this.#layer.remove();
    this.#groups.clear();
  }

  /** @returns what puts the block's rectangles on the layer */
  #measure(block: Block, ranges: readonly TintedRange[], page: number, origin: DOMRect): () => void {
    const { index, node, top, height, start } = block;
    const { width } = origin;
    const key = ranges.map(({ kind, from, to }) => `${kind} ${from - start} ${to - start}`).join();
    const translate = `0 ${page + top - origin.top}px`;
    const group = this.#groups.get(index);
    const stays = group?.node === node && group.width === width && group.height === height && group.ranges === key;
    if (group && stays) {
      return () => {
        if (group.translate !== translate) group.element.style.translate = group.translate = translate;
      };
    }
    const boxes = ranges.flatMap((range) => {
      const lines = range.kind === SUGGESTED ? this.#bars(range, block) : this.#lines(range, block);
      return lines.map((line) => ({ kind: range.kind, line }));
    });
    return () => {
      const element = group?.element ?? this.#layer.appendChild(document.createElement("div"));
      element.style.translate = translate;
      element.replaceChildren(
        ...boxes.map(({ kind, line }) => {
          const box = document.createElement("div");
          box.dataset["tint"] = kind;
          // Each translation would be a transform of its own to the compositor; the layer runs left to right.
          box.style.insetInlineStart = `${line.left - origin.left}px`;
          box.style.insetBlockStart = `${line.top - page - top}px`;
          box.style.inlineSize = `${line.width}px`;
          box.style.blockSize = `${line.height}px`;
          return box;
        }),
      );
      this.#groups.set(index, { element, node, width, height, ranges: key, translate });
    };
  }

  /** A bar in the gutter where each line of a range begins, or where it stands of which nothing is drawn. */
  #bars(range: Range, block: Block): DOMRect[] {
    const x = (this.#gutter ??= gutterOf(this.#view.dom));
    const lines = this.#lines(range, block);
    const drawn = lines.length > 0 ? lines : [caretRect(this.#view, Math.min(range.from, block.end - 1))];
    return drawn.map(({ top, bottom }) => new DOMRect(x, top, BAR, bottom - top));
  }

  /** The lines of a range in a block, by its paragraphs: of a paragraph that is selected whole, a DOM range would give its box. */
  #lines({ from, to }: Range, block: Block): DOMRect[] {
    const { doc } = this.#view.state;
    const lines: DOMRect[] = [];
    doc.nodesBetween(Math.max(from, block.start), Math.min(to, block.end), (node, pos) => {
      if (node.type.name === "figure" && from <= pos && to >= pos + node.nodeSize) {
        const element = this.#view.nodeDOM(pos);
        // The picture covers what is under it.
        if (element instanceof HTMLElement) lines.push(framed(element.getBoundingClientRect()));
        return false;
      }
      if (!node.isTextblock) return !node.isInline;
      const [first, last] = [Math.max(from, pos + 1), Math.min(to, pos + 1 + node.content.size)];
      if (first >= last) return false;
      lines.push(...lineRects(this.#view, first, last, MOST_LINES));
      return false;
    });
    return lines.slice(0, MOST_LINES);
  }
}

/** Where a bar stands in the middle of the gutter on the side where lines begin, in pixels on screen. */
function gutterOf(dom: Element): number {
  const { direction, paddingInlineStart } = getComputedStyle(dom);
  const { left, right } = dom.getBoundingClientRect();
  const gap = Number.parseFloat(paddingInlineStart) / 2;
  return direction === "rtl" ? right - gap : left + gap - BAR;
}
