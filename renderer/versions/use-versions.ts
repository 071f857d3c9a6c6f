import { useCallback, useEffect, useState } from "react";
import type * as Y from "yjs";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { VersionEntry, VersionList } from "../../shared/rpc/contract.ts";
import { openState } from "./open-state.ts";

/** The version that is chosen, and its article: null while it is opened, "unreadable" where it cannot be. */
export interface ChosenVersion {
  readonly entry: VersionEntry;
  readonly doc: Y.Doc | null | "unreadable";
}

export interface Versions {
  /** Null until it was read. */
  readonly list: VersionList | null;
  readonly chosen: ChosenVersion | null;
  readonly choose: (id: string | null) => void;
  /** Reads the list again. */
  readonly reload: () => void;
}

/** The versions of an article, for as long as the screen with them is open. @param onError told what the core refused */
export function useVersions(client: RpcClient, article: string, onError: (error: unknown) => void): Versions {
  const [list, setList] = useState<VersionList | null>(null);
  const [chosen, setChosen] = useState<ChosenVersion | null>(null);
  const [wanted, setWanted] = useState<object>({});
  const reload = useCallback(() => setWanted({}), []);
  useEffect(() => {
    let isClosed = false;
    const read = async (_wanted: object) => {
      try {
        const known = await client.calls.versions({ article });
        if (isClosed) return;
        setList(known);
        setChosen((now) => {
          const entry = known.entries.find(({ id }) => id === now?.entry.id);
          return now && entry ? { ...now, entry } : null;
        });
      } catch (error) {
        if (!isClosed) onError(error);
      }
    };
    void read(wanted);
    return () => {
      isClosed = true;
    };
  }, [client, article, onError, wanted]);
  const opening = chosen?.doc === null ? chosen.entry : null;
  useEffect(() => {
    if (!opening) return undefined;
    // An answer about another comes too late.
    let isLate = false;
    const read = async () => {
      try {
        const { state } = await client.calls.version({ article, version: opening.id });
        if (!isLate) setChosen({ entry: opening, doc: openedState(state) });
      } catch (error) {
        if (isLate) return;
        setChosen(null);
        onError(error);
      }
    };
    void read();
    return () => {
      isLate = true;
    };
  }, [client, article, onError, opening]);
  const choose = useCallback(
    (id: string | null) => {
      const entry = list?.entries.find((one) => one.id === id);
      setChosen(entry ? { entry, doc: null } : null);
    },
    [list],
  );
  return { list, chosen, choose, reload };
}

function openedState(state: Uint8Array): Y.Doc | "unreadable" {
  try {
    return openState(state);
  } catch {
    return "unreadable";
  }
}
