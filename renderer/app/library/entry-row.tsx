// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { memo, type DragEvent, type MouseEvent } from "react";
import type { ArticleEntry } from "../../../shared/rpc/contract.ts";
import { relativeDate } from "../../i18n/relative-date.ts";
import { IsolatedText } from "../../i18n/isolated-text.tsx";
import { localeOf } from "../../i18n/locale.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { CheckIcon } from "../../theme/icons.tsx";
import { sameFields } from "../../store/use-store.ts";
import { StatusBadge } from "../article/status-menu.tsx";
import { isSameOpenBy, OpenBy } from "./open-by.tsx";
import "./note-numbers.css";

const ENGLISH = localeOf("en", "language");

interface Props {
  /** Null while the core has not told it yet. */
  readonly entry: ArticleEntry | null;
  readonly elementId: string;
  /** Its number in the list, and how many there are. */
  readonly index: number;
  readonly total: number;
  /** Where it stands in the list, in pixels. */
  readonly start: number;
  readonly now: number;
  readonly isOpen: boolean;
  /** This desk has a draft of it (DR8). */
  readonly hasDraft: boolean;
  readonly isMarked: boolean;
  readonly isActive: boolean;
  /** The list's time to show: of the last change, or of the beginning. */
  readonly time: "updatedAt" | "createdAt";
  readonly onPress: (index: number, entry: ArticleEntry, event: MouseEvent) => void;
  readonly onMark: (index: number, entry: ArticleEntry, event: MouseEvent) => void;
  /** It is dragged out of the window. */
  readonly onDrag: (entry: ArticleEntry, event: DragEvent) => void;
}

/**
 * One article of the list. It renders again when what it shows changed, and not with each key in the open article, which changes
 * the article's time but not the date that is shown (UI1).
 */
export const EntryRow = memo(function EntryRow({
  entry,
  elementId,
  index,
  total,
  start,
  now,
  isOpen,
  hasDraft,
  isMarked,
  isActive,
  time,
  onPress,
  onMark,
  onDrag,
}: Props) {
  const t = useText();
  const locale = useLocale();
  return (
    // Keys are the list's, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="option"
      id={elementId}
      className="app-entry"
      aria-selected={isMarked}
      aria-current={isOpen || undefined}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-busy={entry === null || undefined}
      data-open={isOpen || undefined}
      data-marked={isMarked || undefined}
      data-active={isActive || undefined}
      style={{ insetBlockStart: start }}
      draggable={entry !== null}
      onDragStart={entry ? (event) => onDrag(entry, event) : undefined}
      onClick={entry ? (event) => onPress(index, entry, event) : undefined}
    >
      {entry && (
        <>
          {/* What it does, keys do in the list. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <span className="app-entry-mark" aria-hidden onClick={(event) => onMark(index, entry, event)}>
            <span className="app-entry-box">{isMarked && <CheckIcon />}</span>
          </span>
          <span className="app-entry-text">
            <span className="app-entry-title" dir="auto" data-untitled={entry.title === "" || undefined}>
              <IsolatedText text={entry.title || t("app.untitled")} />
            </span>{" "}
            <span className="app-entry-lead" dir="auto">
              <IsolatedText text={entry.lead} />
            </span>{" "}
          </span>
          <span className="app-entry-about">
            {entry.purgeAt === null ? (
              <span>{relativeDate(entry[time], now, locale)}</span>
            ) : (
              // One line has room for one time: that of the deletion is more important.
              <span className="app-purge">{t("app.library.purge", { at: new Date(entry.purgeAt) })}</span>
            )}{" "}
            {entry.status !== "draft" && <StatusBadge status={entry.status} />} <NoteNumbers entry={entry} />{" "}
            {unconfirmedOf(entry, isOpen) > 0 && (
              <span className="app-unconfirmed">{t("app.library.unconfirmed", { unconfirmed: entry.unconfirmed })}</span>
            )}
            {hasDraft && <span className="app-draft-mark">{t("drafts.library")}</span>}{" "}
            {entry.private && <span className="app-private">{t("app.library.private")}</span>} <OpenBy others={entry.openBy} />
          </span>
        </>
      )}
    </div>
  );
}, isSameRow);

/** What of the article's notes concerns this person, in words (LB18). */
function NoteNumbers({ entry: { unread, mentions, assigned } }: { readonly entry: ArticleEntry }) {
  const t = useText();
  if (unread + assigned === 0) return null;
  return (
    <span className="app-note-numbers">
      {mentions > 0 && <span className="app-notes-mentions">{t("app.library.notes.mentions", { count: mentions })}</span>}{" "}
      {assigned > 0 && <span className="app-notes-assigned">{t("app.library.notes.assigned", { count: assigned })}</span>}{" "}
      {unread > 0 && <span className="app-notes-unread">{t("app.library.notes.unread", { count: unread })}</span>}
    </span>
  );
}

/** Changes to tell of in the row: those of the open article are in the sync line. */
const unconfirmedOf = ({ unconfirmed }: ArticleEntry, isOpen: boolean): number => (isOpen ? 0 : unconfirmed);

function isSameRow({ entry: before, ...was }: Props, { entry: after, ...is }: Props): boolean {
  if (!sameFields(was, is)) return false;
  if (!before || !after) return before === after;
  const { time, now, isOpen } = is;
  return (
    before.id === after.id &&
    before.title === after.title &&
    before.lead === after.lead &&
    before.private === after.private &&
    before.status === after.status &&
    before.unread === after.unread &&
    before.mentions === after.mentions &&
    before.assigned === after.assigned &&
    before.purgeAt === after.purgeAt &&
    isSameOpenBy(before.openBy, after.openBy) &&
    unconfirmedOf(before, isOpen) === unconfirmedOf(after, isOpen) &&
    // Times that read the same in English read the same in every language.
    relativeDate(before[time], now, ENGLISH) === relativeDate(after[time], now, ENGLISH)
  );
}
