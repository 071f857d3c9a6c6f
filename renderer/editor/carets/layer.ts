import type { EditorView } from "prosemirror-view";
import { firstIndex } from "../../../shared/binary-search.ts";
import { initials } from "../../../shared/text/initials.ts";
import { caretRect, lineRects } from "../../layout/line-rects.ts";
import { stack } from "../../layout/stack.ts";
import type { RemoteCaret } from "./remote-caret.ts";

/** Between two names in the gutter, in pixels. */
const GAP = 2;
/** Rectangles that one selection is drawn by: a screen has no more lines. */
const MOST_LINES = 200;
/** How long a name is shown after its caret was moved, in milliseconds. */
const NAMED_FOR = 4000;
/** The pointer is at a caret or a name when it is this near, in pixels. */
const NEAR = 6;

interface Mark {
  readonly caret: HTMLElement;
  readonly name: HTMLElement;
  readonly ranges: HTMLElement;
  /** Height of the name, in pixels; 0 until it was measured. */
  height: number;
  /** How often it had been moved when it was last drawn. */
  moves: number;
  /** Ends the time for which its name is shown after a move. */
  timer: number | undefined;
}

/** Where one caret is on the layer, in pixels. */
interface Placed {
  readonly mark: Mark;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly lines: readonly DOMRect[];
}

/** Positions that can be seen, or soon will be. */
interface Sight {
  readonly from: number;
  readonly to: number;
}

/**
 * The layer that remote carets and selections are drawn on. It lies beside the article's DOM, under its letters; names stand in
 * the gutter, level with their line, where they cover no text: whole after a move and while one points at them, else by their
 * initials (PR18). Once a frame all is measured, then all is drawn: a page that is
 * written to between two measurements is laid out again for each. What is far out of sight is not measured.
 */
