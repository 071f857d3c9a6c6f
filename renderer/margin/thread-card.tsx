/** One thread: who said what and when, and what can be done about it. */
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Member } from "../../shared/roles.ts";
import type { Message, Thread } from "../../shared/notes/threads.ts";
import { detectDirection } from "../../shared/text/direction.ts";
import { relativeDate } from "../i18n/relative-date.ts";
import { LOCALES, useLanguage, useText } from "../i18n/text.tsx";
import type { AuthorOf } from "./author-of.ts";
import type { MarginModel } from "./model.ts";
import { Field } from "./zwnj-field.tsx";

export interface CardProps {
  readonly model: MarginModel;
  readonly thread: Thread;
  readonly active: boolean;
  readonly me: Member;
  readonly mayComment: boolean;
  readonly authorOf: AuthorOf;
  /** The words themselves are shown where the text does not show them. */
  readonly withQuote: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function ThreadCard({ model, thread, active, me, mayComment, authorOf, withQuote, now }: CardProps) {
  const t = useText();
  const [answer, setAnswer] = useState<string | null>(null);
  const name = authorOf(thread.client, thread.clock).member?.name ?? t("margin.unknown");
  const send = () => {
    if (answer === null || answer.trim() === "") return;
    model.reply(thread.id, answer);
    setAnswer(null);
  };
  const press = () => {
    model.activate(thread.id);
    if (answer === null) setAnswer("");
    else send();
  };
  return (
    <article
      className="margin-note"
      data-thread={thread.id}
      data-active={active || undefined}
      data-resolved={thread.resolved || undefined}
      aria-label={t("margin.thread", { name, quote: shortened(thread.quote.text) })}
      aria-current={active || undefined}
    >
      {/* The whole card is a shortcut for the mouse; from the keyboard the same is done by the button in it. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className="margin-body" onClick={() => model.reveal(thread.id)}>
        {withQuote && (
          <blockquote className="margin-quote" dir="auto">
            {shortened(thread.quote.text)}
          </blockquote>
        )}
        {thread.messages.map((message) => (
          <MessageView key={message.id} {...{ model, message, me, mayComment, authorOf, now }} thread={thread.id} />
        ))}
      </div>
      {answer !== null && (
        <Field
          label={t("margin.reply.text")}
          hint={t("margin.send.hint")}
          value={answer}
          onChange={setAnswer}
          onSubmit={send}
          onLeave={() => model.focusText()}
        />
      )}
      {mayComment && (
        <div className="margin-actions">
          <Button className={answer?.trim() ? "margin-primary" : ""} onPress={press}>
            {t("margin.reply")}
          </Button>
          {answer !== null && <Button onPress={() => setAnswer(null)}>{t("margin.cancel")}</Button>}
          <Button className="margin-resolve" onPress={() => model.resolve(thread.id, !thread.resolved)}>
            {thread.resolved ? t("margin.reopen") : t("margin.resolve")}
          </Button>
        </div>
      )}
    </article>
  );
}

interface MessageProps {
  readonly model: MarginModel;
  readonly thread: string;
  readonly message: Message;
  readonly me: Member;
  readonly mayComment: boolean;
  readonly authorOf: AuthorOf;
  readonly now: number;
}

function MessageView({ model, thread, message, me, mayComment, authorOf, now }: MessageProps) {
  const t = useText();
  const language = useLanguage();
  const [draft, setDraft] = useState<string | null>(null);
  const { member: author } = authorOf(message.client, message.clock);
  const editor = message.edited && authorOf(message.edited.client, message.edited.clock).member;
  const keep = () => {
    model.edit(thread, message.id, draft ?? "");
    setDraft(null);
  };
  return (
    <div className="margin-message">
      <div className="margin-who">
        <span className="margin-dot" style={{ background: author?.color ?? "var(--muted)" }} aria-hidden="true" />
        <bdi className="margin-author">{author?.name ?? t("margin.unknown")}</bdi>
        <time dateTime={new Date(message.at).toISOString()}>{relativeDate(message.at, now, LOCALES[language])}</time>
        {message.edited !== null && (
          <span className="margin-edited">
            {editor && editor.id !== author?.id ? t("margin.edited.by", { name: editor.name }) : t("margin.edited")}
          </span>
        )}
      </div>
      {draft === null ? (
        <p className="margin-text" dir={detectDirection(message.text) ?? "auto"}>
          {message.text}
        </p>
      ) : (
        <>
          <Field label={t("margin.edit.text")} hint={t("margin.send.hint")} value={draft} onChange={setDraft} onSubmit={keep} onLeave={() => setDraft(null)} />
          <div className="margin-actions">
            <Button className="margin-primary" onPress={keep}>
              {t("margin.save")}
            </Button>
            <Button onPress={() => setDraft(null)}>{t("margin.cancel")}</Button>
          </div>
        </>
      )}
      {mayComment && author?.id === me.id && draft === null && (
        <div className="margin-own">
          <Button onPress={() => setDraft(message.text)}>{t("margin.edit")}</Button>
          <Button onPress={() => model.remove(thread, message.id)}>{t("margin.delete")}</Button>
        </div>
      )}
    </div>
  );
}

const LONGEST_QUOTE = 80;
const shortened = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : text).replaceAll("\n", " ");
