import type * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { idOfKey } from "../article/model/character-id.ts";
import { isKnown } from "../article/yjs-internals/items.ts";
import { ProposalDecisions } from "./proposal-decisions.ts";
import { isProposal, livingOf } from "./proposal-state.ts";
import type { Thread } from "./thread.ts";

/** Whether a thread is about something that an editor decides on: a suggestion, or what it proposes itself. */
export const isDecidable = (thread: Thread): boolean => thread.suggestion !== null || isProposal(thread);

/**
 * The threads whose suggestion is decided or no more, and those whose proposal was refused, or is taken over and in the text (NO76).
 * @param body the article's document
 */
export function decidedAmong(body: Y.Doc, threads: readonly Thread[]): ReadonlySet<Thread> {
  const article = articleOf(body);
  const decisions = new ProposalDecisions(body);
  const asked = new Set(threads.flatMap(({ suggestion }) => suggestion?.id ?? []));
  const open = new Set(article.suggestions.open(asked).map(({ id }) => id));
  const isDecided = (thread: Thread): boolean => {
    if (thread.suggestion) {
      const begun = idOfKey(thread.suggestion.id);
      return begun !== null && isKnown(body, { ...begun, length: 1 }) && !open.has(thread.suggestion.id);
    }
    if (!isProposal(thread)) return false;
    const { id, proposal } = thread;
    return decisions
      .of(id)
      .some(({ verdict, wording, written }) =>
        verdict === "taken" ? livingOf(article, written).length > 0 : wording === proposal.wording,
      );
  };
  return new Set(threads.filter(isDecided));
}
