/** Who wrote something, and when. */
import type { Written } from "../../shared/notes/entry.ts";
import { relativeDate } from "../i18n/relative-date.ts";
import { LOCALES, useLanguage, useText } from "../i18n/text.tsx";
import type { AuthorOf } from "./author-of.ts";

interface Props {
  readonly written: Written;
  readonly authorOf: AuthorOf;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly edited?: boolean;
}

export function Who({ written, authorOf, now, edited = false }: Props) {
  const t = useText();
  const locale = LOCALES[useLanguage()];
  const { member: author, confirmed, broughtBy } = authorOf(written.client, written.clock);
  return (
    <span className="margin-who">
      <span className="margin-dot" style={{ background: author?.color ?? "var(--muted)" }} aria-hidden="true" />
      <bdi className="margin-author">{author?.name ?? t("margin.unknown")}</bdi>
      {written.at > 0 && <time dateTime={new Date(written.at).toISOString()}>{relativeDate(written.at, now, locale)}</time>}
      {author && !confirmed && broughtBy && <span className="margin-brought">{t("margin.brought", { name: broughtBy.name })}</span>}
      {edited && <span className="margin-edited">{t("margin.edited")}</span>}
    </span>
  );
}
