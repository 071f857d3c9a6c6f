import { useMemo, useRef, useState } from "react";
import type { Format } from "../../../shared/export-formats.ts";
import { saveFile } from "../../export/index.ts";
import { useText } from "../../i18n/text.tsx";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";

interface ArchiveProgress {
  readonly total: number;
  readonly done: number;
  /** Articles that could not be written: the manifest says why. */
  readonly failed: number;
  readonly isRunning: boolean;
}

export interface Archiving {
  /** Has articles saved as one zip. @param ids null for all on the desk and in the archive */
  readonly save: (ids: readonly string[] | null, format: Format) => Promise<void>;
  /** Leaves the zip: nothing is saved then. */
  readonly stop: () => void;
  /** Of the last zip; null when there was none, it was stopped, or its report was closed. */
  readonly progress: ArchiveProgress | null;
  readonly close: () => void;
}

/** Many articles as one file. The core writes it part by part, and the browser holds the parts outside this page's memory. */
export function useArchive(): Archiving {
  const t = useText();
  const { client } = useCore();
  const { say, sayError } = useNotices();
  const [progress, setProgress] = useState<ArchiveProgress | null>(null);
  const running = useRef<{ isStopped: boolean } | null>(null);
  const steps = useMemo(
    () => ({
      async save(ids: readonly string[] | null, format: Format) {
        if (running.current) return say("app.archive.busy");
        const run = (running.current = { isStopped: false });
        setProgress({ total: ids?.length ?? 0, done: 0, failed: 0, isRunning: true });
        try {
          const { archive } = await client.calls.beginArchive({ articles: ids, format });
          const parts: Blob[] = [];
          for (let isEnd = false; !isEnd;) {
            if (run.isStopped) return await client.calls.endArchive({ archive });
            const part = await client.calls.archivePart({ archive });
            parts.push(new Blob([part.bytes]));
            isEnd = part.isEnd;
            if (!run.isStopped) setProgress({ total: part.total, done: part.done, failed: part.failed, isRunning: !isEnd });
          }
          if (!run.isStopped) saveFile(new Blob(parts, { type: "application/zip" }), t("app.archive.file"), "zip");
        } catch (error) {
          setProgress(null);
          sayError(error);
        } finally {
          running.current = null;
        }
      },
      stop: () => {
        if (running.current) running.current.isStopped = true;
        setProgress(null);
      },
      close: () => setProgress(null),
    }),
    [client, t, say, sayError],
  );
  return useMemo(() => ({ ...steps, progress }), [steps, progress]);
}
