import type { EditorView } from "prosemirror-view";
import { firstIndex } from "../../../shared/binary-search.ts";
import type { Range as Span } from "../../suggestions/index.ts";
import type { Hits } from "./hits.ts";

/** Text within so many screens from the screen is marked; more is when the screen leaves it. */
const BEYOND = 0.5;

/** Names of the highlights in the style sheet, from the lowest up. */
const NAMES = ["find-scope", "find-hit", "find-former", "find-current"] as const;
type Name = (typeof NAMES)[number];

interface Shown {
  readonly hits: Hits;
  readonly current: Span | null;
  readonly scope: Span | null;
}

/**
 * Marks hits by the CSS Custom Highlight API: the article's DOM stays as ProseMirror made it, and letters stay joined. Only what is
 * near the screen is marked: Chromium paints all that a highlight covers again after each key.
 */
export class HitHighlights {
  readonly #view: EditorView;
  /** What was marked, in pixels from the top of the article. */
  #drawn = { top: 0, bottom: 0 };

  constructor(view: EditorView) {
    this.#view = view;
    for (const [priority, name] of NAMES.entries()) {
      const highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    }
  }

  /** Whether all that is on the screen is marked. */
  covers(): boolean {
    const offset = -this.#view.dom.getBoundingClientRect().top;
    return this.#drawn.top <= offset && this.#drawn.bottom >= offset + innerHeight;
  }

  draw({ hits, current, scope }: Shown): void {
    const offset = -this.#view.dom.getBoundingClientRect().top;
    const beyond = innerHeight * BEYOND;
    this.#drawn = { top: offset - beyond, bottom: offset + innerHeight + beyond };
    const near = this.#near(beyond);
    const ranges: Record<Name, StaticRange[]> = { "find-scope": [], "find-hit": [], "find-former": [], "find-current": [] };
    if (near) {
      for (const hit of hits.within(near.from, near.to)) {
        const isCurrent = hit.from === current?.from && hit.to === current.to;
        ranges[isCurrent ? "find-current" : hit.isFormer ? "find-former" : "find-hit"].push(this.#rangeOf(hit));
      }
      const part = scope && { from: Math.max(scope.from, near.from), to: Math.min(scope.to, near.to) };
      if (part && part.from < part.to) ranges["find-scope"].push(this.#rangeOf(part));
    }
    for (const name of NAMES) {
      const highlight = CSS.highlights.get(name)!;
      highlight.clear();
      for (const range of ranges[name]) highlight.add(range);
    }
  }

  destroy(): void {
    for (const name of NAMES) CSS.highlights.delete(name);
  }

  /** The part of the document that stands near the screen. */
  #near(beyond: number): Span | null {
    const { children } = this.#view.dom;
    const boxOf = (i: number): DOMRect => children[i]!.getBoundingClientRect();
    const first = firstIndex(children.length, (i) => boxOf(i).bottom > -beyond);
    const behind = firstIndex(children.length, (i) => boxOf(i).top > innerHeight + beyond);
    if (first >= behind) return null;
    const size = this.#view.state.doc.content.size;
    return {
      from: this.#view.posAtDOM(children[first]!, 0),
      to: behind < children.length ? this.#view.posAtDOM(children[behind]!, 0) : size,
    };
  }

  /** One that does not follow the DOM, which would cost something at each change of it: it is made anew before the page is drawn. */
  #rangeOf({ from, to }: Span): StaticRange {
    const [start, end] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)];
    return new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset });
  }
}
