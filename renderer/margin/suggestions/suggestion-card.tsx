import { memo, useCallback, useRef, type RefObject } from "react";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import { noteOfSuggestion } from "../../../shared/notes/suggestion-note.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { listOf } from "../../i18n/list-of.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import type { Placed } from "../../suggestions/index.ts";
import { useSelected } from "../../store/use-store.ts";
import type { MarginModel } from "../margin-model.ts";
import { useReading } from "../unread/use-reading.ts";
import { Answer, Conversation, type ConversationProps } from "../cards/conversation.tsx";
import { LinkButton } from "../cards/link-button.tsx";
import { Who } from "../cards/who.tsx";
import { AssignMenu } from "../people/assign-menu.tsx";
import { Assigned } from "../people/assigned.tsx";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
import { DecideButtons } from "./decide-buttons.tsx";
import { wordsOf } from "./words.ts";

export interface SuggestionCardProps extends Omit<ConversationProps, "thread" | "children"> {
  readonly suggestion: Placed;
  /** What people wrote about it; undefined for nothing. */
  readonly thread: Thread | undefined;
  readonly active: boolean;
  readonly suggesterOf: AuthorOf;
  /** Something was written about it and is not posted. */
  readonly unposted: boolean;
}

const NAMES = { accepted: "suggestions.accept", refused: "suggestions.refuse" } as const;

/**
 * One suggestion: who made it and when, what it changes, and the buttons to accept and to refuse it (SU33, SU34). When it is active,
 * what people wrote about it, too (NO60).
 */
export const SuggestionCard = memo(function SuggestionCard({
  suggestion,
  thread,
  active,
  suggesterOf,
  unposted,
  ...rest
}: SuggestionCardProps) {
  const t = useText();
  const locale = useLocale();
  const { model, rights, fields, now, authorOf } = rest;
  const { me, mayComment } = rights;
  const { id, at, changes } = suggestion;
  const author = idOfKey(id)!;
  const name = speakerOf(suggesterOf(author.client, author.clock))?.name ?? t("margin.unknown");
  const lines = changes.map((change) => wordsOf(change, t));
  const note = noteOfSuggestion(id);
  const count = thread ? thread.messages.length + thread.left : 0;
  const card = useRef<HTMLElement>(null);
  const readUnread = useCallback((counts: ReadonlyMap<string, number>) => counts.get(note) ?? 0, [note]);
  const unread = useSelected(model.unread.counts, readUnread);
  const decide = rights.mayDecide && <DecideButtons names={NAMES} onDecide={(verdict) => model.suggestionCommands.decide(verdict, id)} />;
  return (
    <article
      ref={card}
      className="margin-note margin-suggestion"
      data-unread={unread > 0 || undefined}
      tabIndex={-1}
      data-card={note}
      data-active={active || undefined}
      aria-label={t("suggestions.card", { name, changes: listOf(lines, locale) })}
      aria-current={active || undefined}
    >
      <button type="button" className="margin-fold" onClick={() => model.activeNote.reveal(note)}>
        <Who written={{ ...author, at }} authorOf={suggesterOf} now={now} />
        {lines.map((line, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- Two may be the same, and none has a state.
          <span key={i} className="margin-text">
            {line}
          </span>
        ))}
        {!active && (count > 0 || unposted) && (
          <span className="margin-count">
            {unread > 0 && <span className="margin-unread">{t("threads.unread", { count: unread })}</span>}
            {thread?.assigned && <Assigned assigned={thread.assigned} people={model.people} {...{ me, authorOf }} short />}
            {count > 0 && <span>{t("margin.replies", { count })}</span>}
            {unposted && <span className="margin-unposted">{t("margin.unposted")}</span>}
          </span>
        )}
      </button>
      {active && thread && (
        <div className="margin-body margin-answers">
          <Reading card={card} model={model} note={note} />
          <Conversation {...rest} thread={thread} />
          {thread.assigned && <Assigned assigned={thread.assigned} people={model.people} {...{ me, authorOf }} short={false} />}
        </div>
      )}
      {active ? (
        <Answer model={model} thread={note} mayComment={mayComment} fields={fields}>
          {thread && mayComment && <AssignMenu model={model} thread={thread} me={me} />}
          {model.linkTo && <LinkButton link={model.linkTo(note)} />}
          {decide}
        </Answer>
      ) : (
        decide
      )}
    </article>
  );
});

interface ReadingProps {
  readonly card: RefObject<HTMLElement | null>;
  readonly model: MarginModel;
  readonly note: string;
}

/** What was written about a suggestion is read where its card is open: folded, it shows none of it. */
function Reading({ card, model, note }: ReadingProps) {
  useReading(card, model, note, true);
  return null;
}
