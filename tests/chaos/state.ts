/** What a replica holds, to be compared: what is read in it, and all that was ever inserted and deleted. */
import * as Y from "yjs";
import { BLOCKS, BODY, LINEAGE } from "../../shared/article/model/names.ts";
import { entriesOf } from "../../shared/notes/entry.ts";
import { readThreads } from "../../shared/notes/threads.ts";
import type { RoomKind } from "../../shared/roles.ts";

export interface Replicated {
  /** Whose it is. */
  readonly name: string;
  readonly doc: Y.Doc;
}

/** @returns in words what the first of these and another do not have in common; null when all hold the same */
export function difference(kind: RoomKind, [first, ...rest]: readonly Replicated[]): string | null {
  if (!first) return null;
  const said = stateOf(kind, first.doc);
  for (const { name, doc } of rest) {
    const other = stateOf(kind, doc);
    for (const part of ["pending", "inserted", "deleted", "read"] as const) {
      if (said[part] !== other[part]) return `${part}: ${apart(said[part], other[part], first.name, name)}`;
    }
  }
  return null;
}

function stateOf(kind: RoomKind, doc: Y.Doc): Record<"read" | "inserted" | "deleted" | "pending", string> {
  const { sv, ds } = Y.snapshot(doc);
  const deleted = [...Y.mergeDeleteSets([ds]).clients].map(
    ([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])] as const,
  );
  return {
    read: JSON.stringify(kind === "body" ? bodyOf(doc) : threadsOf(doc)),
    inserted: JSON.stringify([...sv].sort(([a], [b]) => a - b)),
    deleted: JSON.stringify(deleted.sort(([a], [b]) => a - b)),
    pending: JSON.stringify(doc.store.pendingStructs?.missing.size ?? 0) + JSON.stringify(doc.store.pendingDs?.length ?? 0),
  };
}

function bodyOf(doc: Y.Doc): unknown {
  const body = doc.getText(BODY);
  return [body.toDelta(), ...[BLOCKS, LINEAGE].map((name) => [...doc.getMap(name).entries()].sort(([a], [b]) => (a < b ? -1 : 1)))];
}

const threadsOf = (doc: Y.Doc): unknown => [entriesOf(doc).toArray(), readThreads(doc)];

/** Where two texts begin to differ. */
function apart(a: string, b: string, nameA: string, nameB: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - 40);
  return `${nameA} has …${a.slice(from, at + 80)}…, ${nameB} …${b.slice(from, at + 80)}…`;
}
