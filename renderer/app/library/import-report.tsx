import { Button } from "react-aria-components";
import { isolateControls, LRI, PDI } from "../../../shared/text/bidi-controls.ts";
import { largestFile } from "../../../shared/import/file.ts";
import type { Loss } from "../../../shared/import/loss.ts";
import { directionOf } from "../../i18n/locale.ts";
import { useText } from "../../i18n/text.tsx";
import { useSelected } from "../../store/use-store.ts";
import { CloseIcon } from "../../theme/icons.tsx";
import type { ImportedArticle, ImportFailure, ImportProgress, ImportQueue } from "./import-queue.ts";
import { RunningLine } from "./running-line.tsx";

/** Most articles, and most failures, that a report lists: of more it says how many. */
const MOST_LISTED = 200;

interface Props {
  readonly imports: ImportQueue<File>;
  readonly onOpen: (id: string) => void;
}

const same = (progress: ImportProgress | null) => progress;

/** How far an import has come, and afterwards what became of it: one report, however many files there were. */
export function ImportReport({ imports, onOpen }: Props) {
  const progress = useSelected(imports.progress, same);
  return (
    <output className="app-report app-import">
      {progress &&
        (progress.isRunning ? (
          <Running {...progress} onStop={() => imports.stop()} />
        ) : (
          <Done {...progress} onOpen={onOpen} onClose={() => imports.close()} />
        ))}
    </output>
  );
}

function Running({ articles, failures, total, onStop }: ImportProgress & { readonly onStop: () => void }) {
  const t = useText();
  const done = articles.length + failures.length;
  return (
    <RunningLine label={t("app.import.running", { done, total })} value={done} total={total} stop={t("app.import.stop")} onStop={onStop} />
  );
}

function Done({
  articles,
  failures,
  skipped,
  onOpen,
  onClose,
}: ImportProgress & { readonly onOpen: (id: string) => void; readonly onClose: () => void }) {
  const t = useText();
  const failed = t("app.import.failed", { failed: failures.length });
  const done = articles.length;
  // What was not kept is looked at first.
  const listed = done === 1 && articles[0]!.losses.length === 0 ? [] : articles.toSorted((a, b) => b.losses.length - a.losses.length);
  return (
    <>
      <div className="app-row">
        <span>{done > 0 || failures.length === 0 ? t("app.import.done", { done }) : failed}</span>
        <span className="app-space" />
        <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={onClose}>
          <CloseIcon />
        </Button>
      </div>
      {skipped > 0 && <p>{t("app.import.skipped", { skipped })}</p>}
      {failures.length > 0 && (
        <>
          {done > 0 && <p>{failed}</p>}
          <ul className="app-failures">
            {failures.slice(0, MOST_LISTED).map((failure, index) => (
              // Two files may have one name.
              <li key={`${index} ${failure.file}`}>
                <Why failure={failure} />
              </li>
            ))}
          </ul>
          <More count={failures.length - MOST_LISTED} />
        </>
      )}
      {listed.length > 0 && (
        <ul className="app-imported" aria-label={t("app.import.articles")}>
          {listed.slice(0, MOST_LISTED).map((one) => (
            <Imported key={one.id} {...one} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <More count={listed.length - MOST_LISTED} />
    </>
  );
}

function Why({ failure }: { readonly failure: ImportFailure }) {
  const t = useText();
  const { file } = failure;
  return failure.code === "core"
    ? t("app.import.core", { file, reason: t(failure.key, failure.values) })
    : t(`app.import.${failure.code}`, { file, limit: largestFile(file) });
}

function More({ count }: { readonly count: number }) {
  const t = useText();
  return count > 0 && <p>{t("app.import.more", { count })}</p>;
}

/** One file, which opens its article, and what became of it that an article cannot hold. */
function Imported({ file, id, losses, onOpen }: ImportedArticle & { readonly onOpen: (id: string) => void }) {
  return (
    <li>
      <Button className="app-text-button" onPress={() => onOpen(id)}>
        {file}
      </Button>
      {losses.length > 0 && <Losses file={file} losses={losses} />}
    </li>
  );
}

function Losses({ file, losses }: { readonly file: string; readonly losses: readonly Loss[] }) {
  const t = useText();
  return (
    <details className="app-losses">
      <summary>{t("app.import.losses", { file, count: losses.length })}</summary>
      <ul className="app-failures">
        {losses.map(({ kind, block, near, detail }, index) => (
          <li key={index}>
            {t(`app.import.loss.${kind}`, { detail: detailOf(kind, detail, t.locale) })}{" "}
            <span className="app-loss-place">
              {near.trim() === "" ? t("app.import.loss.block", { block: block + 1 }) : <bdi>{isolateControls(near)}</bdi>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Rows and columns of a table and levels of headings are numbers of ours: in the reader's digits, rows first (IL4). */
function detailOf(kind: Loss["kind"], detail: string, locale: string): string {
  if (kind !== "table" && kind !== "headingLevel") return isolateControls(detail);
  const numbers = detail.replace(/\d+/g, (number) => Number(number).toLocaleString(locale, { useGrouping: false }));
  return directionOf(locale) === "rtl" ? `${LRI}${numbers}${PDI}` : numbers;
}
