/** What a room makes of updates (format V1) without keeping a document: do they bring anything new, and many in one. */
import * as Y from "yjs";
import { UpdateError } from "./scan.ts";

type Decoded = ReturnType<typeof Y.decodeUpdate>;

function decode(update: Uint8Array): Decoded {
  try {
    return Y.decodeUpdate(update);
  } catch (error) {
    throw new UpdateError(`malformed update of ${update.length} bytes`, { cause: error });
  }
}

/**
 * Whether `update` holds anything that `state`, a merged state, does not. A sync step 2 always carries every deletion its
 * sender knows, so that nearly all of them are old.
 * @throws UpdateError when `update` is malformed.
 */
export function bringsNews(update: Uint8Array, state: Uint8Array): boolean {
  const { structs, ds } = decode(update);
  const known = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
  for (const { id, length } of structs) if (id.clock + length > (known.get(id.client) ?? 0)) return true;
  if (ds.clients.size === 0) return false;
  const deleted = Y.mergeDeleteSets([decode(state).ds]);
  return !Y.equalDeleteSets(Y.mergeDeleteSets([deleted, ds]), deleted);
}

/** How many updates one `mergeUpdates` takes at a time; it is quadratic in their number. */
const FEW = 16;

/**
 * One update that holds all of a short log, also those whose predecessors are missing: to answer somebody. It keeps each
 * struct as it is, which is fast to make and longer than it need be.
 */
export function mergeShort(updates: readonly Uint8Array[]): Uint8Array {
  // What is first is a state, and much longer than all the others: it is merged once, last.
  const [state = EMPTY, ...tail] = updates;
  let merged = tail;
  while (merged.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < merged.length; i += FEW) next.push(Y.mergeUpdates(merged.slice(i, i + FEW)));
    merged = next;
  }
  return merged.length === 0 ? state : Y.mergeUpdates([state, merged[0]!]);
}

/** An update of nothing. */
const EMPTY = Uint8Array.of(0, 0);

/**
 * One update that holds all of `updates`, also those whose predecessors are missing, as short as it can be: to be kept (SY7).
 * It goes through a transient `Y.Doc`.
 */
export function mergeLog(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length === 1) return updates[0]!;
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}
