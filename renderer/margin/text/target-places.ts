import type { Node } from "prosemirror-model";
import { isWholeBlock, type Target } from "../../../shared/notes/target.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { JoinedRanges } from "../../layout/ranges.ts";
import type { Places, Range } from "./places.ts";

/**
 * Where something is that is no range of the text.
 * @param found where its anchor is: for a block or picture the boundary that begins it, from the end of the block before to its start
 * @returns null where its block is gone
 */
export function rangeOfTarget(doc: Node, target: Target, found: Range | null): Range | null {
  switch (target) {
    case "article":
      return { from: 0, to: 0 };
    case "headline":
      return { from: 1, to: doc.child(0).nodeSize };
    case "block":
    case "picture": {
      if (!found) return null;
      const $start = doc.resolve(found.to);
      if ($start.depth === 0) return null;
      // A press on a picture selects it from before to behind it.
      return { from: target === "picture" ? $start.before(1) : $start.start(1), to: $start.after(1) };
    }
    case "range":
      return found;
    default:
      return target satisfies never;
  }
}

/** The boundary that begins the block at a position, as `rangeOfTarget` takes it; null in the headline, which has none. */
export function boundaryAt(doc: Node, pos: number): Range | null {
  const index = doc.resolve(pos).index(0);
  if (index === 0 || index >= doc.childCount) return null;
  let start = 1;
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize;
  return { from: start - 2, to: start };
}

/** Puts threads on headline, article, blocks and pictures to where these are; the same object for as long as nothing changed. */
export class TargetPlaces {
  #in: readonly [places: Places, threads: readonly Thread[], draft: Target, doc: Node] | null = null;
  #out: Places | null = null;

  /** @param draft what the composer is about */
  of(places: Places, threads: readonly Thread[], draft: Target, doc: Node | null): Places {
    if (!doc) return places;
    const input = [places, threads, draft, doc] as const;
    if (this.#out && this.#in?.every((one, i) => one === input[i])) return this.#out;
    this.#in = input;
    return (this.#out = placeTargets(...input));
  }
}

function placeTargets(places: Places, threads: readonly Thread[], draft: Target, doc: Node): Places {
  const others = threads.filter(({ target }) => target !== "range");
  if (others.length === 0 && draft === "range") return places;
  const instead = new Map(
    others.flatMap(({ id, target }): [string, Range | null][] => {
      const range = rangeOfTarget(doc, target, places.found.get(id) ?? null);
      return range || isWholeBlock(target) ? [[id, range]] : [];
    }),
  );
  return { ...places, found: new JoinedRanges([places.found], {}, instead), draft: rangeOfTarget(doc, draft, places.draft) };
}
