import { Button } from "react-aria-components";
import type { ProposalThread } from "../../../shared/notes/proposal-state.ts";
import { useText } from "../../i18n/text.tsx";
import { Field } from "../cards/field.tsx";
import type { MarginModel } from "../margin-model.ts";
import { replacementOf } from "../margin-store.ts";
import { DecideButtons } from "../suggestions/decide-buttons.tsx";
import { useProposalState } from "./proposal-status.tsx";

interface DecideProps {
  readonly model: MarginModel;
  readonly thread: string;
  readonly mayDecide: boolean;
}

const NAMES = { accepted: "proposals.take", refused: "proposals.refuse" } as const;

/** The buttons that take a proposal over and refuse it, while it is open. */
export function ProposalDecide({ model, thread, mayDecide }: DecideProps) {
  const state = useProposalState(model, thread);
  if (!mayDecide || state?.outcome !== "open") return null;
  // Where its text is gone there is nothing to put it in place of.
  return (
    <DecideButtons names={NAMES} mayAccept={state.now !== null} onDecide={(verdict) => model.proposalCommands.decide(verdict, thread)} />
  );
}

interface ActionsProps extends Omit<DecideProps, "thread"> {
  readonly thread: ProposalThread;
  readonly mayComment: boolean;
  readonly isOwn: boolean;
}

/** What else its author, or who may write the text, can do with a proposal. */
export function ProposalActions({ model, thread, mayDecide, mayComment, isOwn }: ActionsProps) {
  const t = useText();
  const outcome = useProposalState(model, thread.id)?.outcome;
  const { proposalCommands, commands } = model;
  const field = replacementOf(thread.id);
  return (
    <>
      {mayComment && isOwn && outcome !== "taken" && outcome !== "withdrawn" && (
        <>
          <Button onPress={() => commands.writeField(field, thread.proposal.replacement)}>{t("proposals.revise")}</Button>
          <Button onPress={() => proposalCommands.withdraw(thread.id, true)}>{t("proposals.withdraw")}</Button>
        </>
      )}
      {mayComment && isOwn && outcome === "withdrawn" && (
        <Button onPress={() => proposalCommands.withdraw(thread.id, false)}>{t("proposals.renew")}</Button>
      )}
      {mayDecide && outcome === "refused" && (
        <Button className="margin-resolve" onPress={() => proposalCommands.reopen(thread.id)}>
          {t("proposals.reopen")}
        </Button>
      )}
      <ProposalDecide model={model} thread={thread.id} mayDecide={mayDecide} />
    </>
  );
}

interface ReviseProps {
  readonly model: MarginModel;
  readonly thread: ProposalThread;
  readonly fields: ReadonlyMap<string, string>;
}

/** Where a proposal of one's own is worded anew. */
export function ReviseField({ model, thread, fields }: ReviseProps) {
  const t = useText();
  const field = replacementOf(thread.id);
  const value = fields.get(field);
  if (value === undefined) return null;
  return (
    <>
      <Field
        label={t("proposals.replacement")}
        value={value}
        focused
        onChange={(text) => model.commands.writeField(field, text)}
        onSubmit={() => model.proposalCommands.revise(thread.id)}
        onLeave={() => model.commands.writeField(field, null)}
      />
      <div className="margin-actions">
        <Button className="margin-primary" onPress={() => model.proposalCommands.revise(thread.id)}>
          {t("margin.save")}
        </Button>
        <Button onPress={() => model.commands.writeField(field, null)}>{t("margin.cancel")}</Button>
      </div>
    </>
  );
}
