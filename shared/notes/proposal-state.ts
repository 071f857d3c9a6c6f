/** What has become of a proposal: of its thread, of what was decided, and of what the text says now (NO66–NO69). */
import type { Article } from "../article/identity/article.ts";
import type { CharacterRun } from "../article/model/character-id.ts";
import type { Written } from "./written.ts";
import type { ProposalDecision } from "./proposal-decisions.ts";
import type { Proposal, Thread } from "./thread.ts";

/** A thread that proposes other words for its text. */
export type ProposalThread = Thread & { readonly proposal: Proposal };

/** Whether a thread proposes other words. */
export const isProposal = (thread: Thread): thread is ProposalThread => thread.proposal !== null;

export interface ProposalState {
  /** Taken over by somebody wins over refused and withdrawn: the text has its words. */
  readonly outcome: "open" | "taken" | "refused" | "withdrawn";
  /** Who took it over: those whose words are in the text; where those of nobody are, all who did not undo it since. */
  readonly taken: readonly ProposalDecision[];
  /** Number of those whose words are in the text: more than one where people who took it over did not know of each other. */
  readonly present: number;
  /** Who refused its present wording. */
  readonly refused: readonly ProposalDecision[];
  readonly withdrawn: Written | null;
  /** What its text says now; null where none of it is there. */
  readonly now: string | null;
  /** The text says something else than when this was proposed. */
  readonly hasChanged: boolean;
}

/**
 * @param decisions on this proposal
 * @param now what its text says, as `textIn` reads it; null where none of it is there
 */
export function proposalStateOf(
  thread: ProposalThread,
  decisions: readonly ProposalDecision[],
  article: Article,
  now: string | null,
): ProposalState {
  const takings = decisions.filter(({ verdict }) => verdict === "taken");
  const present = takings.filter(({ written }) => livingOf(article, written).length > 0);
  // Where none of its words is left and the text is again what it was, the taking over was undone.
  const edited = takings.filter((one) => !present.includes(one) && now !== one.before);
  const refused = decisions.filter(({ verdict, wording }) => verdict === "refused" && wording === thread.proposal.wording);
  const withdrawn = thread.resolved;
  const taken = present.length > 0 ? present : edited;
  return {
    outcome: taken.length > 0 ? "taken" : refused.length > 0 ? "refused" : withdrawn ? "withdrawn" : "open",
    taken,
    present: present.length,
    refused,
    withdrawn,
    now,
    hasChanged: now !== thread.quote.text,
  };
}

/** The characters, or those that took their place, that are there and that nobody suggests to delete. */
export function livingOf({ suggestions }: Article, runs: readonly CharacterRun[]): CharacterRun[] {
  return runs
    .flatMap((run) => suggestions.livingOf(run))
    .flatMap((run) => suggestions.statusOf(run))
    .filter(({ struckBy }) => struckBy.length === 0);
}
