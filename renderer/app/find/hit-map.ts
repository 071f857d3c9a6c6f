import type { EditorView } from "prosemirror-view";
import { whenIdle } from "../../layout/when-idle.ts";
import type { Range } from "../../suggestions/index.ts";
import type { HitLine, Hits } from "./hits.ts";

/** The map is drawn anew when nothing has changed for so long, in milliseconds, and as soon as the window has nothing else to do: it is measured. */
const REST = 300;
/** And at the latest after so many. */
const LATEST = 1000;
const WIDTH = 10;
/** Height of a mark, in pixels. */
const MARK = 2;

interface Shown {
  readonly hits: Hits;
  readonly current: Range | null;
}

/** Where in the article hits stand, as marks at the edge at which one scrolls. A press goes to the nearest. */
export class HitMap {
  readonly #view: EditorView;
  readonly #desk: HTMLElement;
  readonly #canvas = document.createElement("canvas");
  #shown: Shown | null = null;
  /** What the map was drawn from. */
  #drawn = "";
  #drawnHits: Hits | null = null;
  /** By row of pixels, a hit that stands there. */
  #rows = new Map<number, number>();
  /** When it is to be drawn at the latest; 0 while it is up to date. */
  #due = 0;
  /** Does not draw what is due. */
  #leave = (): void => {};

  /** @param onGo called with the position of the hit that was pressed */
  constructor(view: EditorView, onGo: (pos: number) => void) {
    this.#view = view;
    this.#desk = view.dom.closest<HTMLElement>(".app-desk") ?? document.documentElement;
    this.#canvas.className = "find-map";
    // The bar counts the hits, and goes to each by key.
    this.#canvas.ariaHidden = "true";
    this.#canvas.addEventListener("mousedown", (event) => {
      // The focus stays where it is.
      event.preventDefault();
      const [nearest] = [...this.#rows].sort(([a], [b]) => Math.abs(a - event.offsetY) - Math.abs(b - event.offsetY));
      if (nearest) onGo(nearest[1]);
    });
    document.body.append(this.#canvas);
  }

  draw(shown: Shown): void {
    this.#shown = shown;
    const now = performance.now();
    this.#due ||= now + LATEST;
    this.#leave();
    const timer = window.setTimeout(
      () => {
        this.#leave = whenIdle(() => {
          this.#due = 0;
          if (!this.#view.isDestroyed) this.#draw();
        }, LATEST);
      },
      Math.min(REST, Math.max(0, this.#due - now)),
    );
    this.#leave = () => window.clearTimeout(timer);
  }

  destroy(): void {
    this.#leave();
    this.#canvas.remove();
  }

  #draw(): void {
    const { hits, current } = this.#shown!;
    const desk = this.#desk;
    const { left, top } = desk.getBoundingClientRect();
    const height = desk.clientHeight;
    const edge = left + desk.clientLeft;
    const end = document.documentElement.clientWidth - edge - desk.clientWidth;
    const seen = [edge, end, top, height, desk.scrollHeight, devicePixelRatio, current?.from].join();
    if (seen === this.#drawn && hits === this.#drawnHits) return;
    [this.#drawn, this.#drawnHits] = [seen, hits];
    const { style } = this.#canvas;
    style.insetInlineEnd = `${getComputedStyle(desk).direction === "rtl" ? edge : end}px`;
    style.insetBlockStart = `${top}px`;
    style.inlineSize = `${WIDTH}px`;
    style.blockSize = `${height}px`;
    const heights = new BlockHeights(this.#view.dom.children, desk, height);
    this.#rows = rowsOf(hits.lines, heights);
    this.#paint(height, [...this.#rows.keys()], current && this.#rowOf(hits, current, heights));
  }

  #rowOf(hits: Hits, { from }: Range, heights: BlockHeights): number | null {
    for (const line of hits.linesIn(from, from)) return rowIn(line, from - line.start, heights);
    return null;
  }

  #paint(height: number, rows: readonly number[], current: number | null): void {
    const scale = devicePixelRatio;
    const [width, size] = [Math.round(WIDTH * scale), Math.max(1, Math.round(height * scale))];
    this.#canvas.width = width;
    this.#canvas.height = size;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const { color, accentColor } = getComputedStyle(this.#canvas);
    context.fillStyle = color;
    for (const row of rows) context.fillRect(width * 0.2, row * scale, width * 0.6, MARK * scale);
    if (current === null) return;
    context.fillStyle = accentColor;
    context.fillRect(0, (current - 1) * scale, width, (MARK + 2) * scale);
  }
}

/** By row, the first hit that stands there. */
function rowsOf(lines: readonly HitLine[], heights: BlockHeights): Map<number, number> {
  const rows = new Map<number, number>();
  for (const line of lines) {
    for (const { from } of line.hits) {
      const row = rowIn(line, from, heights);
      if (!rows.has(row)) rows.set(row, line.start + from);
    }
  }
  return rows;
}

/** @param at from where the line begins */
function rowIn({ block, start, end }: HitLine, at: number, heights: BlockHeights): number {
  const [top, bottom] = [heights.topOf(block), heights.topOf(block + 1)];
  return Math.round(top + (end > start ? at / (end - start) : 0) * (bottom - top));
}

/**
 * Where blocks stand on the map. Of blocks that take less than a mark together, the first and the last are measured: so often as the
 * map is high, and not as there are blocks.
 */
class BlockHeights {
  readonly #blocks: HTMLCollection;
  readonly #origin: number;
  readonly #scale: number;
  readonly #height: number;
  /** By block, in pixels of the map. */
  readonly #tops: Float64Array;

  /** @param height of the map */
  constructor(blocks: HTMLCollection, desk: HTMLElement, height: number) {
    this.#blocks = blocks;
    this.#origin = desk.getBoundingClientRect().top - desk.scrollTop;
    this.#scale = height / desk.scrollHeight;
    this.#height = height;
    this.#tops = new Float64Array(blocks.length + 1);
    if (blocks.length === 0) return;
    this.#tops[0] = this.#measure(0);
    this.#tops[blocks.length] = this.#measure(blocks.length);
    this.#between(0, blocks.length);
  }

  /** @param block its number, or of all for the end of the last */
  topOf(block: number): number {
    return this.#tops[Math.min(block, this.#blocks.length)] ?? this.#height;
  }

  #between(first: number, last: number): void {
    if (last - first < 2) return;
    const [top, bottom] = [this.#tops[first]!, this.#tops[last]!];
    const middle = (first + last) >> 1;
    if (bottom - top < MARK) {
      this.#tops.fill(top, first + 1, last);
      return;
    }
    this.#tops[middle] = this.#measure(middle);
    this.#between(first, middle);
    this.#between(middle, last);
  }

  #measure(block: number): number {
    const { length } = this.#blocks;
    const { top, bottom } = this.#blocks[Math.min(block, length - 1)]!.getBoundingClientRect();
    return ((block < length ? top : bottom) - this.#origin) * this.#scale;
  }
}
