import type { RangesById } from "../../layout/ranges.ts";
import type { Places, Range } from "../text/places.ts";

/**
 * Which notes stand beside the text, in which order, and which are orphans. Unlike positions this hardly ever changes
 * while one types, and React renders only when it does.
 */
export interface Arrangement {
  /** Threads whose text is there, in the order of their texts. */
  readonly beside: readonly string[];
  readonly orphans: ReadonlySet<string>;
  readonly draft: Draft | null;
}

/** What the composer is about: the thread it stands above (null: below all), and the words. */
interface Draft {
  readonly above: string | null;
  readonly words: string;
}

/** The arrangement of no notes. */
export const NOTHING: Arrangement = { beside: [], orphans: new Set(), draft: null };

/**
 * @param wordsOf the words of a range
 * @param stays whether the same notes surely stand in the same order as before
 * @returns `before` itself when nothing of it has changed
 */
export function arrange(
  { found, orphans, draft }: Places,
  wordsOf: (range: Range) => string,
  before: Arrangement,
  stays = false,
): Arrangement {
  const beside = stays ? before.beside : inOrder(found, before.beside);
  const next: Arrangement = {
    beside,
    orphans,
    draft: draft && { above: beside.find((id) => compare(found.get(id)!, draft) > 0) ?? null, words: wordsOf(draft) },
  };
  return same(before, next) ? before : next;
}

const compare = (a: Range, b: Range): number => a.from - b.from || a.to - b.to;

/** @returns `before` itself while it is in order still: edits move texts and do not change their order */
function inOrder(found: RangesById, before: readonly string[]): readonly string[] {
  const stays =
    before.length === found.size &&
    before.every((id, i) => {
      const range = found.get(id);
      const last = i > 0 ? found.get(before[i - 1]!) : undefined;
      return range && (i === 0 || (last && compare(last, range) <= 0));
    });
  return stays ? before : [...found].sort(([, a], [, b]) => compare(a, b)).map(([id]) => id);
}

function same(a: Arrangement, b: Arrangement): boolean {
  return (
    (a.beside === b.beside || (a.beside.length === b.beside.length && a.beside.every((id, i) => id === b.beside[i]))) &&
    (a.orphans === b.orphans || (a.orphans.size === b.orphans.size && [...a.orphans].every((id) => b.orphans.has(id)))) &&
    a.draft?.above === b.draft?.above &&
    a.draft?.words === b.draft?.words
  );
}
