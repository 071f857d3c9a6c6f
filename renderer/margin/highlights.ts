/**
 * Colours the text of notes by the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the article's
 * DOM stays as ProseMirror made it, so that no letter is parted from its neighbour and no key costs a redraw of spans. Only
 * what is near the screen is coloured.
 */
import type { EditorView } from "prosemirror-view";
import { depths } from "./depths.ts";
import type { Band, Levels } from "./levels.ts";
import type { Range } from "./places.ts";

/** In the order in which they are painted. */
const NAMES = ["margin-note", "margin-note-2", "margin-note-3", "margin-active", "margin-draft"] as const;
const DEEPEST = 3;

export interface Coloured {
  readonly notes: readonly Range[];
  readonly active: Range | null;
  readonly draft: Range | null;
}

export class Highlights {
  #drawn: Band = { top: 0, bottom: 0 };

  /** Whether what is coloured reaches beyond the screen still, when the page has moved by `offset` pixels. */
  covers(offset: number): boolean {
    return this.#drawn.top <= offset && this.#drawn.bottom >= offset + innerHeight;
  }

  /** @param offset how far the page is scrolled, in pixels */
  draw(view: EditorView, levels: Levels, { notes, active, draft }: Coloured, offset: number): void {
    // An older browser shows the notes without colouring their text.
    if (!("highlights" in CSS)) return;
    this.#drawn = { top: offset - innerHeight, bottom: offset + 2 * innerHeight };
    const near = levels.positionsIn({ top: -innerHeight, bottom: 2 * innerHeight });
    const isNear = ({ from, to }: Range): boolean => from < near.to && to > near.from;
    const sets: Record<(typeof NAMES)[number], AbstractRange[]> = {
      "margin-note": [],
      "margin-note-2": [],
      "margin-note-3": [],
      "margin-active": active && isNear(active) ? rangeIn(view, active) : [],
      "margin-draft": draft && isNear(draft) ? rangeIn(view, draft) : [],
    };
    for (const stretch of depths(notes.filter(isNear))) sets[NAMES[Math.min(stretch.depth, DEEPEST) - 1]!].push(...rangeIn(view, stretch));
    NAMES.forEach((name, priority) => {
      const highlight = new Highlight(...sets[name]);
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    });
  }

  destroy(): void {
    if ("highlights" in CSS) for (const name of NAMES) CSS.highlights.delete(name);
  }
}

function rangeIn(view: EditorView, { from, to }: Range): AbstractRange[] {
  if (to > view.state.doc.content.size) return [];
  const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
  return [new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset })];
}
