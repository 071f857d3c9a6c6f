// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useMemo, useRef, type DragEvent, type KeyboardEvent, type MouseEvent } from "react";
import type { ArticleEntry, DraftEntry } from "../../../shared/rpc/contract.ts";
import { MOST_DRAGGED } from "../../../shared/rpc/offered-file.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { useNow } from "../../i18n/use-now.ts";
import { dragOut } from "../../export/index.ts";
import { useSelected } from "../../store/use-store.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import { EntryRow } from "./entry-row.tsx";
import type { ListState, ListStore } from "./list-store.ts";
import type { Marks } from "./marks.ts";
import { useActive } from "./use-active.ts";

/** Height of a row with the gap below it, in rem, as in library.css. */
const ROW = 5.5;
/** Rows drawn before and after those in sight. */
const OVERSCAN = 6;

interface Props {
  readonly list: ListStore;
  readonly marks: Marks;
  /** This desk's drafts. */
  readonly drafts: readonly DraftEntry[];
  /** The open article. */
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** What the Delete key does to the marked articles, or to the one that the keys are at. */
  readonly onDelete: (ids: readonly string[]) => void;
}

const readTotal = ({ total }: ListState) => total;
const readEntries = ({ entries }: ListState) => entries;
const readSort = ({ sort }: ListState) => sort;
const readStatus = ({ status }: ListState) => status;
const readFilter = ({ filter }: ListState) => filter;

const EMPTY: Readonly<Record<ListState["filter"], MessageKey>> = {
  desk: "app.library.empty",
  "for-me": "app.library.empty.for-me",
  unread: "app.library.empty.unread",
  unconfirmed: "app.library.empty.unconfirmed",
  archive: "app.library.empty.archive",
  trash: "app.library.empty.trash",
};

/** The list of articles, of which only the rows in sight are in the page. The focus is on the list; keys move among its rows. */
export function EntryList({ list, marks, drafts, open, onOpen, onDelete }: Props) {
  const t = useText();
  const now = useNow();
  const base = useId();
  const total = useSelected(list.state, readTotal);
  const sort = useSelected(list.state, readSort);
  const filter = useSelected(list.state, readFilter);
  const status = useSelected(list.state, readStatus);
  useSelected(list.state, readEntries);
  const marked = useSelected(marks.ids, readMarked);
  const drafted = useMemo(() => new Set(drafts.map(({ article }) => article)), [drafts]);
  const scroller = useRef<HTMLDivElement>(null);
  const count = total ?? 0;
  const active = useActive(count);
  const row = ROW * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // oxlint-disable-next-line react-compiler/incompatible-library
  const virtual = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => row, overscan: OVERSCAN });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];

  useEffect(() => list.look(first, last), [list, first, last, total]);
  const { setIndex } = active;
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
    setIndex(-1);
  }, [sort, filter, status, setIndex]);

  const press = useCallback(
    (index: number, entry: ArticleEntry, event: MouseEvent) => {
      setIndex(index);
      if (event.shiftKey) void marks.extend(index, list);
      else if (event.ctrlKey || event.metaKey) marks.toggle(index, entry.id);
      else {
        marks.clear();
        onOpen(entry.id);
      }
    },
    [list, marks, onOpen, setIndex],
  );
  const mark = useCallback(
    (index: number, entry: ArticleEntry, event: MouseEvent) => {
      event.stopPropagation();
      setIndex(index);
      if (event.shiftKey) void marks.extend(index, list);
      else marks.toggle(index, entry.id);
    },
    [list, marks, setIndex],
  );

  const { client } = useCore();
  const { say, sayError } = useNotices();
  const drag = useCallback(
    ({ id, title: headline }: ArticleEntry, event: DragEvent) => {
      const ids = marks.ids.get();
      const articles = ids.has(id) ? [id, ...[...ids].filter((one) => one !== id)] : [id];
      if (articles.length <= MOST_DRAGGED) return dragOut(event, { articles, headline, client, onError: sayError });
      event.preventDefault();
      say("app.archive.tooManyDragged", { count: MOST_DRAGGED });
    },
    [client, marks, say, sayError],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const to = active.move(event, true);
    if (to !== null) {
      virtual.scrollToIndex(to);
      if (event.shiftKey) void marks.extend(to, list, active.index);
      return;
    }
    const entry = list.at(active.index);
    if (event.code === "KeyA" && (event.ctrlKey || event.metaKey)) void marks.all(list);
    else if (event.key === "Escape" && marked.size > 0) marks.clear();
    else if (event.key === "Delete" && (marked.size > 0 || entry)) onDelete(marked.size > 0 ? [...marked] : [entry!.id]);
    else if (event.key === " " && entry) marks.toggle(active.index, entry.id);
    else if (event.key === "Enter" && entry) onOpen(entry.id);
    else return;
    event.preventDefault();
  };
  const onFocus = () => {
    if (active.index !== -1) return;
    // Begin at the open article, if it is in sight.
    const at = rows.find(({ index }) => list.at(index)?.id === open)?.index ?? 0;
    active.setIndex(at);
  };

  const rowId = (index: number): string => `${base}-${index}`;
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      className="app-list"
      aria-label={t("app.library.list")}
      aria-multiselectable
      aria-activedescendant={active.index >= first && active.index <= last && count > 0 ? rowId(active.index) : undefined}
      data-marking={marked.size > 0 || undefined}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {total === 0 && (
        <p className="app-empty">{status === null ? t(EMPTY[filter]) : t("status.filter.empty", { status: t(`status.${status}`) })}</p>
      )}
      <div role="presentation" className="app-list-rows" style={{ blockSize: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const entry = list.at(index);
          return (
            <EntryRow
              key={entry?.id ?? index}
              entry={entry}
              elementId={rowId(index)}
              index={index}
              total={count}
              start={start}
              now={now}
              isOpen={entry !== null && entry.id === open}
              hasDraft={entry !== null && drafted.has(entry.id)}
              isMarked={entry !== null && marked.has(entry.id)}
              isActive={index === active.index}
              time={sort === "created" ? "createdAt" : "updatedAt"}
              onPress={press}
              onMark={mark}
              onDrag={drag}
            />
          );
        })}
      </div>
    </div>
  );
}

const readMarked = (ids: ReadonlySet<string>) => ids;
