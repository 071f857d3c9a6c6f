import * as Y from "yjs";
import type { CharacterId } from "../model/character-id.ts";

/** @returns the Yjs ID of what an entry says, or said last when it says nothing any more; null where nobody ever wrote one */
export const idOfEntry = (map: Y.Map<unknown>, key: string): CharacterId | null => map._map.get(key)?.id ?? null;

/** @returns what an entry says; undefined where it says nothing, or another client wrote it */
export function valueBy(map: Y.Map<unknown>, key: string, client: number): unknown {
  const item = map._map.get(key);
  return item && !item.deleted && item.id.client === client ? item.content.getContent()[item.length - 1] : undefined;
}

/** A value of an entry that gave way at once to one that was written at the same time. */
interface LostEntry {
  readonly value: unknown;
  readonly winner: CharacterId;
}

/** @returns what came in `transaction` for an entry, and lost to what was there before */
export function lostEntries(map: Y.Map<unknown>, key: string, { beforeState, local }: Y.Transaction): LostEntry[] {
  if (local) return [];
  const isNew = ({ id }: Y.Item): boolean => id.clock >= (beforeState.get(id.client) ?? 0);
  const lost: LostEntry[] = [];
  let winner = map._map.get(key);
  for (let item = winner?.left ?? null; winner && item !== null; winner = item, item = item.left) {
    if (isNew(item) && !isNew(winner) && item.content instanceof Y.ContentAny)
      lost.push({ value: item.content.arr[0] as unknown, winner: winner.id });
  }
  return lost;
}
