import { memo, useState } from "react";
import { Button } from "react-aria-components";
import type { Claim, Message } from "../../../shared/notes/thread.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useText } from "../../i18n/text.tsx";
import type { MarginModel } from "../margin-model.ts";
import { wordingOf } from "../margin-store.ts";
import { MentionField } from "../people/mention-field.tsx";
import { MessageText, useMessageDirection } from "../people/message-text.tsx";
import { Reactions } from "../people/reaction-buttons.tsx";
import { Who } from "./who.tsx";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";

/** Characters of a message that are shown before the reader asks for all. */
const LONG = 700;

interface Props {
  readonly model: MarginModel;
  readonly thread: string;
  readonly message: Message;
  /** Written by the reader, who may write. */
  readonly own: boolean;
  /** ID of the reader. */
  readonly me: string;
  readonly mayReact: boolean;
  readonly authorOf: AuthorOf;
  /** The new wording being written, or null. */
  readonly wording: string | null;
  /** Just deleted, and can be put back. */
  readonly removed: boolean;
  readonly now: number;
}

/** One message of a thread: what its author wrote, and what others changed in it. */
export const MessageView = memo(function MessageView({
  model,
  thread,
  message,
  own,
  me,
  mayReact,
  authorOf,
  wording,
  removed,
  now,
}: Props) {
  const t = useText();
  const messageDirection = useMessageDirection();
  const [all, setAll] = useState(false);
  const field = wordingOf(message.id);
  const name = speakerOf(authorOf(message.client, message.clock))?.name ?? t("margin.unknown");
  if (message.missing || message.deleted) {
    return (
      <div className="margin-message margin-stub">
        <span>{message.missing ? t("margin.missing") : t("margin.deleted", { name })}</span>
        {removed && <Button onPress={() => model.commands.undoRemove()}>{t("margin.undo")}</Button>}
      </div>
    );
  }
  const long = message.text.length > LONG && !all;
  const struck = message.claims.some(({ text }) => text === null);
  return (
    <div className="margin-message">
      <Who written={message} authorOf={authorOf} now={now} edited={message.edited} />
      {wording === null ? (
        <p className="margin-text" data-struck={struck || undefined} dir={messageDirection(message.text, message.mentions)}>
          <MessageText
            text={long ? `${message.text.slice(0, LONG).toWellFormed()}…` : message.text}
            mentions={message.mentions}
            people={model.people}
          />
        </p>
      ) : (
        <>
          <MentionField
            people={model.people}
            label={t("margin.edit.text")}
            value={wording}
            focused
            onChange={(text) => model.commands.writeField(field, text)}
            onSubmit={() => model.commands.edit(thread, message.id)}
            onLeave={() => model.commands.writeField(field, null)}
          />
          <div className="margin-actions">
            <Button className="margin-primary" onPress={() => model.commands.edit(thread, message.id)}>
              {t("margin.save")}
            </Button>
            <Button onPress={() => model.commands.writeField(field, null)}>{t("margin.cancel")}</Button>
          </div>
        </>
      )}
      <Reactions {...{ model, thread, message, authorOf, me, mayReact }} />
      {message.claims.map((claim) => (
        <ClaimView
          key={`${claim.client}.${claim.clock}`}
          claim={claim}
          name={speakerOf(authorOf(claim.client, claim.clock))?.name ?? t("margin.unknown")}
        />
      ))}
      {((own && wording === null) || long) && (
        <div className="margin-own">
          {long && <Button onPress={() => setAll(true)}>{t("margin.all")}</Button>}
          {own && <Button onPress={() => model.commands.writeField(field, message.text)}>{t("margin.edit")}</Button>}
          {own && <Button onPress={() => model.commands.remove(thread, message.id)}>{t("margin.delete")}</Button>}
        </div>
      )}
    </div>
  );
});

function ClaimView({ claim, name }: { readonly claim: Claim; readonly name: string }) {
  const t = useText();
  const textDirection = useTextDirection();
  if (claim.text === null) return <p className="margin-claim">{t("margin.struck", { name })}</p>;
  return (
    <details className="margin-claim">
      <summary>{t("margin.reworded", { name })}</summary>
      <p className="margin-text" dir={textDirection(claim.text)}>
        {isolateControls(claim.text.slice(0, LONG).toWellFormed())}
      </p>
    </details>
  );
}
