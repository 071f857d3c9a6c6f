import { useMemo, useRef, useState } from "react";
import * as Y from "yjs";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { mayWrite } from "../../../shared/roles.ts";
import { useCore, useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { explain, type Explanation } from "../frame/explain.ts";
import { useNotices } from "../frame/notices.tsx";
import { ImportError } from "../../../shared/import/file.ts";
import type { Loss } from "../../../shared/import/docx/loss.ts";
import { movedPictures } from "../../../shared/article/sync/figure-sources.ts";
import { usePictureSource } from "../../pictures/picture-source.ts";
import { storePrepared } from "../../pictures/store-prepared.ts";
import { importFile } from "./import-file.ts";

/** A file that became no article, and why: by itself, or because the core did not take it. */
type ImportFailure = { readonly file: string } & ({ readonly code: ImportError["code"] } | ({ readonly code: "core" } & Explanation));

export interface FileLosses {
  readonly file: string;
  readonly losses: readonly Loss[];
}

export interface ImportProgress {
  readonly total: number;
  /** Files that are articles now. */
  readonly done: number;
  readonly failures: readonly ImportFailure[];
  /** Of files that are articles now, what is not in these as it was there. */
  readonly losses: readonly FileLosses[];
  readonly isRunning: boolean;
}

export interface LibraryActions {
  /** Whether this member may begin articles: to others none of the rest is offered (UI7). */
  readonly mayCreate: boolean;
  readonly create: () => Promise<void>;
  /** Imports files one after the other; what is chosen meanwhile is imported after them. */
  readonly importFiles: (files: readonly File[]) => Promise<void>;
  /** Leaves the files that have not been begun. */
  readonly stopImport: () => void;
  /** Of the last import; null when there was none, or its report was closed. */
  readonly progress: ImportProgress | null;
  readonly closeReport: () => void;
}

const readMayCreate = ({ session }: CoreState) => session !== null && mayWrite(session.member.role, "body");

/**
 * What one does in the library: begin an article, import files.
 * @param onCreated an empty article is there
 * @param onImported the last of the files is there
 */
export function useLibrary(onCreated: (id: string) => void, onImported: (id: string) => void): LibraryActions {
  const { client } = useCore();
  const { sayError } = useNotices();
  const pictures = usePictureSource();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const queue = useRef<File[]>([]);
  const now = useRef<ImportProgress | null>(null);
  const steps = useMemo(() => {
    const report = (change: Partial<ImportProgress>) => {
      now.current = { total: 0, done: 0, failures: [], losses: [], isRunning: false, ...now.current, ...change };
      setProgress(now.current);
    };
    return {
      async create() {
        try {
          onCreated((await client.calls.createArticle({ body: Y.encodeStateAsUpdate(new Y.Doc()) })).id);
        } catch (error) {
          sayError(error);
        }
      },
      async importFiles(files: readonly File[]) {
        if (files.length === 0) return;
        queue.current.push(...files);
        if (now.current?.isRunning) return report({ total: now.current.total + files.length });
        report({ total: files.length, done: 0, failures: [], losses: [], isRunning: true });
        let last: string | null = null;
        for (let file = queue.current.shift(); file; file = queue.current.shift()) {
          try {
            const { rooms, losses } = await importFile(file);
            const { notes } = rooms;
            const body = await movedPictures(rooms.body, (bytes) => storePrepared(pictures, bytes));
            last = (await client.calls.createArticle({ body, ...(notes && { notes }) })).id;
            const { done, losses: before } = now.current!;
            report({
              done: done + 1,
              losses: losses.length > 0 ? [...before, { file: isolateControls(file.name), losses }] : before,
            });
          } catch (error) {
            report({ failures: [...now.current!.failures, failureOf(isolateControls(file.name), error)] });
          }
        }
        const { total, failures, losses } = now.current!;
        report({ isRunning: false });
        if (last !== null) onImported(last);
        if (failures.length === 0 && losses.length === 0 && total === 1) setProgress((now.current = null));
      },
      stopImport: () => {
        report({ total: now.current!.total - queue.current.length });
        queue.current = [];
      },
      closeReport: () => setProgress((now.current = null)),
    };
  }, [client, pictures, sayError, onCreated, onImported]);
  const mayCreate = useCoreState(readMayCreate);
  return useMemo(() => ({ ...steps, mayCreate, progress }), [steps, mayCreate, progress]);
}

const failureOf = (file: string, error: unknown): ImportFailure =>
  error instanceof ImportError ? { file, code: error.code } : { file, code: "core", ...explain(error) };
