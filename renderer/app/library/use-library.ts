import { useEffect, useMemo, useState } from "react";
import * as Y from "yjs";
import { mayWrite } from "../../../shared/roles.ts";
import { useCore, useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useNotices } from "../frame/notices.tsx";
import { movedPictures } from "../../../shared/article/sync/figure-sources.ts";
import { usePictureSource } from "../../pictures/picture-source.ts";
import { storePrepared } from "../../pictures/store-prepared.ts";
import { takeDocuments } from "../ports/opened-documents.ts";
import { chosenFiles, type GivenFiles } from "./given-files.ts";
import { importFile } from "./import-file.ts";
import { ImportQueue } from "./import-queue.ts";

export interface LibraryActions {
  /** Whether this member may begin articles: to others none of the rest is offered (UI7). */
  readonly mayCreate: boolean;
  readonly create: () => Promise<void>;
  /** Imports files one after the other; what is chosen meanwhile is imported after them. */
  readonly importFiles: (given: GivenFiles) => Promise<void>;
  readonly imports: ImportQueue<File>;
}

const readMayCreate = ({ session }: CoreState) => session !== null && mayWrite(session.member.role, "body");

/**
 * What one does in the library: begin an article, import files.
 * @param onCreated an empty article is there
 * @param onImported the last of the files is there
 */
export function useLibrary(onCreated: (id: string) => void, onImported: (id: string) => void): LibraryActions {
  const { client } = useCore();
  const { say, sayError } = useNotices();
  const pictures = usePictureSource();
  const [imports] = useState(
    () =>
      new ImportQueue<File>({
        read: async (file) => {
          const { rooms, losses } = await importFile(file);
          const body = await movedPictures(rooms.body, (bytes) => storePrepared(pictures, bytes));
          return { rooms: { ...rooms, body }, losses };
        },
        create: (rooms) => client.calls.createArticle(rooms),
        onImported,
      }),
  );
  const steps = useMemo(
    () => ({
      async create() {
        try {
          onCreated((await client.calls.createArticle({ body: Y.encodeStateAsUpdate(new Y.Doc()) })).id);
        } catch (error) {
          sayError(error);
        }
      },
      importFiles: ({ files, skipped }: GivenFiles) => imports.add(files, skipped),
    }),
    [client, sayError, onCreated, imports],
  );
  const mayCreate = useCoreState(readMayCreate);
  useEffect(() => {
    if (!mayCreate) return undefined;
    return takeDocuments(
      (file) => void steps.importFiles(chosenFiles([file])),
      (name) => say("app.library.unreadable", { name }),
    );
  }, [mayCreate, steps, say]);
  return useMemo(() => ({ ...steps, imports, mayCreate }), [steps, imports, mayCreate]);
}
