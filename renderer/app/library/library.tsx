/** The articles on this computer: open one, begin one, import some. */
import { memo, useState, type DragEvent } from "react";
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

function List({ selected, onOpen }: Omit<Props, "actions">) {
  const t = useText();
  const locale = LOCALES[useLanguage()];
  const now = useNow();
  const articles = useCoreState(readArticles);
  return (
    <ListBox
      className="app-list"
      aria-label={t("app.library.list")}
      items={articles}
      dependencies={[now, locale]}
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
            {waiting > 0 && <span className="app-waiting">{t("app.library.waiting", { waiting })}</span>}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
