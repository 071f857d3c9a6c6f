/** Lineage of characters that were put back, by undo or from an earlier version. */
import type { Copy } from "../identity/lineage.ts";
import { idAfter } from "../model/character-id.ts";
import { without } from "../model/text-run.ts";
import type { Restored } from "./journal.ts";
import type { BodyWriter } from "./writer.ts";

/** What was put back as copies: of the copies that were made of it since it went and are gone as well, and of itself. */
export function copiesOfRestored(writer: BodyWriter, { of, copy, ancestors, otherCopies }: Restored): Copy[] {
  const descendants = writer.article.lineage
    .descendantsOf(of)
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
