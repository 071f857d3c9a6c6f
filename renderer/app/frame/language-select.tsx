import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { ARTICLE_LANGUAGES, setLanguage, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { useText } from "../../i18n/text.tsx";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { useArticleLanguage } from "../article/use-article.ts";

/** The language that the article is written in: its direction, its digits, and what counts as a word follow from it. */
export function LanguageSelect({ rooms, mayEdit }: { readonly rooms: ArticleRooms; readonly mayEdit: boolean }) {
  const t = useText();
  const language = useArticleLanguage(rooms);
  return (
    <Select
      aria-label={t("editor.language")}
      selectedKey={language}
      isDisabled={!mayEdit}
      onSelectionChange={(chosen) => setLanguage(rooms.body, chosen as ArticleLanguage)}
    >
      <Button className="app-text-button">
        <SelectValue />
      </Button>
      <Popover className="app-popover" placement="top start">
        <ListBox className="app-choices">
          {ARTICLE_LANGUAGES.map((one) => (
            <ListBoxItem key={one} id={one} className="app-choice-item">
              {t(`editor.language.${one}`)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
