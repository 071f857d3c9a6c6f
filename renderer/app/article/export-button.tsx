import { useCallback, useState } from "react";
import { Button } from "react-aria-components";
import { baseHeadline } from "../../../shared/article/projection/base-text.ts";
import { ExportMenu, FileButton, type Leaving } from "../../export/index.ts";
import { useText } from "../../i18n/text.tsx";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { PrintDialog } from "../../print/index.ts";
import { ExportIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import type { ArticleRooms, RoomsState } from "./article-rooms.ts";
import { useArticleLanguage, useRoomsState } from "./use-article.ts";

const readLoaded = ({ replica }: RoomsState): boolean => replica.loaded;

/** The article as it is now leaves: a menu in the header, and Ctrl+P. */
export function ExportButton({ rooms }: { readonly rooms: ArticleRooms }) {
  if (!useRoomsState(rooms, readLoaded)) return null;
  return <LoadedExport rooms={rooms} />;
}

function LoadedExport({ rooms }: { readonly rooms: ArticleRooms }) {
  const t = useText();
  const { client } = useCore();
  const { say, sayError } = useNotices();
  const language = useArticleLanguage(rooms);
  const [printed, setPrinted] = useState<Leaving | null>(null);
  const read = useCallback((): Leaving => {
    const { body, notes, id: article } = rooms;
    return { doc: body, notes, article, language, at: Date.now(), name: baseHeadline(body), client };
  }, [rooms, language, client]);
  const print = useCallback(() => setPrinted(read()), [read]);
  const close = useCallback(() => setPrinted(null), []);
  useShortcut("Mod-P", print, "article");
  return (
    <>
      <ExportMenu read={read} onPrint={setPrinted} onCopied={say} onError={sayError}>
        <Tip name={t("export.name")}>
          <Button className="app-button app-quiet app-export" aria-label={t("export.name")}>
            <ExportIcon />
          </Button>
        </Tip>
      </ExportMenu>
      <FileButton client={client} read={read} onError={sayError} />
      <PrintDialog leaving={printed} onClose={close} onError={sayError} />
    </>
  );
}
