import * as Y from "yjs";
import { UpdateError } from "./scan.ts";

/**
 * One update (format V1) that holds all of `updates`, also those whose predecessors are missing, as short as it can be: to be kept (SY7).
 * It goes through a transient `Y.Doc`.
 */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array {
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

/**
 * Takes an update in beside all that a room holds, to see whether that is possible.
 * @throws UpdateError when no document takes it in there
 */
export function tryOut(stored: readonly Uint8Array[], update: Uint8Array): void {
  try {
    compactUpdates([...stored, update]);
  } catch (error) {
    throw new UpdateError("an update that no document takes in beside what is here", { cause: error });
  }
}
