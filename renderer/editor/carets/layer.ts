/**
 * The layer that remote carets and selections are drawn on. It lies beside the article's DOM, under its letters; names
 * stand in the gutter, level with their line, where they cover no text.
 */
import type { EditorView } from "prosemirror-view";
import { stack } from "../../margin/stack.ts";
import type { RemoteCaret } from "./remote-carets.ts";

/** Between two names in the gutter, in pixels. */
const GAP = 2;

interface Mark {
  readonly caret: HTMLElement;
  readonly name: HTMLElement;
  readonly ranges: HTMLElement;
}

export class CaretLayer {
  readonly #view: EditorView;
  readonly #layer = document.createElement("div");
  readonly #marks = new Map<number, Mark>();
  readonly #sizes: ResizeObserver;
  #carets: readonly RemoteCaret[] = [];
  #frame = 0;

  constructor(view: EditorView) {
    this.#view = view;
    this.#layer.className = "caret-layer";
    // Who is here is said by the list of people; where their carets are is for the eye.
    this.#layer.ariaHidden = "true";
    view.dom.before(this.#layer);
    this.#sizes = new ResizeObserver(() => this.#schedule());
    this.#sizes.observe(view.dom);
  }

  /** Draws these in the next frame. */
  draw(carets: readonly RemoteCaret[]): void {
    if (carets.length === 0 && this.#carets.length === 0) return;
    this.#carets = carets;
    this.#schedule();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
    this.#layer.remove();
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#place());
  }

  #place(): void {
    if (this.#view.isDestroyed) return;
    const origin = this.#layer.getBoundingClientRect();
    const placed = this.#carets.map((caret) => {
      const mark = this.#mark(caret);
      const { left, top, bottom } = this.#view.coordsAtPos(caret.head, 1);
      mark.caret.style.translate = `${left - origin.left}px ${top - origin.top}px`;
      mark.caret.style.blockSize = `${bottom - top}px`;
      this.#drawRange(caret, mark.ranges, origin);
      return { mark, level: (top + bottom) / 2 - origin.top };
    });
    placed.sort((a, b) => a.level - b.level);
    const wanted = placed.map(({ mark, level }) => {
      const height = mark.name.offsetHeight;
      return { id: "", wanted: level - height / 2, height };
    });
    stack(wanted, null, GAP).forEach((top, i) => (placed[i]!.mark.name.style.translate = `0 ${top}px`));
    const here = new Set(this.#carets.map(({ client }) => client));
    for (const [client, { caret, name, ranges }] of this.#marks) {
      if (here.has(client)) continue;
      for (const element of [caret, name, ranges]) element.remove();
      this.#marks.delete(client);
    }
  }

  #mark({ client, name, color, typing }: RemoteCaret): Mark {
    let mark = this.#marks.get(client);
    if (!mark) {
      const make = (className: string): HTMLElement => {
        const element = document.createElement("div");
        element.className = className;
        this.#layer.append(element);
        return element;
      };
      this.#marks.set(client, (mark = { ranges: make("caret-ranges"), caret: make("caret"), name: make("caret-name") }));
      mark.name.append(document.createElement("bdi"));
    }
    for (const element of [mark.caret, mark.name, mark.ranges]) element.style.setProperty("--person", color);
    mark.name.toggleAttribute("data-typing", typing);
    const text = mark.name.firstElementChild!;
    if (text.textContent !== name) text.textContent = name;
    return mark;
  }

  #drawRange({ anchor, head }: RemoteCaret, place: HTMLElement, origin: DOMRect): void {
    if (anchor === head) return place.replaceChildren();
    const [start, end] = [this.#view.domAtPos(Math.min(anchor, head), 1), this.#view.domAtPos(Math.max(anchor, head), -1)];
    const range = document.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    place.replaceChildren(
      ...rects.map(({ left, top, width, height }) => {
        const box = document.createElement("div");
        box.style.translate = `${left - origin.left}px ${top - origin.top}px`;
        box.style.inlineSize = `${width}px`;
        box.style.blockSize = `${height}px`;
        return box;
      }),
    );
  }
}
