import { memo } from "react";
import { Button } from "react-aria-components";
import type { Written } from "../../../shared/notes/entry.ts";
import { isProposal } from "../../../shared/notes/proposal-state.ts";
import { detectDirection } from "../../../shared/text/direction.ts";
import { useText } from "../../i18n/text.tsx";
import { ProposalActions, ProposalDecide, ReviseField } from "../proposals/proposal-actions.tsx";
import { proposalWords, ProposalStatus, ProposalWords } from "../proposals/proposal-status.tsx";
import { DecidedSuggestion, suggestionWords } from "../suggestions/decided-suggestion.tsx";
import { speakerOf, type AuthorOf } from "../threads/author-of.ts";
import { Answer, Conversation, type ConversationProps } from "./conversation.tsx";
import { shortened } from "./shortened.ts";
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
  const [first] = thread.messages;
  const name = speakerOf(authorOf(first.client, first.clock))?.name ?? t("margin.unknown");
  const label = isProposal(thread)
    ? t("proposals.card", { name, words: proposalWords(thread, t) })
    : thread.suggestion
      ? t("proposals.about", { words: suggestionWords(thread.suggestion, t) })
      : t("margin.thread", { name, quote: shortened(thread.quote.text) });
  return (
    <article
      className={isProposal(thread) ? "margin-note margin-suggestion" : "margin-note"}
      tabIndex={-1}
      data-card={thread.id}
      data-active={active || undefined}
      data-resolved={thread.resolved !== null || undefined}
      aria-label={label}
      aria-current={active || undefined}
    >
      {thread.suggestion && <DecidedSuggestion model={props.model} about={thread.suggestion} suggesterOf={suggesterOf} />}
      {withQuote && !thread.suggestion && !isProposal(thread) && (
        <blockquote className="margin-quote" dir="auto">
          {shortened(thread.quote.text)}
        </blockquote>
      )}
      {active ? <Expanded {...props} /> : <Collapsed {...props} />}
    </article>
  );
});

function Collapsed({ model, thread, rights, authorOf, suggesterOf, unposted, now }: CardProps) {
  const t = useText();
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
          dir={detectDirection(text) ?? "auto"}
        >
          {text.slice(0, COLLAPSED_LENGTH).toWellFormed()}
        </span>
      )}
      {(count > 0 || unposted) && (
        <span className="margin-count">
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
      <ProposalStatus {...{ model, thread, authorOf, suggesterOf }} mayEdit={rights.mayEdit} />
      <ProposalDecide model={model} thread={thread.id} mayEdit={rights.mayEdit} />
    </>
  );
}

function Expanded(props: CardProps) {
  const { model, thread, rights, authorOf, suggesterOf, fields } = props;
  const t = useText();
  const { me, mayComment, mayEdit } = rights;
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
          {isProposal(thread) && <ProposalStatus {...{ model, thread, authorOf, suggesterOf, mayEdit }} />}
        </Conversation>
        {isPlain && thread.resolved && <p className="margin-claim">{t("margin.resolved.by", { name: nameOf(thread.resolved) })}</p>}
      </div>
      {isProposal(thread) && isOwn && <ReviseField model={model} thread={thread} fields={fields} />}
      <Answer {...{ model, mayComment, fields }} thread={thread.id}>
        {isProposal(thread) && <ProposalActions {...{ model, thread, mayEdit, mayComment, isOwn }} />}
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
