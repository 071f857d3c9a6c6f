import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Member } from "../../../shared/roles.ts";
import type { Message, Thread } from "../../../shared/notes/thread.ts";
import { useText } from "../../i18n/text.tsx";
import type { AuthorOf } from "../../../shared/notes/author-of.ts";
import { MentionField } from "../people/mention-field.tsx";
import { MessageView } from "./message-view.tsx";
import type { MarginModel } from "../margin-model.ts";
import { replyTo, wordingOf } from "../margin-store.ts";
import { Who } from "./who.tsx";

/** What the reader may do in the notes. */
export interface Rights {
  readonly me: Member;
  readonly mayComment: boolean;
  /** May edit the text, and so resolve what others noted on it. */
  readonly mayEdit: boolean;
  /** Whether this member accepts and refuses what is suggested and proposed. */
  readonly mayDecide: boolean;
}

export interface ConversationProps {
  readonly model: MarginModel;
  readonly thread: Thread;
  readonly rights: Rights;
  readonly authorOf: AuthorOf;
  /** What is being written in the active note, by `replyTo` and `wordingOf`. */
  readonly fields: ReadonlyMap<string, string>;
  /** The message of this thread that can be put back. */
  readonly removed: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Stands behind the first message. */
  readonly children?: ReactNode;
}

/** Answers shown before the reader asks for earlier ones. */
const NEWEST = 20;

/** The messages of a thread. */
export function Conversation({ model, thread, rights, authorOf, fields, removed, now, children }: ConversationProps) {
  const t = useText();
  const [earlier, setEarlier] = useState(0);
  const { me, mayComment } = rights;
  const [first, ...answers] = thread.messages;
  const hidden = Math.max(0, answers.length - NEWEST - earlier);
  const message = (one: Message) => (
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
  // A proposal need not say why.
  const isWordless = thread.proposal !== null && first.text === "" && !first.deleted && !fields.has(wordingOf(first.id));
  return (
    <>
      {isWordless ? <Who written={first} authorOf={authorOf} now={now} /> : message(first)}
      {children}
      {thread.left > 0 && <p className="margin-claim">{t("margin.left", { count: thread.left })}</p>}
      {hidden > 0 && (
        <Button className="margin-earlier" onPress={() => setEarlier(earlier + NEWEST)}>
          {t("margin.earlier", { count: hidden })}
        </Button>
      )}
      {answers.slice(hidden).map(message)}
    </>
  );
}

interface AnswerProps {
  readonly model: MarginModel;
  /** ID of the thread; one about a suggestion begins with the first answer. */
  readonly thread: string;
  readonly mayComment: boolean;
  readonly fields: ReadonlyMap<string, string>;
  /** What else can be done with the thread. */
  readonly children?: ReactNode;
}

/** Where an answer is written, and the row of what can be done with a thread. */
export function Answer({ model, thread, mayComment, fields, children }: AnswerProps) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const field = replyTo(thread);
  const answer = mayComment ? (fields.get(field) ?? null) : null;
  const press = () => {
    if (answer !== null && answer.trim() !== "") return model.commands.reply(thread);
    setAsked(true);
    if (answer === null) model.commands.writeField(field, "");
  };
  return (
    <>
      {answer !== null && (
        <MentionField
          people={model.people}
          label={t("margin.reply.text")}
          value={answer}
          focused={asked}
          onChange={(text) => model.commands.writeField(field, text)}
          onSubmit={() => model.commands.reply(thread)}
          onLeave={() => model.commands.leave()}
        />
      )}
      <div className="margin-actions">
        {mayComment && (
          <Button className={answer?.trim() ? "margin-primary" : ""} onPress={press}>
            {t("margin.reply")}
          </Button>
        )}
        {answer !== null && <Button onPress={() => model.commands.writeField(field, null)}>{t("margin.cancel")}</Button>}
        {children}
      </div>
    </>
  );
}
