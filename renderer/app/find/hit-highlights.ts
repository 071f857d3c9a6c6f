import type { EditorView } from "prosemirror-view";
import { NearScreen } from "../../layout/near-screen.ts";
import type { Range as Span } from "../../suggestions/index.ts";
import type { Hits } from "./hits.ts";

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
  readonly #near: NearScreen;

  constructor(view: EditorView) {
    this.#view = view;
    this.#near = new NearScreen(view);
    for (const [priority, name] of NAMES.entries()) {
      const highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    }
  }

  /** Whether all that is on the screen is marked. */
  covers(): boolean {
    return this.#near.covers();
  }

  draw({ hits, current, scope }: Shown): void {
    const near = this.#near.measure();
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

  /** One that does not follow the DOM, which would cost something at each change of it: it is made anew before the page is drawn. */
  #rangeOf({ from, to }: Span): StaticRange {
    const [start, end] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)];
    return new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset });
  }
}
