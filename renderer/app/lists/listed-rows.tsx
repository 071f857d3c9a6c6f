import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button, Label, SearchField } from "react-aria-components";
import { fold } from "../../../shared/text/fold.ts";
import { useText } from "../../i18n/text.tsx";
import { WordsInput } from "../../theme/words-input.tsx";

/** So many rows are shown: with more, one searches. */
const SHOWN = 100;

interface ListedRow {
  readonly key: string;
  /** What it is called, and found by. */
  readonly word: string;
  readonly more: string;
  readonly content: ReactNode;
}

interface Props {
  readonly name: string;
  readonly rows: readonly ListedRow[];
  /** Null for whoever may not. */
  readonly onRemove: ((key: string) => void) | null;
  readonly onChange: ((key: string) => void) | null;
}

/** A list of the newsroom's that one searches and takes entries out of. Up and down go from row to row (HS32). */
export function ListedRows({ name, rows, onRemove, onChange }: Props) {
  const t = useText();
  const [sought, setSought] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const folded = fold(sought.trim());
    return folded === "" ? rows : rows.filter(({ word, more }) => fold(`${word} ${more}`).includes(folded));
  }, [rows, sought]);
  const remove = (key: string, row: Element | undefined): void => {
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    const to = next?.querySelector<HTMLElement>("button:last-of-type") ?? field.current?.querySelector("input");
    to?.focus();
    onRemove?.(key);
  };
  return (
    <div className="lists-entries">
      <div ref={field}>
        <SearchField className="app-field" value={sought} onChange={setSought}>
          <Label>{t("lists.filter")}</Label>
          <WordsInput />
        </SearchField>
      </div>
      <output className="lists-count" aria-live="polite">
        {t("lists.count", { count: found.length })}
      </output>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Its buttons take the arrows, by one listener. */}
      <ul className="lists-rows" aria-label={name} ref={list} onKeyDown={onArrow}>
        {found.slice(0, SHOWN).map(({ key, word, content }, index) => (
          <li className="app-listed" key={key}>
            <span className="lists-entry">{content}</span>
            {onChange && (
              <Button className="app-button" aria-label={t("lists.change.of", { word })} onPress={() => onChange(key)}>
                {t("lists.change")}
              </Button>
            )}
            {onRemove && (
              <Button
                className="app-button"
                aria-label={t("lists.remove.of", { word })}
                onPress={() => remove(key, list.current?.children[index])}
              >
                {t("lists.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="lists-count">{t("lists.more", { count: found.length - SHOWN })}</p>}
    </div>
  );
}

function onArrow(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = document.activeElement?.closest("li");
  const buttons = row && [...row.querySelectorAll("button")];
  const at = buttons?.indexOf(document.activeElement as HTMLButtonElement) ?? -1;
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const to = next?.querySelectorAll("button")[at];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
