import { memo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Member } from "../../../shared/roles.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { useText } from "../../i18n/text.tsx";
import { speakerOf, type AuthorOf } from "../threads/author-of.ts";
import { MessageView } from "./message-view.tsx";
import { LinkButton } from "./link-button.tsx";
import type { MarginModel } from "../margin-model.ts";
import { replyTo, wordingOf } from "../margin-store.ts";
import { AssignMenu } from "../people/assign-menu.tsx";
import { Assigned } from "../people/assigned.tsx";
import { MentionField } from "../people/mention-field.tsx";
import { directionOf, MessageText } from "../people/message-text.tsx";
import { useReading } from "../unread/use-reading.ts";
import { Who } from "./who.tsx";

/** What the reader may do in the notes. */
export interface Rights {
  readonly me: Member;
  readonly mayComment: boolean;
  /** May edit the text, and so resolve what others noted on it. */
  readonly mayEdit: boolean;
}

export interface CardProps {
  readonly model: MarginModel;
  readonly thread: Thread;
  readonly active: boolean;
  readonly rights: Rights;
  readonly authorOf: AuthorOf;
  /** Whether the quote is shown: where the text is not beside it. */
  readonly withQuote: boolean;
  /** What is being written in the active note, by `replyTo` and `wordingOf`. */
  readonly fields: ReadonlyMap<string, string>;
  /** Something was written in it and is not posted. */
  readonly unposted: boolean;
  /** The message of this thread that can be put back. */
  readonly removed: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One thread: collapsed to its first lines, or, when it is active, who said what and what can be done about it (NO14–NO16). */
export const ThreadCard = memo(function ThreadCard(props: CardProps) {
  const { thread, active, authorOf, withQuote } = props;
  const t = useText();
  const card = useRef<HTMLElement>(null);
  const unread = useReading(card, props.model, thread.id, active);
  const [first] = thread.messages;
  const name = speakerOf(authorOf(first.client, first.clock))?.name ?? t("margin.unknown");
  return (
    <article
      ref={card}
      className="margin-note"
      data-unread={unread > 0 || undefined}
      tabIndex={-1}
      data-card={thread.id}
      data-active={active || undefined}
      data-resolved={thread.resolved !== null || undefined}
      aria-label={
        thread.target === "range"
          ? t("margin.thread", { name, quote: shortened(thread.quote.text) })
          : t("threads.card", { name, target: t(`threads.target.${thread.target}`) })
      }
      aria-current={active || undefined}
    >
      {thread.target !== "range" && <p className="margin-target">{t(`threads.target.${thread.target}`)}</p>}
      {withQuote && thread.quote.text !== "" && (
        <blockquote className="margin-quote" dir="auto">
          {shortened(thread.quote.text)}
        </blockquote>
      )}
      {active ? <Expanded {...props} /> : <Collapsed {...props} unread={unread} />}
    </article>
  );
});

function Collapsed({ model, thread, rights, authorOf, unposted, unread, now }: CardProps & { readonly unread: number }) {
  const t = useText();
  const [first, ...answers] = thread.messages;
  const text = first.missing
    ? t("margin.missing")
    : first.deleted
      ? t("margin.deleted", { name: speakerOf(authorOf(first.client, first.clock))?.name ?? t("margin.unknown") })
      : first.text;
  const count = answers.length + thread.left;
  return (
    <button type="button" className="margin-fold" onClick={() => model.activeNote.reveal(thread.id)}>
      <Who written={first} authorOf={authorOf} now={now} />
      <span
        className="margin-text"
        data-struck={first.claims.some((claim) => claim.text === null) || undefined}
        dir={directionOf(text, first.mentions)}
      >
        <MessageText text={text.slice(0, COLLAPSED_LENGTH).toWellFormed()} mentions={first.mentions} people={model.people} />
      </span>
      {(count > 0 || unposted || unread > 0 || thread.assigned) && (
        <span className="margin-count">
          {unread > 0 && <span className="margin-unread">{t("threads.unread", { count: unread })}</span>}
          {thread.assigned && <Assigned assigned={thread.assigned} me={rights.me} people={model.people} authorOf={authorOf} short />}
          {count > 0 && <span>{t("margin.replies", { count })}</span>}
          {unposted && <span className="margin-unposted">{t("margin.unposted")}</span>}
        </span>
      )}
    </button>
  );
}

function Expanded({ model, thread, rights, authorOf, fields, removed, now }: CardProps) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const [earlier, setEarlier] = useState(0);
  const { me, mayComment, mayEdit } = rights;
  const nameOf = (written: { readonly client: number; readonly clock: number }) =>
    speakerOf(authorOf(written.client, written.clock))?.name ?? t("margin.unknown");
  const [first, ...answers] = thread.messages;
  const hidden = Math.max(0, answers.length - NEWEST - earlier);
  const answer = fields.get(replyTo(thread.id)) ?? null;
  const press = () => {
    if (answer !== null && answer.trim() !== "") return model.commands.reply(thread.id);
    setAsked(true);
    if (answer === null) model.commands.writeField(replyTo(thread.id), "");
  };
  const message = (one: Thread["messages"][number]) => (
    <MessageView
      key={one.id}
      {...{ model, authorOf, now }}
      thread={thread.id}
      message={one}
      own={mayComment && authorOf(one.client, one.clock).member?.id === me.id}
      me={me.id}
      mayReact={mayComment}
      wording={mayComment ? (fields.get(wordingOf(one.id)) ?? null) : null}
      removed={removed === one.id}
    />
  );
  return (
    <>
      {/* The whole card is a shortcut for the mouse; from the keyboard the next and the previous note do the same. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className="margin-body" onClick={() => model.activeNote.reveal(thread.id)}>
        {thread.attached && (
          <p className="margin-claim">
            {t("margin.attached", { name: nameOf(thread.attached), quote: shortened(thread.attached.before) })}
          </p>
        )}
        {message(first)}
        {thread.left > 0 && <p className="margin-claim">{t("margin.left", { count: thread.left })}</p>}
        {hidden > 0 && (
          <Button className="margin-earlier" onPress={() => setEarlier(earlier + NEWEST)}>
            {t("margin.earlier", { count: hidden })}
          </Button>
        )}
        {answers.slice(hidden).map(message)}
        {thread.assigned && <Assigned assigned={thread.assigned} me={me} people={model.people} authorOf={authorOf} short={false} />}
        {thread.resolved && <p className="margin-claim">{t("margin.resolved.by", { name: nameOf(thread.resolved) })}</p>}
      </div>
      {mayComment && answer !== null && (
        <MentionField
          people={model.people}
          label={t("margin.reply.text")}
          hint={t("margin.send.hint")}
          value={answer}
          focused={asked}
          onChange={(text) => model.commands.writeField(replyTo(thread.id), text)}
          onSubmit={() => model.commands.reply(thread.id)}
          onLeave={() => model.commands.leave()}
        />
      )}
      <div className="margin-actions">
        {mayComment && (
          <>
            <Button className={answer?.trim() ? "margin-primary" : ""} onPress={press}>
              {t("margin.reply")}
            </Button>
            {answer !== null && <Button onPress={() => model.commands.writeField(replyTo(thread.id), null)}>{t("margin.cancel")}</Button>}
            <AssignMenu model={model} thread={thread} me={me} />
          </>
        )}
        {model.linkTo && <LinkButton link={model.linkTo(thread.id)} />}
        {mayComment && (mayEdit || authorOf(first.client, first.clock).member?.id === me.id) && (
          <Button className="margin-resolve" onPress={() => model.commands.resolve(thread.id, thread.resolved === null)}>
            {thread.resolved ? t("margin.reopen") : t("margin.resolve")}
          </Button>
        )}
      </div>
    </>
  );
}

/** Characters of a collapsed note; two lines show fewer. */
const COLLAPSED_LENGTH = 200;
/** Answers shown before the reader asks for earlier ones. */
const NEWEST = 20;
const LONGEST_QUOTE = 80;
const shortened = (text: string): string =>
  (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : text).replaceAll("\n", " ");
