import type { SyncProgress } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";

/** Fewer articles are synced before the line could be read. */
const WORTH_SAYING = 20;

const progressOf = ({ progress }: CoreState): SyncProgress => progress;

/** How many articles of a first or a long sync are done; nothing for the few that are always under way. */
export function ProgressLine() {
  const t = useText();
  const { done, total } = useCoreState(progressOf);
  if (total < WORTH_SAYING) return null;
  // It counts on for a minute: a screen reader is not told each step.
  return (
    <output aria-live="off" aria-label={t("app.sync.progress")} className="app-muted">
      {t("app.sync.progress.of", { done, total })}
    </output>
  );
}
