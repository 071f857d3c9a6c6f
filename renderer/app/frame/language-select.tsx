import { useEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { ARTICLE_LANGUAGES, articleLanguageOf, setLanguage, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { languageName } from "../../i18n/language-name.ts";
import { useText } from "../../i18n/text.tsx";
import { isShortcut } from "../../keys/shortcut.ts";
import { sameFields, useSelected } from "../../store/use-store.ts";
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

const CHOICES = ["auto", ...ARTICLE_LANGUAGES];
const readThere = (facts: Facts | null) => facts && { of: facts.languageOf, said: facts.language };

/**
 * The language of the selected blocks or words, where it is not to be told by what is around them and by their letters (BD38, BD43).
 * Ctrl+Alt+Shift+L opens it from the text, to which it leads back.
 */
export function LanguageThereSelect({ facts }: { readonly facts: ArticleFacts }) {
  const t = useText();
  const there = useSelected(facts.facts, readThere, sameFields);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  /** To the text, from which somebody came. */
  const leadsBack = useRef(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(event, "Mod-Alt-Shift-L")) return;
      // The caret may have come to the text just now.
      flushSync(() => facts.look());
      if (!button.current) return;
      event.preventDefault();
      // The list gives the focus to what had it when it closes.
      button.current.focus();
      leadsBack.current = true;
      setOpen(true);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [facts]);
  const leadBack = () => {
    if (leadsBack.current) facts.focusText();
    leadsBack.current = false;
  };
  if (!there?.of) return null;
  const { of, said } = there;
  const named = (one: string): string => languageName(one, t) ?? t(`editor.${of}.language.auto`);
  return (
    <Choice
      name={t(`editor.${of}.language`)}
      chosen={said ?? "auto"}
      // A language that came in with the text can be taken off, and is not offered elsewhere.
      choices={said === null || CHOICES.includes(said) ? CHOICES : [...CHOICES, said]}
      nameOf={named}
      shown={t(`editor.${of}.language.is`, { language: named(said ?? "auto") })}
      isDisabled={false}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        // Escape may come before the list has the focus, which then is where it was.
        if (!open && document.activeElement === button.current) leadBack();
      }}
      button={button}
      onFocus={leadBack}
      onChange={(chosen) => chosen !== said && facts.setLanguage(of, articleLanguageOf(chosen))}
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
  /** Whether it is open, where somebody else opens it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
  /** Told when its button gets the focus. */
  readonly onFocus?: () => void;
  readonly onChange: (choice: T) => void;
}

function Choice<T extends string>({
  name,
  chosen,
  choices,
  nameOf,
  shown,
  isDisabled,
  isOpen,
  onOpenChange,
  button,
  onFocus,
  onChange,
}: Props<T>) {
  return (
    <Select
      aria-label={name}
      selectedKey={chosen}
      isDisabled={isDisabled}
      {...(isOpen !== undefined && { isOpen })}
      {...(onOpenChange && { onOpenChange })}
      onSelectionChange={(key) => onChange(key as T)}
    >
      <Button className="app-text-button" {...(button && { ref: button })} {...(onFocus && { onFocus })}>
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
