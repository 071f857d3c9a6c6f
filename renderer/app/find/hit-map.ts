import type { EditorView } from "prosemirror-view";
import type { Range } from "../../suggestions/index.ts";
import type { Hits } from "./hits.ts";

/** Milliseconds after a change in which the map is drawn anew: it measures the page. */
const REST = 150;
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
  /** By row of pixels, a hit that stands there. */
  #rows = new Map<number, number>();
  #timer = 0;

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
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      if (!this.#view.isDestroyed) this.#draw();
    }, REST);
  }

  destroy(): void {
    window.clearTimeout(this.#timer);
    this.#canvas.remove();
  }

  #draw(): void {
    const { hits, current } = this.#shown!;
    const desk = this.#desk;
    const { left, top } = desk.getBoundingClientRect();
    const height = desk.clientHeight;
    const isRtl = getComputedStyle(desk).direction === "rtl";
    const { style } = this.#canvas;
    const edge = left + desk.clientLeft;
    style.insetInlineEnd = `${isRtl ? edge : document.documentElement.clientWidth - edge - desk.clientWidth}px`;
    style.insetBlockStart = `${top}px`;
    style.inlineSize = `${WIDTH}px`;
    style.blockSize = `${height}px`;
    this.#rows = this.#measure(hits, height);
    const currentRow = current && [...this.#rows].find(([, pos]) => pos === current.from)?.[0];
    const rows = [...this.#rows.keys()];
    this.#paint(height, rows, currentRow ?? (current ? this.#rowOf(current.from, height) : null));
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

  /** By row, the first hit that stands there. */
  #measure(hits: Hits, height: number): Map<number, number> {
    const rows = new Map<number, number>();
    const total = this.#desk.scrollHeight;
    const origin = this.#desk.getBoundingClientRect().top - this.#desk.scrollTop;
    for (const { start, end, hits: found } of hits.lines) {
      const box = this.#boxOf(start);
      if (!box) continue;
      for (const hit of found) {
        const share = end > start ? hit.from / (end - start) : 0;
        const row = Math.round(((box.top - origin + share * box.height) / total) * height);
        if (!rows.has(row)) rows.set(row, start + hit.from);
      }
    }
    return rows;
  }

  #rowOf(pos: number, height: number): number | null {
    const box = this.#boxOf(pos);
    const top = this.#desk.getBoundingClientRect().top - this.#desk.scrollTop;
    return box && Math.round(((box.top - top) / this.#desk.scrollHeight) * height);
  }

  #boxOf(pos: number): DOMRect | null {
    const $pos = this.#view.state.doc.resolve(pos);
    const element = this.#view.nodeDOM($pos.depth > 0 ? $pos.before(1) : pos);
    return element instanceof HTMLElement ? element.getBoundingClientRect() : null;
  }
}
