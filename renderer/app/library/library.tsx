/** The articles on this computer: open one, begin one, import some. */
import { memo, useCallback, useState, type DragEvent } from "react";
import { Button, FileTrigger, ListBox, ListBoxItem } from "react-aria-components";
import type { ArticleEntry } from "../../../shared/rpc/contract.ts";
import { LOCALES, useLanguage, useText } from "../../i18n/text.tsx";
import { ImportIcon, NewIcon } from "../../theme/icons.tsx";
import { relativeDate } from "../../i18n/relative-date.ts";
import { useNow } from "../../i18n/use-now.ts";
import { useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { FILE_TYPES } from "./import-file.ts";
import type { LibraryActions } from "./use-library.ts";

interface Props {
  readonly selected: string | null;
  readonly onOpen: (id: string) => void;
  readonly actions: LibraryActions;
}

export const Library = memo(function Library({ selected, onOpen, actions }: Props) {
  const t = useText();
  const [over, setOver] = useState(false);
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void actions.importFiles([...event.dataTransfer.files]);
    },
  };
  return (
    <nav className="app-library" aria-label={t("app.library")} data-region="library" data-over={over || undefined} {...drop}>
      <div className="app-library-actions">
        <Button className="app-button app-primary" onPress={() => void actions.create()}>
          <NewIcon />
          {t("app.library.new")}
        </Button>
        <FileTrigger allowsMultiple acceptedFileTypes={FILE_TYPES} onSelect={(files) => void actions.importFiles([...(files ?? [])])}>
          <Button className="app-button">
            <ImportIcon />
            {t("app.library.import")}
          </Button>
        </FileTrigger>
      </div>
      <List selected={selected} onOpen={onOpen} />
      {over && <p className="app-drop">{t("app.library.drop")}</p>}
    </nav>
  );
});

const NONE: readonly ArticleEntry[] = [];
const readArticles = ({ articles }: CoreState) => articles ?? NONE;

interface Shown {
  readonly selected: string | null;
  readonly now: number;
  readonly locale: string;
}

/** Whether two lists look the same (UI1): with each key the open article has a new time, which is told as before. */
function sameRows(before: readonly ArticleEntry[], after: readonly ArticleEntry[], { selected, now, locale }: Shown): boolean {
  const isSame = (a: ArticleEntry, b: ArticleEntry): boolean =>
    a === b ||
    (a.id === b.id &&
      a.title === b.title &&
      // Of the open article the sync line says it.
      (a.waiting === b.waiting || a.id === selected) &&
      relativeDate(a.updatedAt, now, locale) === relativeDate(b.updatedAt, now, locale));
  return before.length === after.length && before.every((entry, i) => isSame(entry, after[i]!));
}

function List({ selected, onOpen }: Omit<Props, "actions">) {
  const t = useText();
  const locale = LOCALES[useLanguage()];
  const now = useNow();
  const articles = useCoreState(readArticles, useCallback((a, b) => sameRows(a, b, { selected, now, locale }), [selected, now, locale]));
  return (
    <ListBox
      className="app-list"
      aria-label={t("app.library.list")}
      items={articles}
      dependencies={[now, locale, selected]}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => {
        const [id] = keys === "all" ? [] : keys;
        if (id !== undefined) onOpen(String(id));
      }}
      renderEmptyState={() => <p className="app-empty">{t("app.library.empty")}</p>}
    >
      {({ id, title, updatedAt, waiting }) => (
        <ListBoxItem id={id} className="app-entry" textValue={title || t("app.untitled")}>
          <span className="app-entry-title" dir="auto" data-untitled={title === "" || undefined}>{title || t("app.untitled")}</span>{" "}
          <span className="app-entry-about">
            <span>{relativeDate(updatedAt, now, locale)}</span>{" "}
            {waiting > 0 && id !== selected && <span className="app-waiting">{t("app.library.waiting", { waiting })}</span>}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
