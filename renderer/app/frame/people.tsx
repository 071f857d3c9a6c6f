import type { Member } from "../../../shared/roles.ts";
import { lengthOfDelete } from "../../../shared/text/graphemes.ts";
import { useText } from "../../i18n/text.tsx";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { usePeople, type Person } from "../article/use-article.ts";

/** Who has the article open: initials in each one's colour. */
export function People({ rooms, me }: { readonly rooms: ArticleRooms; readonly me: Member }) {
  const t = useText();
  const others = usePeople(rooms).filter(({ id }) => id !== me.id);
  return (
    <ul className="app-people" aria-label={t("app.people")}>
      <Face person={me} label={me.name ? t("app.people.you", { name: me.name }) : t("app.people.me")} />
      {others.map((person) => (
        <Face key={person.id} person={person} label={person.name} />
      ))}
    </ul>
  );
}

function Face({ person, label }: { readonly person: Person; readonly label: string }) {
  return (
    <li
      className="app-face"
      title={label}
      style={{ borderColor: person.color, backgroundColor: `color-mix(in oklab, ${person.color} 18%, var(--raised))` }}
    >
      <span aria-hidden="true">{initials(person.name || label)}</span>
      <span className="app-hidden">{label}</span>
    </li>
  );
}

/** First letters of the first and the last word, kept apart so that Persian letters do not join. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const both = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return both.map((word) => word.slice(0, lengthOfDelete(word)).replace("\u200C", "")).join("\u200C");
}
