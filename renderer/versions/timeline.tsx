import { ListBox, ListBoxItem } from "react-aria-components";
import type { VersionEntry, VersionList } from "../../shared/rpc/contract.ts";
import { isStatus } from "../../shared/status.ts";
import { listOf } from "../i18n/list-of.ts";
import { relativeDate } from "../i18n/relative-date.ts";
import { useLocale, useText, type Text } from "../i18n/text.tsx";
import { useNow } from "../i18n/use-now.ts";

interface Props {
  readonly list: VersionList;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** What a version is called: its label, else why it was made. */
export function titleOf({ label, reason }: VersionEntry, t: Text): string {
  if (reason === "status" && isStatus(label)) return t("versions.reason.status", { status: t(`status.${label}`) });
  return label || t(`versions.reason.${reason}`);
}

/** Day and hour, in the reader's calendar. */
export const timeOf = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);

/** The versions of an article, the newest first; arrow keys go through them. */
export function Timeline({ list, chosen, onChoose }: Props) {
  const t = useText();
  const locale = useLocale();
  const now = useNow();
  return (
    <ListBox
      className="versions-list"
      aria-label={t("versions.timeline")}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [id] = keys;
        if (id !== undefined) onChoose(String(id));
      }}
      renderEmptyState={() => <p className="versions-empty">{t("versions.empty")}</p>}
      items={list.entries}
    >
      {(entry) => {
        const { id, at, label, author, people, inserted, deleted, isHere, reason } = entry;
        const names = people.map(({ name }) => name);
        const change = t("versions.change", { inserted, deleted });
        return (
          <ListBoxItem id={id} className="versions-item" textValue={`${titleOf(entry, t)}، ${timeOf(at, locale)}، ${change}`}>
            <span className="versions-title" data-named={label !== "" || undefined}>
              <bdi>{titleOf(entry, t)}</bdi>
            </span>
            <time dateTime={new Date(at).toISOString()}>
              {relativeDate(at, now, locale)} · {timeOf(at, locale)}
            </time>
            {names.length > 0 && (
              <span className="versions-people">
                {people.map(({ id: member, color }) => (
                  <span key={member} className="versions-dot" style={{ background: color }} aria-hidden="true" />
                ))}
                {t("versions.people", { names: listOf(names, locale) })}
              </span>
            )}
            {author && reason !== "automatic" && (
              <span className="versions-author">
                {t(reason === "deletion" ? "versions.deletedBy" : "versions.by", { name: author.name })}
              </span>
            )}
            <span className="versions-change">{change}</span>
            {isHere && <span className="versions-here">{t("versions.here")}</span>}
          </ListBoxItem>
        );
      }}
    </ListBox>
  );
}
