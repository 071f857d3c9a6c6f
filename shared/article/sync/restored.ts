/** Lineage of characters that were put back, by undo or from an earlier version. */
import type { Copy, Descendant } from "../identity/lineage.ts";
import type { Suggestions } from "../identity/suggestions.ts";
import { idAfter, type CharacterRun } from "../model/character-id.ts";
import { without } from "../model/text-run.ts";
import type { Restored } from "./journal.ts";
import type { BodyWriter } from "./writer.ts";

/** What was put back as copies: of the copies that were made of it since it went and are gone as well, and of itself. */
export function copiesOfRestored(writer: BodyWriter, { of, copy, ancestors, otherCopies }: Restored): Copy[] {
  const { lineage, suggestions } = writer.article;
  const descendants = lineage
    .descendantsOf(of)
    .flatMap((descendant) => inSameSuggestion(suggestions, of, descendant))
    .filter(({ run }) => writer.items.livingOf(run).length === 0 && without(run, otherCopies).length > 0);
  if (descendants.length === 0) return [{ ...copy, length: of.length, ancestors: [of, ...ancestors] }];
  const edges = [...new Set([0, of.length, ...descendants.flatMap(({ offset, run }) => [offset, offset + run.length])])].sort(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).map((from, i) => {
    const later = descendants
      .filter(({ offset, run }) => offset <= from && from < offset + run.length)
      .sort((a, b) => b.distance - a.distance || b.run.clock - a.run.clock)
      .map(({ offset, run }) => idAfter(run, from - offset));
    return {
      ...idAfter(copy, from),
      length: edges[i + 1]! - from,
      ancestors: [...later, ...[of, ...ancestors].map((one) => idAfter(one, from))],
    };
  });
}

/** The parts of copies of `of` that no other suggestion inserts than `of` itself: those of another are not the same text. */
function inSameSuggestion(suggestions: Suggestions, of: CharacterRun, descendant: Descendant): Descendant[] {
  if (suggestions.isEmpty) return [descendant];
  const { offset, run } = descendant;
  const statuses = suggestions.statusOf({ ...idAfter(of, offset), length: run.length });
  return suggestions.statusOf(run).flatMap(({ clock, length, insertedBy }) => {
    const start = offset + clock - run.clock;
    return statuses.flatMap((status): Descendant[] => {
      const from = Math.max(start, status.clock - of.clock);
      const to = Math.min(start + length, status.clock - of.clock + status.length);
      if (from >= to || (insertedBy !== null && insertedBy !== status.insertedBy)) return [];
      return [{ ...descendant, offset: from, run: { ...idAfter(run, from - offset), length: to - from } }];
    });
  });
}
