import type { Node } from "prosemirror-model";
import type { ReviewedArticle, ReviewedThread } from "../../reviewed-article/reviewed-article.ts";
import type { Reference } from "./marked-blocks.ts";

/** A thread that is printed below the article. */
export interface Endnote extends Reference {
  readonly thread: ReviewedThread;
}

/** The open threads of an article in the order of what they are about, counted from 1. */
export function endnotesOf({ doc, threads }: ReviewedArticle): Endnote[] {
  const ends = endsOf(doc);
  return threads
    .filter(({ isResolved }) => !isResolved)
    .map((thread) => ({ thread, at: placeOf(thread, ends) }))
    .toSorted((a, b) => a.at - b.at)
    .map((note, i) => ({ ...note, number: i + 1 }));
}

/** Index in the body at which each block ends. */
function endsOf(doc: Node): number[] {
  let end = -1;
  return doc.children.map(({ content }) => (end += content.size + 1));
}

/** Behind its words; of one about a block or the article at the end of the block or headline. */
function placeOf({ target, from, to }: ReviewedThread, ends: readonly number[]): number {
  const last = ends.at(-1)!;
  if (target === "article") return ends[0]!;
  const place = Math.min(Math.max(target === "range" ? to : from, 0), last);
  const end = ends.find((one) => one >= place) ?? last;
  if (target === "block") return end;
  // Behind a line break the next block begins.
  const before = ends.indexOf(place - 1);
  return before >= 0 && from < to ? ends[before]! : place;
}
