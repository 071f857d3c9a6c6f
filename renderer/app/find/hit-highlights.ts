import type { EditorView } from "prosemirror-view";
import { NearHighlights, type BlockMarks } from "../../layout/near-highlights.ts";
import type { Range as Span } from "../../suggestions/index.ts";
import type { HitLine, Hits } from "./hits.ts";

/** Names of the highlights in the style sheet, from the lowest up. */
const NAMES = ["find-scope", "find-hit", "find-former", "find-current"] as const;
type Name = (typeof NAMES)[number];

interface Shown {
  readonly hits: Hits;
  readonly current: Span | null;
  readonly scope: Span | null;
}

/** Marks hits near the screen. */
export class HitHighlights {
  readonly #view: EditorView;
  readonly #highlights: NearHighlights<Name>;

  constructor(view: EditorView) {
    this.#view = view;
    this.#highlights = new NearHighlights(view, NAMES);
  }

  /** Whether all that is on the screen is marked. */
  covers(): boolean {
    return this.#highlights.covers();
  }

  /** Lays the page out. @returns the part of the document in which hits are marked */
  near(): Span | null {
    return this.#highlights.measure();
  }

  draw({ hits, current, scope }: Shown): void {
    const { doc } = this.#view.state;
    const near = this.#highlights.measure();
    const blocks: BlockMarks<Name>[] = [];
    if (near) for (const line of hits.linesIn(near.from, near.to)) blocks.push(marksOf(line, doc.child(line.block), current));
    const part = near && scope && { from: Math.max(scope.from, near.from), to: Math.min(scope.to, near.to) };
    if (part && part.from < part.to) {
      blocks.push({ block: doc, of: [part.from, part.to], marks: () => [{ ...part, name: "find-scope" }] });
    }
    this.#highlights.draw(blocks);
  }

  destroy(): void {
    this.#highlights.destroy();
  }
}

function marksOf({ start, end, hits }: HitLine, block: BlockMarks<Name>["block"], current: Span | null): BlockMarks<Name> {
  const isHere = current !== null && current.from >= start && current.from <= end;
  const nameOf = ({ from, to, isFormer }: HitLine["hits"][number]): Name =>
    isHere && start + from === current.from && start + to === current.to ? "find-current" : isFormer ? "find-former" : "find-hit";
  return {
    block,
    of: [hits, isHere ? current.from - start : null],
    marks: () => hits.map((hit) => ({ from: start + hit.from, to: start + hit.to, name: nameOf(hit) })),
  };
}
