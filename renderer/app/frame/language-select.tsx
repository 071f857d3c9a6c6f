import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { ARTICLE_LANGUAGES, articleLanguageOf, setLanguage, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { useSelected } from "../../store/use-store.ts";
import type { ArticleFacts, Facts } from "../article/article-facts.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { useArticleLanguage } from "../article/use-article.ts";

const nameOf = (language: ArticleLanguage): MessageKey => `editor.language.${language}`;

/** The language that the article is written in: its direction, its digits, and what counts as a word follow from it. */
export function LanguageSelect({ rooms, mayEdit }: { readonly rooms: ArticleRooms; readonly mayEdit: boolean }) {
  const t = useText();
  const language = useArticleLanguage(rooms);
  return (
    <Choice
      name={t("editor.language")}
      chosen={language}
      choices={ARTICLE_LANGUAGES}
      nameOf={(one) => t(nameOf(one))}
      isDisabled={!mayEdit}
      onChange={(chosen) => setLanguage(rooms.body, chosen)}
    />
  );
}

const CHOICES = ["auto", ...ARTICLE_LANGUAGES] as const;
type BlockChoice = (typeof CHOICES)[number];
const readLanguage = (facts: Facts | null) => facts?.language;

/** The language of the selected blocks, where it is not to be told by the article and by their letters (BD38). */
export function BlockLanguageSelect({ facts }: { readonly facts: ArticleFacts }) {
  const t = useText();
  const language = useSelected(facts.facts, readLanguage);
  if (language === undefined) return null;
  const named = (one: BlockChoice): string => (one === "auto" ? t("editor.block.language.auto") : t(nameOf(one)));
  return (
    <Choice
      name={t("editor.block.language")}
      chosen={language ?? "auto"}
      choices={CHOICES}
      nameOf={named}
      shown={t("editor.block.language.is", { language: named(language ?? "auto") })}
      isDisabled={false}
      onChange={(chosen) => facts.setLanguage(articleLanguageOf(chosen))}
    />
  );
}

interface Props<T extends string> {
  readonly name: string;
  readonly chosen: T;
  readonly choices: readonly T[];
  readonly nameOf: (choice: T) => string;
  /** What the button says; by default the name of what is chosen. */
  readonly shown?: string;
  readonly isDisabled: boolean;
  readonly onChange: (choice: T) => void;
}

function Choice<T extends string>({ name, chosen, choices, nameOf, shown, isDisabled, onChange }: Props<T>) {
  return (
    <Select aria-label={name} selectedKey={chosen} isDisabled={isDisabled} onSelectionChange={(key) => onChange(key as T)}>
      <Button className="app-text-button">
        <SelectValue>{shown ?? nameOf(chosen)}</SelectValue>
      </Button>
      <Popover className="app-popover" placement="top start">
        <ListBox className="app-choices">
          {choices.map((one) => (
            <ListBoxItem key={one} id={one} className="app-choice-item">
              {nameOf(one)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
