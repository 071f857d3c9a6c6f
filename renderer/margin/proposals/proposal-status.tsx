import { useCallback } from "react";
import { Button } from "react-aria-components";
import type { Written } from "../../../shared/notes/written.ts";
import type { ProposalDecision } from "../../../shared/notes/proposal-decisions.ts";
import type { ProposalState, ProposalThread } from "../../../shared/notes/proposal-state.ts";
import { useText, type Text } from "../../i18n/text.tsx";
import { useSelected, useStore } from "../../store/use-store.ts";
import { shortened } from "../cards/shortened.ts";
import type { MarginModel } from "../margin-model.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";

/** What has become of one proposal; undefined for a moment when it is new. */
export function useProposalState(model: MarginModel, thread: string): ProposalState | undefined {
  const read = useCallback((all: ReadonlyMap<string, ProposalState>) => all.get(thread), [thread]);
  return useSelected(model.proposals.all, read);
}

/** What a proposal changes, in words of the interface. */
export function proposalWords({ quote, proposal: { replacement } }: ProposalThread, t: Text): string {
  const before = shortened(quote.text);
  return replacement === "" ? t("proposals.delete", { before }) : t("proposals.words", { before, after: replacement });
}

export function ProposalWords({ thread }: { readonly thread: ProposalThread }) {
  const t = useText();
  return <span className="margin-text">{proposalWords(thread, t)}</span>;
}

interface Props {
  readonly model: MarginModel;
  readonly thread: ProposalThread;
  readonly authorOf: AuthorOf;
  /** Who wrote what in the text: who decided. */
  readonly suggesterOf: AuthorOf;
  readonly mayDecide: boolean;
}

/** What has become of a proposal: whether its text has changed, who took it over, refused it or withdrew it (NO66–NO69). */
export function ProposalStatus({ model, thread, authorOf, suggesterOf, mayDecide }: Props) {
  const t = useText();
  const state = useProposalState(model, thread.id);
  const asked = useStore(model.proposalCommands.asked);
  if (!state) return null;
  const { outcome, taken, present, refused, withdrawn, hasChanged, now } = state;
  const nameIn = (table: AuthorOf, { client, clock }: Written) => speakerOf(table(client, clock))?.name ?? t("margin.unknown");
  const takenBy = (one: ProposalDecision): string => {
    const name = nameIn(suggesterOf, one);
    const isAsNow = one.replacement === thread.proposal.replacement;
    return isAsNow ? t("proposals.taken", { name }) : t("proposals.taken.as", { name, text: shortened(one.replacement) });
  };
  const isAsked = asked?.thread === thread.id && asked.now === now;
  return (
    <>
      {outcome === "open" && hasChanged && (
        <div className="proposal-warning">
          <p>{t(now === null ? "proposals.gone" : "proposals.changed")}</p>
          <p className="proposal-quoted">{t("proposals.then", { text: thread.quote.text })}</p>
          {now !== null && <p className="proposal-quoted">{t("proposals.now", { text: now })}</p>}
        </div>
      )}
      <p role="alert" className="proposal-warning">
        {isAsked && outcome === "open" ? t("proposals.again") : ""}
      </p>
      {[...new Set(taken.map(takenBy))].map((line) => (
        <p className="proposal-line" key={line}>
          {line}
        </p>
      ))}
      {present > 1 && (
        <div className="proposal-warning">
          <p>{t("proposals.doubled", { count: present })}</p>
          {mayDecide && <Button onPress={() => model.proposalCommands.removeDoubled(thread.id)}>{t("proposals.removeDoubled")}</Button>}
        </div>
      )}
      {refused.map((one) => (
        <p className="proposal-line" key={one.key}>
          {t("proposals.refused", { name: nameIn(suggesterOf, one) })}
        </p>
      ))}
      {withdrawn && <p className="proposal-line">{t("proposals.withdrawn", { name: nameIn(authorOf, withdrawn) })}</p>}
    </>
  );
}
