/**
 * What React draws of the places: which notes stand beside the text, in which order, and which have no text. Positions move
 * with every key; this hardly ever changes, and nothing is drawn anew while it does not.
 */
import type { Places, Range } from "./places.ts";

export interface Arrangement {
  /** Threads whose text is there, in the order of their texts. */
  readonly beside: readonly string[];
  readonly orphans: ReadonlySet<string>;
  readonly draft: Draft | null;
}

/** What the composer is about: the thread it stands above (null: below all), and the words. */
export interface Draft {
  readonly above: string | null;
  readonly words: string;
}

export const NOTHING: Arrangement = { beside: [], orphans: new Set(), draft: null };

/** @returns `before` itself when nothing of it has changed */
export function arrange({ found, orphans, draft }: Places, wordsOf: (range: Range) => string, before: Arrangement): Arrangement {
  const ordered = [...found].sort(([, a], [, b]) => compare(a, b));
  const next: Arrangement = {
    beside: ordered.map(([id]) => id),
    orphans,
    draft: draft && { above: ordered.find(([, range]) => compare(range, draft) > 0)?.[0] ?? null, words: wordsOf(draft) },
  };
  return same(before, next) ? before : next;
}

const compare = (a: Range, b: Range): number => a.from - b.from || a.to - b.to;

function same(a: Arrangement, b: Arrangement): boolean {
  return (
    a.beside.length === b.beside.length && a.beside.every((id, i) => id === b.beside[i]) &&
    a.orphans.size === b.orphans.size && [...a.orphans].every((id) => b.orphans.has(id)) &&
    a.draft?.above === b.draft?.above && a.draft?.words === b.draft?.words
  );
}
