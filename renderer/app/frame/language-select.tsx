import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { flushSync } from "react-dom";
import { Button, Header, ListBox, ListBoxItem, ListBoxSection, Popover, Select, SelectValue } from "react-aria-components";
import { ARTICLE_LANGUAGES, articleLanguageOf, setLanguage, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { languageName } from "../../i18n/language-name.ts";
import { useText } from "../../i18n/text.tsx";
import { isShortcut } from "../../keys/shortcut.ts";
import { sameFields, useSelected } from "../../store/use-store.ts";
import type { ArticleFacts, Facts, LanguageOf } from "../article/article-facts.ts";
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
      shown={t(nameOf(language))}
      isDisabled={!mayEdit}
      onChange={(chosen) => setLanguage(rooms.body, chosen as ArticleLanguage)}
    >
      {ARTICLE_LANGUAGES.map((one) => (
        <Item key={one} id={one} name={t(nameOf(one))} />
      ))}
    </Choice>
  );
}

const CHOICES = ["auto", ...ARTICLE_LANGUAGES];
const readThere = (facts: Facts | null) =>
  facts && { of: facts.languageOf, said: facts.language, next: facts.nextLanguage, isCaret: facts.selected === null };

/**
 * The language of the selected blocks or words, where it is not to be told by what is around them and by their letters (BD38, BD43);
 * at a caret, that of what is typed next as well (BD47). Ctrl+Alt+Shift+L opens it from the text, to which it leads back.
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
  if (!there) return null;
  const { of, said, next, isCaret } = there;
  // At a caret that says nothing else, what is typed next is as the text around it.
  const nextSaid = next === undefined ? (of === "run" ? said : null) : next;
  const lists: readonly (readonly [LanguageOf, string | null])[] = [
    ...(of ? [[of, said] as const] : []),
    ...(isCaret ? [["next", nextSaid] as const] : []),
  ];
  const shown: LanguageOf = next === undefined && of ? of : "next";
  const named = (list: LanguageOf, one: string): string => languageName(one, t) ?? t(`editor.${list}.language.auto`);
  const chosen = (shown === "next" ? nextSaid : said) ?? "auto";
  const itemsOf = (list: LanguageOf, one: string | null): ReactNode =>
    // A language that came in with the text can be taken off, and is not offered elsewhere.
    [...CHOICES, ...(one === null || CHOICES.includes(one) ? [] : [one])].map((choice) => (
      <Item key={`${list} ${choice}`} id={`${list} ${choice}`} name={named(list, choice)} />
    ));
  return (
    <Choice
      name={t(`editor.${shown}.language`)}
      chosen={`${shown} ${chosen}`}
      shown={t(`editor.${shown}.language.is`, { language: named(shown, chosen) })}
      isDisabled={false}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        // Escape may come before the list has the focus, which then is where it was.
        if (!open && document.activeElement === button.current) leadBack();
      }}
      button={button}
      onFocus={leadBack}
      onChange={(key) => {
        const [list, choice] = key.split(" ") as [LanguageOf, string];
        // One goes on at the caret: elsewhere it would not be said of what is typed.
        if (list === "next") leadsBack.current = true;
        facts.setLanguage(list, articleLanguageOf(choice));
      }}
    >
      {lists.length === 1
        ? itemsOf(...lists[0]!)
        : lists.map(([list, one]) => (
            <ListBoxSection key={list}>
              <Header className="app-choice-head">{t(`editor.${list}.language`)}</Header>
              {itemsOf(list, one)}
            </ListBoxSection>
          ))}
    </Choice>
  );
}

const Item = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <ListBoxItem id={id} textValue={name} className="app-choice-item">
    {name}
  </ListBoxItem>
);

interface Props {
  readonly name: string;
  /** Key of the item that is chosen. */
  readonly chosen: string;
  /** What the button says. */
  readonly shown: string;
  readonly isDisabled: boolean;
  /** Whether it is open, where somebody else opens it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
  /** Told when its button gets the focus. */
  readonly onFocus?: () => void;
  readonly onChange: (key: string) => void;
  /** The items. */
  readonly children: ReactNode;
}

function Choice({ name, chosen, shown, isDisabled, isOpen, onOpenChange, button, onFocus, onChange, children }: Props) {
  return (
    <Select
      aria-label={name}
      selectedKey={chosen}
      isDisabled={isDisabled}
      {...(isOpen !== undefined && { isOpen })}
      {...(onOpenChange && { onOpenChange })}
      onSelectionChange={(key) => onChange(String(key))}
    >
      <Button className="app-text-button" {...(button && { ref: button })} {...(onFocus && { onFocus })}>
        <SelectValue>{shown}</SelectValue>
      </Button>
      <Popover className="app-popover" placement="top start">
        <ListBox className="app-choices">{children}</ListBox>
      </Popover>
    </Select>
  );
}