export class CaretLayer {
  readonly #view: EditorView;
  readonly #layer = document.createElement("div");
  /** By member. */
  readonly #marks = new Map<string, Mark>();
  readonly #sizes: ResizeObserver;
  readonly #onScroll = (): void => {
    if (this.#carets.length > 0) this.#schedule();
  };
  /** Where the pointer is; the article lies over the layer, which hears of no pointer itself. */
  readonly #onPointer = ({ clientX, clientY }: PointerEvent): void => {
    if (this.#carets.length === 0) return;
    this.#pointer = { x: clientX, y: clientY };
    this.#hovering ||= requestAnimationFrame(() => {
      this.#hovering = 0;
      this.#hovered = this.#markAt(this.#pointer);
      this.#markNames();
    });
  };
  #carets: readonly RemoteCaret[] = [];
  /** Member whose name is shown for as long as this says so. */
  #pointed: string | null = null;
  #pointer = { x: 0, y: 0 };
  #hovered: Mark | null = null;
  #frame = 0;
  #hovering = 0;

  constructor(view: EditorView) {
    this.#view = view;
    this.#layer.className = "caret-layer";
    // Screen readers have the list of people; where carets are is only drawn.
    this.#layer.ariaHidden = "true";
    view.dom.before(this.#layer);
    this.#sizes = new ResizeObserver(() => this.#schedule());
    this.#sizes.observe(view.dom);
    // Whatever scrolls: the event does not bubble.
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
    for (const type of ["pointermove", "pointerdown"] as const) document.addEventListener(type, this.#onPointer, { passive: true });
  }

  /** Draws these in the next frame. @param pointed member whose name is shown */
  draw(carets: readonly RemoteCaret[], pointed: string | null): void {
    this.#carets = carets;
    this.#pointed = pointed;
    this.#schedule();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#hovering);
    for (const { timer } of this.#marks.values()) window.clearTimeout(timer);
    for (const type of ["pointermove", "pointerdown"] as const) document.removeEventListener(type, this.#onPointer);
    document.removeEventListener("scroll", this.#onScroll, { capture: true });
    this.#sizes.disconnect();
    this.#layer.remove();
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#view.isDestroyed) this.#draw();
    });
  }

  #draw(): void {
    const marks = this.#carets.map((caret) => this.#mark(caret));
    const sight = this.#carets.length > 0 ? this.#sight() : null;
    const origin = this.#layer.getBoundingClientRect();
    const placed = sight ? this.#carets.flatMap((caret, i) => this.#measure(caret, marks[i]!, sight) ?? []) : [];
    for (const { mark } of placed) mark.height ||= mark.name.offsetHeight;

    placed.sort((a, b) => a.top + a.bottom - b.top - b.bottom);
    const names = placed.map(({ mark: { height }, top, bottom }) => ({ wanted: (top + bottom) / 2 - origin.top - height / 2, height }));
    stack(names, -1, GAP).forEach((top, i) => (placed[i]!.mark.name.style.translate = `0 ${top}px`));
    for (const one of placed) draw(one, origin);
    this.#hideOthers(new Set(placed.map(({ mark }) => mark)));
    this.#markNames();
  }

  /** Says which names are shown whole. */
  #markNames(): void {
    for (const [member, mark] of this.#marks) {
      const isPointed = mark === this.#hovered || member === this.#pointed;
      mark.name.toggleAttribute("data-pointed", isPointed);
      mark.name.toggleAttribute("data-named", isPointed || mark.timer !== undefined);
    }
  }

  #markAt({ x, y }: { readonly x: number; readonly y: number }): Mark | null {
    for (const mark of this.#marks.values()) {
      if (mark.name.hidden) continue;
      for (const element of [mark.name, mark.caret]) {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (x >= left - NEAR && x <= right + NEAR && y >= top - NEAR && y <= bottom + NEAR) return mark;
      }
    }
    return null;
  }

  /** Its member moved it: the name is shown for a while. */
  #moved(mark: Mark): void {
    window.clearTimeout(mark.timer);
    mark.timer = window.setTimeout(() => {
      mark.timer = undefined;
      this.#markNames();
    }, NAMED_FOR);
  }

  /** @returns the positions on the screen and one screen around it */
  #sight(): Sight | null {
    const blocks = this.#view.dom.children;
    const height = window.innerHeight;
    const first = firstBelow(blocks, -height);
    if (first === blocks.length) return null;
    const last = Math.min(blocks.length - 1, firstBelow(blocks, 2 * height));
    return { from: this.#view.posAtDOM(blocks[first]!, 0), to: this.#view.posAtDOM(blocks[last]!, blocks[last]!.childNodes.length) };
  }

  /** @returns null for what is out of sight */
  #measure({ anchor, head }: RemoteCaret, mark: Mark, sight: Sight): Placed | null {
    const [from, to] = [Math.max(sight.from, Math.min(anchor, head)), Math.min(sight.to, Math.max(anchor, head))];
    if (from > to) return null;
    // Where a selection's end is out of sight, its name stands at the edge of what is in sight.
    const { left, top, bottom } = caretRect(this.#view, Math.min(to, Math.max(from, head)));
    return { mark, left, top, bottom, lines: from < to ? lineRects(this.#view, from, to, MOST_LINES) : [] };
  }

  #mark({ member, name, color, activity, moves }: RemoteCaret): Mark {
    let mark = this.#marks.get(member);
    if (!mark) {
      const make = (className: string): HTMLElement => {
        const element = document.createElement("div");
        element.className = className;
        this.#layer.append(element);
        return element;
      };
      const parts = { ranges: make("caret-ranges"), caret: make("caret"), name: make("caret-name") };
      this.#marks.set(member, (mark = { ...parts, height: 0, moves: 0, timer: undefined }));
      mark.name.append(document.createElement("bdi"));
    }
    if (mark.moves !== moves) this.#moved(mark);
    mark.moves = moves;
    for (const element of [mark.caret, mark.name, mark.ranges]) {
      element.hidden = false;
      element.style.setProperty("--person", color);
      element.dataset["activity"] = activity;
    }
    const text = mark.name.firstElementChild!;
    if (text.textContent !== name) {
      text.textContent = name;
      mark.name.dataset["initials"] = initials(name);
    }
    return mark;
  }

  #hideOthers(drawn: ReadonlySet<Mark>): void {
    const here = new Set(this.#carets.map(({ member }) => member));
    for (const [member, mark] of this.#marks) {
      const { caret, name, ranges } = mark;
      if (!here.has(member)) {
        for (const element of [caret, name, ranges]) element.remove();
        window.clearTimeout(mark.timer);
        this.#marks.delete(member);
      } else if (!drawn.has(mark)) {
        for (const element of [caret, name, ranges]) element.hidden = true;
      }
    }
  }
}

function draw({ mark: { caret, ranges }, left, top, bottom, lines }: Placed, origin: DOMRect): void {
  caret.style.translate = `${left - origin.left}px ${top - origin.top}px`;
  caret.style.blockSize = `${bottom - top}px`;
  if (lines.length === 0 && ranges.childElementCount === 0) return;
  ranges.replaceChildren(
    ...lines.map((line) => {
      const box = document.createElement("div");
      box.style.translate = `${line.left - origin.left}px ${line.top - origin.top}px`;
      box.style.inlineSize = `${line.width}px`;
      box.style.blockSize = `${line.height}px`;
      return box;
    }),
  );
}

/** Index of the first block that ends below a level, in pixels from the top of the screen. */
const firstBelow = (blocks: HTMLCollection, level: number): number =>
  firstIndex(blocks.length, (i) => blocks[i]!.getBoundingClientRect().bottom > level);
