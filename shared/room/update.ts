/** Folding a log of updates (format V1) into one state. */
import * as Y from "yjs";

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
