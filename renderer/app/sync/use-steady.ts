/** The sync state at the pace of a reader, never ahead of the truth. */
import { useEffect, useRef, useState } from "react";
import { useText } from "../../i18n/text.tsx";
import type { SyncKind, SyncStatus } from "./sync-status.ts";

/** From "everything is everywhere" to "in this window alone". */
const ORDER: readonly SyncKind[] = ["relay", "computer", "sending", "connecting", "offline", "opening", "saving", "alone", "refused", "window"];
const STEADY = 400;
const SPOKEN_AFTER = 2000;

/** A worse state shows at once; a better one when it lasts, so that typing does not make the line flicker. */
export function useSteady(status: SyncStatus): SyncStatus {
  const [shown, setShown] = useState(status);
  const { kind, waiting, reason } = status;
  const isBetter = ORDER.indexOf(kind) < ORDER.indexOf(shown.kind);
  useEffect(() => {
    if (!isBetter) return undefined;
    const timer = window.setTimeout(() => setShown({ kind, waiting, reason }), STEADY);
    return () => window.clearTimeout(timer);
  }, [isBetter, kind, waiting, reason]);
  if (isBetter) return shown;
  if (shown.kind !== kind || shown.waiting !== waiting || shown.reason !== reason) setShown(status);
  return status;
}

/** What a screen reader is told: a state that has come to stay, once, without its count, and not the first one. */
export function useSpoken(kind: SyncKind): string {
  const t = useText();
  const [spoken, setSpoken] = useState("");
  const last = useRef<SyncKind | null>(null);
  useEffect(() => {
    if (kind === "opening" || kind === last.current) return undefined;
    const timer = window.setTimeout(() => {
      if (last.current !== null) setSpoken(t(`app.sync.${kind}`, { waiting: 0 }));
      last.current = kind;
    }, SPOKEN_AFTER);
    return () => window.clearTimeout(timer);
  }, [kind, t]);
  return spoken;
}
