import { useMemo, useState } from "react";
import { MOST_MOVED } from "../../../shared/rpc/contract.ts";
import type { Place } from "../../../shared/places.ts";
import type { Status } from "../../../shared/status.ts";
import { useText } from "../../i18n/text.tsx";
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
  /** Has articles deleted for good after a while, or takes that back. */
  readonly purge: (ids: readonly string[], isKept: boolean) => Promise<void>;
  readonly give: (ids: readonly string[], status: Status) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly forget: () => void;
}

/** Puts articles into another list, many at a time, and takes it back; gives them a status. */
export function useMoving(): Moving {
  const t = useText();
  const { client } = useCore();
  const { say, sayError } = useNotices();
  const [moved, setMoved] = useState<Moved | null>(null);
  return useMemo(() => {
    const inParts = async (ids: readonly string[], put: (articles: readonly string[]) => Promise<void>): Promise<boolean> => {
      try {
        for (let at = 0; at < ids.length; at += MOST_MOVED) await put(ids.slice(at, at + MOST_MOVED));
        return true;
      } catch (error) {
        sayError(error);
        return false;
      }
    };
    const put = (ids: readonly string[], place: Place) => inParts(ids, (articles) => client.calls.setPlace({ articles, place }));
    return {
      moved,
      move: async (ids, from, place) => setMoved((await put(ids, place)) ? { ids, from, place } : null),
      purge: async (ids, isKept) => {
        setMoved(null);
        await inParts(ids, (articles) => (isKept ? client.calls.keep({ articles }) : client.calls.deleteForGood({ articles })));
      },
      give: async (ids, status) => {
        setMoved(null);
        const isGiven = await inParts(ids, (articles) => client.calls.setStatus({ articles, status }));
        if (isGiven) say("status.given", { count: ids.length, status: t(`status.${status}`) });
      },
      undo: async () => {
        if (moved && (await put(moved.ids, moved.from))) setMoved(null);
      },
      forget: () => setMoved(null),
    };
  }, [client, t, say, sayError, moved]);
}
