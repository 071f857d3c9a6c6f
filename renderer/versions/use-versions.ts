import { useCallback, useEffect, useRef, useState } from "react";
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
  readonly reload: () => Promise<void>;
}

/** The versions of an article, for as long as the screen with them is open. @param onError told what the core refused */
export function useVersions(client: RpcClient, article: string, onError: (error: unknown) => void): Versions {
  const [list, setList] = useState<VersionList | null>(null);
  const [chosen, setChosen] = useState<ChosenVersion | null>(null);
  const isOpen = useRef(true);
  const reload = useCallback(async () => {
    try {
      const read = await client.calls.versions({ article });
      if (!isOpen.current) return;
      setList(read);
      setChosen((now) => (now && read.entries.some(({ id }) => id === now.entry.id) ? now : null));
    } catch (error) {
      if (isOpen.current) onError(error);
    }
  }, [client, article, onError]);
  useEffect(() => {
    isOpen.current = true;
    void reload();
    return () => {
      isOpen.current = false;
    };
  }, [reload]);
  /** What is to be shown; an answer about another comes too late. */
  const wanted = useRef<string | null>(null);
  const choose = useCallback(
    (id: string | null) => {
      wanted.current = id;
      const entry = list?.entries.find((one) => one.id === id);
      setChosen(entry ? { entry, doc: null } : null);
      if (!entry) return;
      const show = (doc: ChosenVersion["doc"]) => {
        if (isOpen.current && wanted.current === id) setChosen({ entry, doc });
      };
      void client.calls.version({ article, version: entry.id }).then(
        ({ state }) => {
          try {
            show(openState(state));
          } catch {
            show("unreadable");
          }
        },
        (error: unknown) => {
          if (!isOpen.current || wanted.current !== id) return;
          setChosen(null);
          onError(error);
        },
      );
    },
    [client, article, list, onError],
  );
  return { list, chosen, choose, reload };
}
