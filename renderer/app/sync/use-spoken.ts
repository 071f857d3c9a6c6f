import { useEffect, useRef, useState } from "react";
import { useText } from "../../i18n/text.tsx";
import type { SyncKind } from "./sync-status.ts";

const SPOKEN_AFTER = 2000;

/** What a screen reader is told of the sync state: a state that has lasted, once, without its count, and not the first one. */
export function useSpoken(kind: SyncKind): string {
  const t = useText();
  const [spoken, setSpoken] = useState("");
  const last = useRef<SyncKind | null>(null);
  useEffect(() => {
    if (kind === "opening" || kind === last.current) return undefined;
    const timer = window.setTimeout(() => {
      if (last.current !== null) setSpoken(t(`app.sync.${kind}`, { unconfirmed: 0 }));
      last.current = kind;
    }, SPOKEN_AFTER);
    return () => window.clearTimeout(timer);
  }, [kind, t]);
  return spoken;
}
