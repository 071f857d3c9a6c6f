import { Button } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { CloseIcon } from "../../theme/icons.tsx";
import { RunningLine } from "./running-line.tsx";
import type { Archiving } from "./use-archive.ts";

/** How far an export of many articles has come, and afterwards what became of it. */
export function ArchiveReport({ archiving }: { readonly archiving: Archiving }) {
  const t = useText();
  const { progress, stop, close } = archiving;
  return (
    <output className="app-report">
      {progress?.isRunning && (
        <RunningLine
          label={t("app.archive.running", { done: progress.done + progress.failed, total: progress.total })}
          value={progress.done + progress.failed}
          total={progress.total}
          stop={t("app.archive.stop")}
          onStop={stop}
        />
      )}
      {progress && !progress.isRunning && (
        <>
          <div className="app-row">
            <span>{t("app.archive.done", { done: progress.done })}</span>
            <span className="app-space" />
            <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={close}>
              <CloseIcon />
            </Button>
          </div>
          {progress.failed > 0 && <p>{t("app.archive.failed", { failed: progress.failed })}</p>}
        </>
      )}
    </output>
  );
}
