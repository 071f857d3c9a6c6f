import { Button } from "react-aria-components";
import { baseText } from "../../../shared/article/projection/base-text.ts";
import type { Format } from "../../../shared/export-formats.ts";
import { ExportMenu, saveArticle } from "../../export/index.ts";
import { useText } from "../../i18n/text.tsx";
import { ExportIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import type { ArticleRooms, RoomsState } from "./article-rooms.ts";
import { useArticleLanguage, useRoomsState } from "./use-article.ts";

const readLoaded = ({ replica }: RoomsState): boolean => replica.loaded;

/** Saves the article as it is now as a file: a menu in the header. */
export function ExportButton({ rooms }: { readonly rooms: ArticleRooms }) {
  const t = useText();
  const { client } = useCore();
  const { sayError } = useNotices();
  const language = useArticleLanguage(rooms);
  if (!useRoomsState(rooms, readLoaded)) return null;
  const save = async (format: Format) => {
    const { body, notes, id: article } = rooms;
    const [name = ""] = baseText(body).split("\n", 1);
    try {
      await saveArticle({ doc: body, notes, article, language, at: Date.now(), name, client }, format);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <ExportMenu onChoose={(format) => void save(format)}>
      <Tip name={t("export.name")}>
        <Button className="app-button app-quiet app-export" aria-label={t("export.name")}>
          <ExportIcon />
        </Button>
      </Tip>
    </ExportMenu>
  );
}
