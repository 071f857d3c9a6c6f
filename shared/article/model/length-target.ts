import type * as Y from "yjs";
import { META } from "./names.ts";

const KEY = "lengthTarget";

/** Words that may be aimed at. */
export const LONGEST_TARGET = 1_000_000;

/** How many words an article is to have; null where nobody said so, or what is there is no such number. */
export function lengthTargetOf(article: Y.Doc): number | null {
  const value = article.getMap(META).get(KEY);
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= LONGEST_TARGET ? value : null;
}

/** Says how many words an article is to have, for all who have it: one of the primitives in its `meta`. @param words null for none */
export function setLengthTarget(article: Y.Doc, words: number | null): void {
  if (words === null) article.getMap(META).delete(KEY);
  else article.getMap(META).set(KEY, Math.min(LONGEST_TARGET, Math.max(1, Math.round(words))));
}
