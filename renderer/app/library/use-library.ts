/** What one does in the library: begin an article, import files, open one. */
import { useMemo } from "react";
import * as Y from "yjs";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import { importFile, ImportError, LARGEST_FILE } from "./import-file.ts";

export interface LibraryActions {
  readonly create: () => Promise<void>;
  readonly importFiles: (files: readonly File[]) => Promise<void>;
}

/** @param onCreated an empty article is there. @param onImported the last of the files is there */
export function useLibrary(onCreated: (id: string) => void, onImported: (id: string) => void): LibraryActions {
  const { client } = useCore();
  const { say, sayError } = useNotices();
  return useMemo(
    () => ({
      async create() {
        try {
          onCreated((await client.calls.createArticle({ body: Y.encodeStateAsUpdate(new Y.Doc()) })).id);
        } catch (error) {
          sayError(error);
        }
      },
      async importFiles(files) {
        let last: string | null = null;
        for (const file of files) {
          try {
            last = (await client.calls.createArticle({ body: await importFile(file) })).id;
          } catch (error) {
            if (error instanceof ImportError) say(`app.import.${error.code}`, { file: file.name, limit: LARGEST_FILE });
            else sayError(error);
          }
        }
        if (last !== null) onImported(last);
      },
    }),
    [client, say, sayError, onCreated, onImported],
  );
}
