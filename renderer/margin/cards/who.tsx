import type { Written } from "../../../shared/notes/written.ts";
import { relativeDate } from "../../i18n/relative-date.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";

interface Props {
  readonly written: Written;
  readonly authorOf: AuthorOf;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly edited?: boolean;
}

/** Who wrote something, and when. */
export function Who({ written, authorOf, now, edited = false }: Props) {
  const t = useText();
  const locale = useLocale();
  const authorship = authorOf(written.client, written.clock);
  const { member: author, confirmed, broughtBy } = authorship;
  const speaker = speakerOf(authorship);
  return (
    <span className="margin-who">
      <span className="margin-dot" style={{ background: speaker?.color ?? "var(--muted)" }} aria-hidden="true" />
      <bdi className="margin-author">{speaker?.name ?? t("margin.unknown")}</bdi>
      {written.at > 0 && <time dateTime={new Date(written.at).toISOString()}>{relativeDate(written.at, now, locale)}</time>}
      {broughtBy && !confirmed && (
        <span className="margin-brought">{author ? t("margin.brought", { name: author.name }) : t("margin.brought.unknown")}</span>
      )}
      {edited && <span className="margin-edited">{t("margin.edited")}</span>}
    </span>
  );
}
