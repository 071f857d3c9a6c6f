import { Button, Label, ProgressBar } from "react-aria-components";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { useText } from "../../i18n/text.tsx";
import { CloseIcon } from "../../theme/icons.tsx";
import { largestFile } from "../../../shared/import/file.ts";
import type { FileLosses, ImportProgress, LibraryActions } from "./use-library.ts";

/** How far an import has come, and afterwards what became of it: one report, however many files there were. */
export function ImportReport({ actions }: { readonly actions: LibraryActions }) {
  const { progress } = actions;
  return (
    <output className="app-import">
      {progress &&
        (progress.isRunning ? <Running {...progress} onStop={actions.stopImport} /> : <Done {...progress} onClose={actions.closeReport} />)}
    </output>
  );
}

function Running({ done, failures, total, onStop }: ImportProgress & { readonly onStop: () => void }) {
  const t = useText();
  const finished = done + failures.length;
  return (
    <div className="app-row">
      <ProgressBar className="app-progress" value={finished} maxValue={total}>
        {({ percentage }) => (
          <>
            <Label>{t("app.import.running", { done: finished, total })}</Label>
            <span className="app-progress-track">
              <span style={{ inlineSize: `${percentage ?? 0}%` }} />
            </span>
          </>
        )}
      </ProgressBar>
      <Button className="app-text-button" onPress={onStop}>
        {t("app.import.stop")}
      </Button>
    </div>
  );
}

function Done({ done, failures, losses, onClose }: ImportProgress & { readonly onClose: () => void }) {
  const t = useText();
  const failed = t("app.import.failed", { failed: failures.length });
  return (
    <>
      <div className="app-row">
        <span>{done > 0 || failures.length === 0 ? t("app.import.done", { done }) : failed}</span>
        <span className="app-space" />
        <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={onClose}>
          <CloseIcon />
        </Button>
      </div>
      {failures.length > 0 && (
        <>
          {done > 0 && <p>{failed}</p>}
          <ul className="app-failures">
            {failures.map((failure, index) => (
              // Two files may have one name.
              <li key={`${index} ${failure.file}`}>
                {failure.code === "core"
                  ? t("app.import.core", { file: failure.file, reason: t(failure.key, failure.values) })
                  : t(`app.import.${failure.code}`, {
                      file: failure.file,
                      limit: largestFile(failure.file),
                    })}
              </li>
            ))}
          </ul>
        </>
      )}
      {losses.map((one, index) => (
        <LossesOf key={`${index} ${one.file}`} {...one} />
      ))}
    </>
  );
}

/** What became of one file that an article cannot hold, as a list that is opened. */
function LossesOf({ file, losses }: FileLosses) {
  const t = useText();
  return (
    <details className="app-losses">
      <summary>{t("app.import.losses", { file, count: losses.length })}</summary>
      <ul className="app-failures">
        {losses.map(({ kind, block, near, detail }, index) => (
          <li key={index}>
            {t(`app.import.loss.${kind}`, { detail: isolateControls(detail) })}{" "}
            <span className="app-loss-place">
              {near.trim() === "" ? t("app.import.loss.block", { block: block + 1 }) : <bdi>{isolateControls(near)}</bdi>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
