import type * as Y from "yjs";
import type { Article } from "../../shared/article/identity/article.ts";
import type { CharacterRun } from "../../shared/article/model/character-id.ts";
import { readKey } from "../../shared/article/identity/suggestion-records.ts";
import { isInText, newStructs } from "../../shared/article/yjs-internals/items.ts";

/** With more new structs all suggestions are placed anew. */
const MANY = 200;

/**
 * Of which suggestions something else may be said after a transaction. Where text was written anew that a form was suggested for, it
 * is not found: see `isRewritten`.
 * @returns their IDs, or "all" where that is quicker than to find out
 */
export function changedIn(transaction: Y.Transaction, { body, lineage, suggestions }: Article): ReadonlySet<string> | "all" {
  const ids = new Set<string>();
  if (suggestions.isEmpty) return ids;
  const { changed } = transaction;
  for (const key of changed.get(suggestions.map as never) ?? []) {
    const named = key === null ? null : readKey(key);
    if (named) ids.add(named.suggestion);
  }
  for (const key of changed.get(suggestions.ink.map as never) ?? []) {
    const suggestion: unknown = key === null ? null : suggestions.ink.map.get(key);
    if (typeof suggestion === "string") ids.add(suggestion);
  }
  const rewritten = lineage
    .changedIn(transaction)
    .flatMap((run) => [run, ...lineage.descendantsOf(run).map((descendant) => descendant.run)]);
  if (rewritten.length > MANY) return "all";
  const add = (run: CharacterRun): void => {
    for (const { insertedBy, struckBy } of suggestions.statusOf(run)) {
      if (insertedBy !== null) ids.add(insertedBy);
      for (const suggestion of struckBy) ids.add(suggestion);
    }
  };
  for (const run of rewritten) add(run);
  if (!changed.has(body as never)) return ids;
  let count = 0;
  for (const struct of newStructs(transaction)) {
    if (++count > MANY) return "all";
    if (isInText(struct, body)) add({ client: struct.id.client, clock: struct.id.clock, length: struct.length });
  }
  return ids;
}

/** Whether text was written anew, as undo and moves do. */
export const isRewritten = ({ changed }: Y.Transaction, { lineage }: Article): boolean => changed.has(lineage.map as never);
