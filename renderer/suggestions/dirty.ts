import type * as Y from "yjs";
import type { Article } from "../../shared/article/identity/article.ts";
import { readKey } from "../../shared/article/identity/suggestion-records.ts";
import { isInText, newStructs } from "../../shared/article/yjs-internals/items.ts";

/** With more new structs all suggestions are placed anew. */
const MANY = 200;

/**
 * Of which suggestions something else may be said after a transaction.
 * @returns their IDs, or "all" where that is quicker than to find out
 */
export function changedIn(transaction: Y.Transaction, { body, lineage, suggestions }: Article): ReadonlySet<string> | "all" {
  const ids = new Set<string>();
  if (suggestions.isEmpty) return ids;
  const { changed } = transaction;
  if (changed.has(lineage.map as never)) return "all";
  for (const key of changed.get(suggestions.map as never) ?? []) {
    const named = key === null ? null : readKey(key);
    if (named) ids.add(named.suggestion);
  }
  for (const key of changed.get(suggestions.ink.map as never) ?? []) {
    const suggestion: unknown = key === null ? null : suggestions.ink.map.get(key);
    if (typeof suggestion === "string") ids.add(suggestion);
  }
  if (!changed.has(body as never)) return ids;
  let count = 0;
  for (const struct of newStructs(transaction)) {
    if (++count > MANY) return "all";
    if (!isInText(struct, body)) continue;
    const { id, length } = struct;
    for (const { insertedBy, struckBy } of suggestions.statusOf({ client: id.client, clock: id.clock, length })) {
      if (insertedBy !== null) ids.add(insertedBy);
      for (const suggestion of struckBy) ids.add(suggestion);
    }
  }
  return ids;
}
