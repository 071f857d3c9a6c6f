/** Above the list: the search field, which list it is, articles of which status, and in which order. */
// An input is a search box until it is said to have a list.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useRef, type KeyboardEvent } from "react";
import { Button, ListBox, ListBoxItem, Popover, SearchField, Select, SelectValue } from "react-aria-components";
import { FILTERS, SORTS } from "../../../shared/rpc/contract.ts";
import { STATUSES } from "../../../shared/status.ts";
import { useText } from "../../i18n/text.tsx";
import { CloseIcon, DownIcon, SearchIcon } from "../../theme/icons.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { useSelected } from "../../store/use-store.ts";
import type { ListState, ListStore } from "./list-store.ts";

interface FieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Keys that go through the hits. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The element IDs of the hits' list and of the hit that the keys are at. */
  readonly controls: string | undefined;
  readonly active: string | undefined;
}

/** The search field above the list. */
export function SearchBox({ text, onText, onKeyDown, controls, active }: FieldProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <SearchField className="app-search" aria-label={t("app.search")} value={text} onChange={onText}>
      <SearchIcon />
      <WordsInput
        ref={input}
        placeholder={t("app.search.hint")}
        role="combobox"
        aria-expanded={controls !== undefined}
        aria-controls={controls}
        aria-activedescendant={active}
        aria-autocomplete="list"
        onKeyDown={onKeyDown}
      />
      {text !== "" && (
        <Button className="app-button app-quiet" aria-label={t("app.search.clear")}>
          <CloseIcon />
        </Button>
      )}
    </SearchField>
  );
}

const readFilter = ({ filter }: ListState) => filter;
const readStatus = ({ status }: ListState) => status;
const readSort = ({ sort }: ListState) => sort;
const readTotal = ({ total }: ListState) => total;

/** Of any status. */
const ANY = "any";

/** Which list is shown, articles of which status, and in which order. */
export function ListChoice({ list, onChange }: { readonly list: ListStore; readonly onChange: () => void }) {
  const t = useText();
  const filter = useSelected(list.state, readFilter);
  const status = useSelected(list.state, readStatus);
  const sort = useSelected(list.state, readSort);
  const total = useSelected(list.state, readTotal);
  const choose = (choice: Parameters<ListStore["show"]>[0]) => {
    onChange();
    list.show(choice);
  };
  return (
    <div className="app-list-choice">
      <Choice
        name={t("app.library.filter")}
        chosen={filter}
        choices={FILTERS}
        label={(one) => t(`app.library.filter.${one}`)}
        onChoose={(one) => choose({ filter: one })}
      />
      <Choice
        name={t("status.filter")}
        chosen={status ?? ANY}
        choices={[ANY, ...STATUSES]}
        label={(one) => t(one === ANY ? "status.filter.any" : `status.${one}`)}
        onChoose={(one) => choose({ status: one === ANY ? null : one })}
      />
      <output className="app-muted">{total !== null && t("app.library.total", { total })}</output>
      <span className="app-space" />
      <Choice
        name={t("app.library.sort")}
        chosen={sort}
        choices={SORTS}
        label={(one) => t(`app.library.sort.${one}`)}
        onChoose={(one) => choose({ sort: one })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly chosen: T;
  readonly choices: readonly T[];
  readonly label: (choice: T) => string;
  readonly onChoose: (choice: T) => void;
}

function Choice<T extends string>({ name, chosen, choices, label, onChoose }: ChoiceProps<T>) {
  return (
    <Select aria-label={name} selectedKey={chosen} onSelectionChange={(key) => onChoose(key as T)}>
      <Button className="app-text-button app-list-button">
        <SelectValue />
        <DownIcon />
      </Button>
      <Popover className="app-popover" placement="bottom start">
        <ListBox className="app-choices">
          {choices.map((one) => (
            <ListBoxItem key={one} id={one} className="app-choice-item">
              {label(one)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
