import { initials } from "../../../shared/text/initials.ts";
import type { OpenBy as Other } from "../../../shared/wire/feed.ts";
import { listOf } from "../../i18n/list-of.ts";
import { useLocale, useText } from "../../i18n/text.tsx";

/** Faces that have room in a row. */
const SHOWN = 3;

/** Who else has an article of the list open: initials in each one's colour, with the name of one alone, and all names for screen readers. */
export function OpenBy({ others }: { readonly others: readonly Other[] }) {
  const t = useText();
  const locale = useLocale();
  if (others.length === 0) return null;
  // Each name is isolated: its direction does not change the text around it.
  const label = t("app.library.open-by", {
    names: listOf(
      others.map(({ name }) => `\u2068${name}\u2069`),
      locale,
    ),
  });
  return (
    <span className="app-open-by" title={label}>
      {others.length === 1 && (
        <bdi aria-hidden className="app-open-name">
          {others[0]!.name}
        </bdi>
      )}
      {others.slice(0, SHOWN).map(({ id, name, color }) => (
        <span
          key={id}
          className="app-open-face"
          aria-hidden
          style={{ borderColor: color, backgroundColor: `color-mix(in oklab, ${color} 18%, var(--raised))` }}
        >
          {initials(name)}
        </span>
      ))}
      {others.length > SHOWN && (
        <span aria-hidden>{new Intl.NumberFormat(locale, { signDisplay: "always" }).format(others.length - SHOWN)}</span>
      )}
      <span className="app-hidden">{label}</span>
    </span>
  );
}

/** Whether both are shown alike. */
export function isSameOpenBy(one: readonly Other[], other: readonly Other[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ id, name, color }, i) => id === other[i]!.id && name === other[i]!.name && color === other[i]!.color)
  );
}
