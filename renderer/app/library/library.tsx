import { memo, useCallback, useId, useMemo, useState, type DragEvent, type KeyboardEvent } from "react";
import { Button, FileTrigger } from "react-aria-components";
import type { DraftEntry } from "../../../shared/rpc/contract.ts";
import type { Place } from "../../../shared/places.ts";
import { useText } from "../../i18n/text.tsx";
import { ImportIcon, NewIcon } from "../../theme/icons.tsx";
import { useSelected } from "../../store/use-store.ts";
import { useNotices } from "../frame/notices.tsx";
import { OrphanDrafts } from "../draft/orphan-drafts.tsx";
import { useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { EntryList } from "./entry-list.tsx";
import { FILE_TYPES } from "../../../shared/import/file.ts";
import { chosenFiles, droppedFiles } from "./given-files.ts";
import { LibraryMenu } from "./library-menu.tsx";
import { ListChoice, SearchBox } from "./list-head.tsx";
import { NightlyDialog } from "./nightly-dialog.tsx";
import type { ListState, ListStore } from "./list-store.ts";
import { MarksBar, MovedLine } from "./marks-bar.tsx";
import { Marks } from "./marks.ts";
import { hitId, rowsOf, SearchResults, type SearchRow } from "./search-results.tsx";
import type { Archiving } from "./use-archive.ts";
import { useActive } from "./use-active.ts";
import type { LibraryActions } from "./use-library.ts";
import { useMoving } from "./use-moving.ts";
import { useSearch } from "./use-search.ts";

interface Props {
  readonly list: ListStore;
  /** The open article. */
  readonly open: string | null;
  readonly onOpen: (id: string, found?: Found) => void;
  readonly actions: LibraryActions;
  readonly archiving: Archiving;
}

/** What was looked for and found in an article. */
export interface Found {
  readonly words: string;
  /** The number of the place, where the words stand together. */
  readonly index: number | null;
}

const readIsOwner = ({ session }: CoreState) => session?.member.role === "owner";
const readDrafts = ({ drafts }: CoreState) => drafts;
const NO_DRAFTS: readonly DraftEntry[] = [];
const readFilter = ({ filter }: ListState) => filter;

/** The articles on this computer: find, open, begin, import and put them away. */
export const Library = memo(function Library({ list, open, onOpen, actions, archiving }: Props) {
  const t = useText();
  const { sayError } = useNotices();
  const [text, setText] = useState("");
  const [marks] = useState(() => new Marks(sayError));
  const filter = useSelected(list.state, readFilter);
  const { moved, move, give, purge, undo, forget } = useMoving();
  const [erasing, setErasing] = useState<readonly string[] | null>(null);
  const [isNightly, setNightly] = useState(false);
  const isOwner = useCoreState(readIsOwner);
  const drafts = useCoreState(readDrafts);
  const [over, drop] = useDrop(actions);
  const search = useHits(text, onOpen);
  const openEntry = useCallback((id: string) => onOpen(id), [onOpen]);

  const put = (ids: readonly string[], place: Place) => {
    marks.clear();
    void move(ids, filter === "archive" || filter === "trash" ? filter : "desk", place);
  };
  const erase = (isKept: boolean) => {
    void purge([...marks.ids.get()], isKept);
    marks.clear();
    setErasing(null);
  };
  return (
    <nav className="app-library" aria-label={t("app.library")} data-region="library" data-over={over || undefined} {...drop}>
      <div className="app-library-actions">
        {actions.mayCreate ? (
          <>
            <Button className="app-button app-primary" onPress={() => void actions.create()}>
              <NewIcon />
              {t("app.library.new")}
            </Button>
            <FileTrigger allowsMultiple acceptedFileTypes={FILE_TYPES} onSelect={(files) => void actions.importFiles(chosenFiles(files))}>
              <Button className="app-button">
                <ImportIcon />
                {t("app.library.import")}
              </Button>
            </FileTrigger>
          </>
        ) : (
          <span className="app-space" />
        )}
        <LibraryMenu
          onFolder={actions.mayCreate ? (given) => void actions.importFiles(given) : null}
          onExport={(format) => void archiving.save(null, format)}
          onNightly={() => setNightly(true)}
        />
      </div>
      <SearchBox
        text={text}
        onText={setText}
        onKeyDown={search.onKeyDown}
        controls={search.isSearching ? search.listId : undefined}
        active={search.active === -1 ? undefined : hitId(search.listId, search.active)}
      />
      {search.isSearching ? (
        <SearchResults result={search.result} rows={search.rows} id={search.listId} active={search.active} onOpen={search.open} />
      ) : (
        <>
          <OrphanDrafts drafts={drafts ?? NO_DRAFTS} onOpen={openEntry} />
          <ListChoice list={list} onChange={() => marks.clear()} />
          <EntryList
            list={list}
            marks={marks}
            drafts={drafts ?? NO_DRAFTS}
            open={open}
            onOpen={openEntry}
            onDelete={(ids) => filter !== "trash" && put(ids, "trash")}
          />
          <MarksBar
            marks={marks}
            filter={filter}
            onMove={(place) => put([...marks.ids.get()], place)}
            onGive={(status) => {
              void give([...marks.ids.get()], status);
              marks.clear();
            }}
            onExport={(format) => void archiving.save([...marks.ids.get()], format)}
            onDelete={isOwner ? () => setErasing([...marks.ids.get()]) : null}
            onKeep={isOwner ? () => erase(true) : null}
          />
        </>
      )}
      <MovedLine moved={moved} onUndo={() => void undo()} onClose={forget} />
      <NightlyDialog isOpen={isNightly} onClose={() => setNightly(false)} />
      <DeleteDialog count={erasing && erasing.length} onDelete={() => erase(false)} onClose={() => setErasing(null)} />
      {over && <p className="app-drop">{t("app.library.drop")}</p>}
    </nav>
  );
});

/** What a search finds, and the keys that go through it. */
function useHits(text: string, onOpen: Props["onOpen"]) {
  const listId = useId();
  const result = useSearch(text);
  const rows = useMemo(() => rowsOf(result?.hits ?? []), [result]);
  const { index, setIndex, move } = useActive(rows.length);
  const open = ({ hit, place }: SearchRow) => onOpen(hit.id, { words: text.trim(), index: place?.index ?? null });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = move(event);
    if (to !== null) document.getElementById(hitId(listId, to))?.scrollIntoView({ block: "nearest" });
    const row = rows[Math.max(0, index)];
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !row) return;
    event.preventDefault();
    setIndex(Math.max(0, index));
    open(row);
  };
  return { listId, result, rows, active: index, isSearching: text.trim() !== "", open, onKeyDown };
}

/** Files that are dropped anywhere on the library are imported. @returns whether some are held over it, and its handlers */
function useDrop({ importFiles, mayCreate }: LibraryActions) {
  const [over, setOver] = useState(false);
  const handlers = useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (!mayCreate || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!mayCreate) return;
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer).then(importFiles);
      },
    }),
    [importFiles, mayCreate],
  );
  return [over, handlers] as const;
}
