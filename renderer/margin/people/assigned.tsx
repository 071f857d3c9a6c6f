import type { Thread } from "../../../shared/notes/thread.ts";
import type { Member } from "../../../shared/roles.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
import type { People } from "./people.ts";

interface Props {
  readonly assigned: NonNullable<Thread["assigned"]>;
  readonly me: Member;
  readonly people: People;
  readonly authorOf: AuthorOf;
  /** In a card that is folded: only who is to see to it. */
  readonly short: boolean;
}

/** Who is to see to a thread, and who says so. */
export function Assigned({ assigned: { to, client, clock }, me, people, authorOf, short }: Props) {
  const t = useText();
  // A name follows who is known.
  useStore(people.list);
  const name = people.find(to.member)?.name ?? to.name;
  const isMe = to.member === me.id;
  if (short)
    return <span className="margin-assigned">{isMe ? t("threads.assigned.short.me") : t("threads.assigned.short", { name })}</span>;
  const author = speakerOf(authorOf(client, clock));
  const by = author?.name ?? t("margin.unknown");
  const sentence =
    author?.id === to.member
      ? t("threads.assigned.self", { name })
      : isMe
        ? t("threads.assigned.me", { by })
        : t("threads.assigned", { by, name });
  return <p className="margin-assigned">{sentence}</p>;
}
