/** Who wrote the entries of a `Y.Map`. */
import * as Y from "yjs";

/** @returns the Yjs client that wrote what the entry says, or wrote last when it says nothing any more; null where nobody ever wrote one */
export const writerOfEntry = (map: Y.Map<unknown>, key: string): number | null => map._map.get(key)?.id.client ?? null;

/** @returns what an entry that came in `transaction` said, where another that was there before won over it; undefined where none did */
export function lostEntry(map: Y.Map<unknown>, key: string, { beforeState }: Y.Transaction): unknown {
  const isNew = ({ id }: Y.Item): boolean => id.clock >= (beforeState.get(id.client) ?? 0);
  const item = map._map.get(key);
  if (!item || isNew(item)) return undefined;
  for (let other = item.left; other !== null; other = other.left) {
    if (isNew(other) && other.content instanceof Y.ContentAny) return other.content.arr[0] as unknown;
  }
  return undefined;
}
