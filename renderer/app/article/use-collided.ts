import { useCallback, useEffect, useState } from "react";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import type { AbsenceStates } from "../../../shared/rpc/contract.ts";
import { collidedIn, hasArrived, type Collided } from "../../returning/collided.ts";
import { useCore } from "../core/context.tsx";
import type { ArticleRooms, RoomsState } from "./article-rooms.ts";
import { useRoomsState } from "./use-article.ts";

const isLoaded = ({ replica }: RoomsState): boolean => replica.loaded && !replica.unreadable;

interface Returned {
  readonly collided: readonly Collided[];
  /** Somebody has looked at all of it. */
  readonly onSeen: () => void;
  /** Shows nothing any more. */
  readonly onClose: () => void;
}

/** What collided in an article while this desk was away, as soon as all of it has arrived here; nothing where nothing did. */
export function useCollided(rooms: ArticleRooms, onError: (error: unknown) => void): Returned {
  const { client } = useCore();
  const isThere = useRoomsState(rooms, isLoaded);
  const [shown, setShown] = useState<{ readonly ids: readonly number[]; readonly collided: readonly Collided[] }>(NOTHING);
  const { id, body } = rooms;
  const forget = useCallback(
    (ids: readonly number[]) => {
      if (ids.length > 0) client.calls.absencesSeen({ article: id, absences: ids }).catch(onError);
    },
    [client, id, onError],
  );
  useEffect(() => {
    if (!isThere) return undefined;
    let isClosed = false;
    let waiting: readonly AbsenceStates[] = [];
    const show = () => {
      if (isClosed || waiting.length === 0 || !waiting.every((absence) => hasArrived(body, absence))) return;
      const absences = waiting;
      waiting = [];
      const ids = absences.map((absence) => absence.id);
      const collided = collidedIn(absences, body);
      setShown({ ids, collided });
      // Somebody has mended it elsewhere.
      if (collided.length === 0) forget(ids);
    };
    const ask = async () => {
      try {
        waiting = await client.calls.absences({ article: id });
        show();
      } catch (error) {
        if (!isClosed && !(error instanceof RpcError && error.code === CORE_GONE)) onError(error);
      }
    };
    const stop = client.on("collided", ({ article }) => {
      if (article === id) void ask();
    });
    body.on("update", show);
    void ask();
    return () => {
      isClosed = true;
      stop();
      body.off("update", show);
    };
  }, [client, id, body, isThere, forget, onError]);
  return { collided: shown.collided, onSeen: () => forget(shown.ids), onClose: () => setShown(NOTHING) };
}

const NOTHING = { ids: [], collided: [] };
