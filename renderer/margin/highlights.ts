/**
 * Colours the text of notes by the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the article's
 * DOM stays as ProseMirror made it, so that no letter is parted from its neighbour and no key costs a redraw of spans. Only
 * what is on the screen, and a little beyond it, is coloured.
 */
import type { EditorView } from "prosemirror-view";
import { depths } from "./depths.ts";
import type { Band, Levels } from "./levels.ts";
import type { Range } from "./places.ts";

/** In the order in which they are painted. */
const NAMES = ["margin-note", "margin-note-2", "margin-note-3", "margin-active", "margin-draft"] as const;
const DEEPEST = 3;
/** What stands so many screens beyond the screen is coloured: after every key the browser paints all of it anew. */
const BEYOND = 0.3;

export interface Coloured {
  readonly notes: readonly Range[];
  readonly active: Range | null;
  readonly draft: Range | null;
}

export class Highlights {
  #drawn: Band = { top: 0, bottom: 0 };
  readonly #sets = new Map<string, Highlight>();

  /** Whether what is coloured reaches beyond the screen still, when the page has moved by `offset` pixels. */
  covers(offset: number): boolean {
    return this.#drawn.top <= offset && this.#drawn.bottom >= offset + innerHeight;
  }

  /** @param offset how far the page is scrolled, in pixels */
  draw(view: EditorView, levels: Levels, { notes, active, draft }: Coloured, offset: number): void {
    // An older browser shows the notes without colouring their text.
    if (!("highlights" in CSS)) return;
    const beyond = innerHeight * BEYOND;
    this.#drawn = { top: offset - beyond, bottom: offset + innerHeight + beyond };
    const near = levels.positionsIn({ top: -beyond, bottom: innerHeight + beyond });
    const isNear = ({ from, to }: Range): boolean => from < near.to && to > near.from;
    const sets: Record<(typeof NAMES)[number], AbstractRange[]> = {
      "margin-note": [],
      "margin-note-2": [],
      "margin-note-3": [],
      "margin-active": active && isNear(active) ? rangeIn(view, active) : [],
      "margin-draft": draft && isNear(draft) ? rangeIn(view, draft) : [],
    };
    for (const stretch of depths(notes.filter(isNear))) sets[NAMES[Math.min(stretch.depth, DEEPEST) - 1]!].push(...rangeIn(view, stretch));
    NAMES.forEach((name, priority) => this.#show(name, priority, sets[name]));
  }

  /** What is coloured already stays: the browser paints anew what a highlight is given. */
  #show(name: string, priority: number, ranges: readonly AbstractRange[]): void {
    let highlight = this.#sets.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = priority;
      this.#sets.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    const before = new Map<Node, AbstractRange[]>();
    for (const range of highlight) {
      const own = before.get(range.startContainer);
      if (own) own.push(range);
      else before.set(range.startContainer, [range]);
    }
    const kept = new Set<AbstractRange>();
    const added: AbstractRange[] = [];
    for (const range of ranges) {
      const same = before.get(range.startContainer)?.find((one) => !kept.has(one) && isSame(one, range));
      if (same) kept.add(same);
      else added.push(range);
    }
    for (const range of highlight) if (!kept.has(range)) highlight.delete(range);
    for (const range of added) highlight.add(range);
  }

  destroy(): void {
    this.#sets.clear();
    if ("highlights" in CSS) for (const name of NAMES) CSS.highlights.delete(name);
  }
}

const isSame = (a: AbstractRange, b: AbstractRange): boolean =>
  a.startContainer === b.startContainer && a.startOffset === b.startOffset && a.endContainer === b.endContainer && a.endOffset === b.endOffset;

function rangeIn(view: EditorView, { from, to }: Range): AbstractRange[] {
  if (to > view.state.doc.content.size) return [];
  const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
  return [new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset })];
}
