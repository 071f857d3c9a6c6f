import { memo, useRef } from "react";
import { Button } from "react-aria-components";
import type { Written } from "../../../shared/notes/written.ts";
import { isProposal } from "../../../shared/notes/proposal-state.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useText } from "../../i18n/text.tsx";
import { ProposalActions, ProposalDecide, ReviseField } from "../proposals/proposal-actions.tsx";
import { proposalWords, ProposalStatus, ProposalWords } from "../proposals/proposal-status.tsx";
import { DecidedSuggestion, suggestionWords } from "../suggestions/decided-suggestion.tsx";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
import { Answer, Conversation, type ConversationProps } from "./conversation.tsx";
import { LinkButton } from "./link-button.tsx";
import { shortened } from "./shortened.ts";
import { AssignMenu } from "../people/assign-menu.tsx";
import { Assigned } from "../people/assigned.tsx";
import { MessageText, useMessageDirection } from "../people/message-text.tsx";
import { useReading } from "../unread/use-reading.ts";
import { Who } from "./who.tsx";

export interface CardProps extends Omit<ConversationProps, "children"> {
  readonly active: boolean;
  /** Who wrote what in the text: who decided. */
  readonly suggesterOf: AuthorOf;
  /** Whether the quote is shown: where the text is not beside it. */
  readonly withQuote: boolean;
  /** Something was written in it and is not posted. */
  readonly unposted: boolean;
}

/** One thread: collapsed to its first lines, or, when it is active, who said what and what can be done about it (NO14–NO16). */
export const ThreadCard = memo(function ThreadCard(props: CardProps) {
  const { thread, active, authorOf, suggesterOf, withQuote } = props;
  const t = useText();
  const textDirection = useTextDirection();
  const card = useRef<HTMLElement>(null);
  const unread = useReading(card, props.model, thread.id, active);
  const [first] = thread.messages;
  const name = speakerOf(authorOf(first.client, first.clock))?.name ?? t("margin.unknown");
  const label = isProposal(thread)
    ? t("proposals.card", { name, words: proposalWords(thread, t) })
    : thread.suggestion
      ? t("proposals.about", { words: suggestionWords(thread.suggestion, t) })
      : thread.target === "range"
        ? t("margin.thread", { name, quote: shortened(thread.quote.text) })
        : t("threads.card", { name, target: t(`threads.target.${thread.target}`) });
  return (
    <article
      ref={card}
      className={isProposal(thread) ? "margin-note margin-suggestion" : "margin-note"}
      data-unread={unread > 0 || undefined}
      tabIndex={-1}
      data-card={thread.id}
      data-active={active || undefined}
      data-resolved={thread.resolved !== null || undefined}
      aria-label={label}
      aria-current={active || undefined}
    >
      {thread.suggestion && <DecidedSuggestion model={props.model} about={thread.suggestion} suggesterOf={suggesterOf} />}
      {thread.target !== "range" && <p className="margin-target">{t(`threads.target.${thread.target}`)}</p>}
      {withQuote && thread.quote.text !== "" && !isProposal(thread) && (
        <blockquote className="margin-quote" dir={textDirection(thread.quote.text)}>
          {shortened(thread.quote.text)}
        </blockquote>
      )}
      {active ? <Expanded {...props} /> : <Collapsed {...props} unread={unread} />}
    </article>
  );
});

function Collapsed({ model, thread, rights, authorOf, suggesterOf, unposted, unread, now }: CardProps & { readonly unread: number }) {
  const t = useText();
  const messageDirection = useMessageDirection();
  const [first, ...answers] = thread.messages;
  const text = first.missing
    ? t("margin.missing")
    : first.deleted
      ? t("margin.deleted", { name: speakerOf(authorOf(first.client, first.clock))?.name ?? t("margin.unknown") })
      : first.text;
  const count = answers.length + thread.left;
  const fold = (
    <button type="button" className="margin-fold" onClick={() => model.activeNote.reveal(thread.id)}>
      <Who written={first} authorOf={authorOf} now={now} />
      {isProposal(thread) && <ProposalWords thread={thread} />}
      {(text !== "" || !isProposal(thread)) && (
        <span
          className="margin-text"
          data-struck={first.claims.some((claim) => claim.text === null) || undefined}
          dir={messageDirection(text, first.mentions)}
        >
          <MessageText text={text.slice(0, COLLAPSED_LENGTH).toWellFormed()} mentions={first.mentions} people={model.people} />
        </span>
      )}
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
  if (!isProposal(thread)) return fold;
  return (
    <>
      {fold}
      <ProposalStatus {...{ model, thread, authorOf, suggesterOf }} mayDecide={rights.mayDecide} />
      <ProposalDecide model={model} thread={thread.id} mayDecide={rights.mayDecide} />
    </>
  );
}

function Expanded(props: CardProps) {
  const { model, thread, rights, authorOf, suggesterOf, fields } = props;
  const t = useText();
  const { me, mayComment, mayEdit, mayDecide } = rights;
  const nameOf = (written: Written) => speakerOf(authorOf(written.client, written.clock))?.name ?? t("margin.unknown");
  const [first] = thread.messages;
  const isOwn = authorOf(first.client, first.clock).member?.id === me.id;
  const isPlain = !isProposal(thread) && !thread.suggestion;
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
        <Conversation {...props}>
          {isProposal(thread) && <ProposalWords thread={thread} />}
          {isProposal(thread) && <ProposalStatus {...{ model, thread, authorOf, suggesterOf, mayDecide }} />}
        </Conversation>
        {thread.assigned && <Assigned assigned={thread.assigned} me={me} people={model.people} authorOf={authorOf} short={false} />}
        {isPlain && thread.resolved && <p className="margin-claim">{t("margin.resolved.by", { name: nameOf(thread.resolved) })}</p>}
      </div>
      {isProposal(thread) && isOwn && <ReviseField model={model} thread={thread} fields={fields} />}
      <Answer {...{ model, mayComment, fields }} thread={thread.id}>
        {mayComment && !thread.suggestion && <AssignMenu model={model} thread={thread} me={me} />}
        {model.linkTo && !thread.suggestion && <LinkButton link={model.linkTo(thread.id)} />}
        {isProposal(thread) && <ProposalActions {...{ model, thread, mayDecide, mayComment, isOwn }} />}
        {isPlain && mayComment && (mayEdit || isOwn) && (
          <Button className="margin-resolve" onPress={() => model.commands.resolve(thread.id, thread.resolved === null)}>
            {thread.resolved ? t("margin.reopen") : t("margin.resolve")}
          </Button>
        )}
      </Answer>
    </>
  );
}

/** Characters of a collapsed note; two lines show fewer. */
const COLLAPSED_LENGTH = 200;
