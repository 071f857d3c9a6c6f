import { useState, type FormEvent } from "react";
import { Button, Form, Label, TextField } from "react-aria-components";
import type { ListRefusal } from "../../../shared/lists/change-lists.ts";
import { LONGEST_ENTRY, wordOf } from "../../../shared/lists/entries.ts";
import type { ListedWord } from "../../../shared/style/profile.ts";
import { listOf } from "../../i18n/list-of.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { ListedRows } from "./listed-rows.tsx";
import type { SharedLists } from "./use-newsroom-lists.ts";

const EMPTY = { spelling: "", variants: "", latin: "" };

interface Props {
  readonly words: readonly ListedWord[];
  readonly change: SharedLists["change"];
}

/** Words with one spelling: what is written instead of which others, and what it is in Latin letters. */
export function WordsList({ words, change }: Props) {
  const t = useText();
  const locale = useLocale();
  const [typed, setTyped] = useState(EMPTY);
  const [changed, setChanged] = useState<ListedWord | null>(null);
  const [refusal, setRefusal] = useState<ListRefusal | null>(null);
  const clear = (): void => {
    setTyped(EMPTY);
    setChanged(null);
    setRefusal(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const entry = readTyped(typed);
    const why = entry === null ? "no-word" : change!("setSpelling", changed, entry);
    if (why === null) clear();
    else setRefusal(why);
  };
  const field = (name: keyof typeof EMPTY, longest: number) => (
    <TextField className="app-field" value={typed[name]} onChange={(value) => setTyped({ ...typed, [name]: value })} maxLength={longest}>
      <Label>{t(`lists.${name}`)}</Label>
      <WordsInput />
    </TextField>
  );
  const find = (spelling: string): ListedWord | undefined => words.find((word) => word.spelling === spelling);
  const edit = (spelling: string): void => {
    const word = find(spelling);
    if (!word) return;
    setChanged(word);
    setTyped({ spelling, variants: word.variants.join("، "), latin: word.latin ?? "" });
    document.querySelector<HTMLElement>(".lists-form input")?.focus();
  };
  return (
    <>
      {change && (
        <Form className="lists-form" onSubmit={submit}>
          {field("spelling", LONGEST_ENTRY)}
          {field("variants", 20 * LONGEST_ENTRY)}
          {field("latin", LONGEST_ENTRY)}
          <div className="app-row">
            <Button type="submit" className="app-button app-primary">
              {t(changed ? "lists.save" : "lists.add")}
            </Button>
            {changed && (
              <Button className="app-button" onPress={clear}>
                {t("lists.cancel")}
              </Button>
            )}
          </div>
          <p role="alert" className="app-refusal">
            {refusal && t(`lists.refused.${refusal}`)}
          </p>
        </Form>
      )}
      <ListedRows
        name={t("lists.words")}
        rows={words.map(({ spelling, variants, latin }) => ({
          key: spelling,
          word: spelling,
          more: [...variants, latin ?? ""].join(" "),
          content: (
            <>
              <bdi className="lists-word">{spelling}</bdi>
              {latin !== undefined && <bdi className="lists-latin">{latin}</bdi>}
              {variants.length > 0 && <span className="lists-variants">{t("lists.from", { variants: listOf(variants, locale) })}</span>}
            </>
          ),
        }))}
        onRemove={
          change &&
          ((spelling) => {
            const word = find(spelling);
            if (word) change("removeSpelling", word);
            if (changed?.spelling === spelling) clear();
          })
        }
        onChange={change && edit}
      />
    </>
  );
}

/** What was typed as an entry of the list; null when a part of it is no word. */
function readTyped({ spelling, variants, latin }: typeof EMPTY): ListedWord | null {
  const word = wordOf(spelling);
  const others = variants
    .split(/[,،]/)
    .filter((part) => part.trim() !== "")
    .map(wordOf);
  const form = latin.trim() === "" ? undefined : wordOf(latin);
  if (word === null || form === null || others.includes(null)) return null;
  return { spelling: word, variants: [...new Set(others as string[])], ...(form === undefined ? {} : { latin: form }) };
}
