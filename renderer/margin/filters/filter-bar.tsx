import { useCallback, useRef, type KeyboardEvent, type ReactNode } from "react";
import { Button, SearchField } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { useShortcut } from "../../keys/use-shortcut.ts";
import { useStore } from "../../store/use-store.ts";
import { WordsInput } from "../../theme/words-input.tsx";
import type { MarginModel } from "../margin-model.ts";
import { SHOWN, type Shown } from "./note-filter.ts";
import type { ShownNotes } from "./use-shown-notes.ts";

/** Always offered; the others where there is something of the kind. */
const ALWAYS: ReadonlySet<Shown> = new Set(["open", "mine"]);

interface Props {
  readonly model: MarginModel;
  readonly notes: ShownNotes;
  /** Buttons of the lists that are laid over the column. */
  readonly children: ReactNode;
}

/** Which notes are shown, how many there are of each kind, and the search in them. */
export function FilterBar({ model, notes: { counts, beside, open, orphans }, children }: Props) {
  const t = useText();
  const { shown, search } = useStore(model.filter.state);
  const offered = SHOWN.filter((one) => ALWAYS.has(one) || one === shown || counts[one] > 0);
  const isFiltered = shown !== "open" || search !== "";
  // They are counted, and none of them is in the column.
  const areWithoutText = beside.length === 0 && orphans.length > 0 && shown !== "suggestions" && counts[shown] > 0;
  const none = areWithoutText
    ? t("threads.filter.orphans", { list: t("margin.filter.orphans", { count: orphans.length }) })
    : isFiltered && t("threads.filter.none");
  return (
    <>
      <fieldset className="margin-filters" aria-label={t("margin.filters")}>
        {offered.map((one) => (
          <Button key={one} aria-pressed={one === shown} onPress={() => model.filter.show(one)}>
            {t(`margin.filter.${one}`, { count: counts[one] })}
          </Button>
        ))}
        {children}
      </fieldset>
      <NoteSearchField model={model} search={search} />
      {shown === "unread" && counts.unread > 0 && (
        <div className="margin-filters">
          <Button onPress={() => model.unread.markRead(open.keys())}>{t("threads.unread.all")}</Button>
        </div>
      )}
      <output className={beside.length === 0 && none ? "margin-empty" : "app-hidden"}>
        {beside.length === 0 ? none : isFiltered && t("threads.filter.count", { count: beside.length })}
      </output>
    </>
  );
}

function NoteSearchField({ model, search }: { readonly model: MarginModel; readonly search: string }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const find = useCallback(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  useShortcut("Mod-Alt-F", find);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // To the first that was found.
    model.activeNote.stepFromStart();
  };
  return (
    <SearchField className="margin-search" aria-label={t("threads.search")} value={search} onChange={(typed) => model.filter.search(typed)}>
      <WordsInput ref={input} placeholder={t("threads.search")} aria-keyshortcuts="Control+Alt+F" onKeyDown={onKeyDown} />
    </SearchField>
  );
}
