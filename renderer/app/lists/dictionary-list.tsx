import { useState, type FormEvent } from "react";
import { Button, Form, Label, TextField } from "react-aria-components";
import type { ListRefusal } from "../../../shared/lists/change-lists.ts";
import { LONGEST_ENTRY, wordOf } from "../../../shared/lists/entries.ts";
import { useText } from "../../i18n/text.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { ListedRows } from "./listed-rows.tsx";
import type { SharedLists } from "./use-newsroom-lists.ts";

interface Props {
  readonly words: ReadonlySet<string>;
  readonly change: SharedLists["change"];
}

/** Words that are right as they are. */
export function DictionaryList({ words, change }: Props) {
  const t = useText();
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<ListRefusal | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const word = wordOf(typed);
    const why = word === null ? "no-word" : change!("addWord", word);
    setRefusal(why);
    if (why === null) setTyped("");
  };
  const rows = [...words]
    .sort((a, b) => a.localeCompare(b, "fa"))
    .map((word) => ({ key: word, word, more: "", content: <bdi>{word}</bdi> }));
  return (
    <>
      {change && (
        <Form className="lists-form" onSubmit={submit}>
          <TextField className="app-field" value={typed} onChange={setTyped} maxLength={LONGEST_ENTRY}>
            <Label>{t("lists.word")}</Label>
            <WordsInput />
          </TextField>
          <div className="app-row">
            <Button type="submit" className="app-button app-primary">
              {t("lists.add")}
            </Button>
          </div>
          <p role="alert" className="app-refusal">
            {refusal && t(`lists.refused.${refusal}`)}
          </p>
        </Form>
      )}
      <ListedRows
        name={t("lists.dictionary")}
        rows={rows}
        onRemove={change && ((word) => void change("removeWord", word))}
        onChange={null}
      />
    </>
  );
}
