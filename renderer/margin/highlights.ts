/**
 * Colours the text of notes by the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the article's
 * DOM stays as ProseMirror made it, so that no letter is parted from its neighbour and no key costs a redraw of spans.
 */
import type { EditorView } from "prosemirror-view";
import type { MarginState } from "./model.ts";
import type { Places, Range } from "./places.ts";

const NAMES = ["margin-note", "margin-active", "margin-draft"] as const;

interface Source {
  readonly state: () => MarginState;
  readonly places: Places;
}

export class Highlights {
  #frame = 0;

  /** Draws what `margin` then knows in the next frame. */
  schedule(view: EditorView, margin: Source): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (!view.isDestroyed) draw(view, margin.state(), margin.places);
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    if ("highlights" in CSS) for (const name of NAMES) CSS.highlights.delete(name);
  }
}

function draw(view: EditorView, { threads, active }: MarginState, places: Places): void {
  // An older browser shows the notes without colouring their text.
  if (!("highlights" in CSS)) return;
  const { size } = view.state.doc.content;
  const range = ({ from, to }: Range): AbstractRange[] => {
    if (to > size) return [];
    const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
    const made = new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset });
    return [made];
  };
  const found = (id: string): AbstractRange[] => {
    const place = places.found.get(id);
    return place ? range(place) : [];
  };
  const sets: Record<(typeof NAMES)[number], AbstractRange[]> = {
    "margin-note": threads.filter(({ id, resolved }) => !resolved && id !== active).flatMap(({ id }) => found(id)),
    "margin-active": active === null ? [] : found(active),
    "margin-draft": places.draft ? range(places.draft) : [],
  };
  for (const name of NAMES) {
    const highlight = new Highlight(...sets[name]);
    highlight.priority = NAMES.indexOf(name);
    CSS.highlights.set(name, highlight);
  }
}
