/** Puts articles somewhere else, many at a time, and takes it back. */
import { useMemo, useState } from "react";
import { MOST_MOVED, type Place } from "../../../shared/rpc/contract.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";

export interface Moved {
  readonly ids: readonly string[];
  readonly from: Place;
  readonly place: Place;
}

export interface Moving {
  /** What was done last; null when that was taken back, or put away. */
  readonly moved: Moved | null;
  /** @param from the list they are in now */
  readonly move: (ids: readonly string[], from: Place, place: Place) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly forget: () => void;
}

export function useMoving(): Moving {
  const { client } = useCore();
  const { sayError } = useNotices();
  const [moved, setMoved] = useState<Moved | null>(null);
  return useMemo(() => {
    const put = async (ids: readonly string[], place: Place): Promise<boolean> => {
      try {
        for (let at = 0; at < ids.length; at += MOST_MOVED) await client.calls.setPlace({ articles: ids.slice(at, at + MOST_MOVED), place });
        return true;
      } catch (error) {
        sayError(error);
        return false;
      }
    };
    return {
      moved,
      move: async (ids, from, place) => setMoved((await put(ids, place)) ? { ids, from, place } : null),
      undo: async () => {
        if (moved && (await put(moved.ids, moved.from))) setMoved(null);
      },
      forget: () => setMoved(null),
    };
  }, [client, sayError, moved]);
}
