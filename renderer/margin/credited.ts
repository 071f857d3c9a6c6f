import { keyOf } from "../../shared/article/model/character-id.ts";
import type { Decision } from "../../shared/article/identity/suggestion-records.ts";
import type { ProposalState } from "../../shared/notes/proposal-state.ts";
import { Store, type Readable } from "../store/store.ts";

interface Sources {
  /** Open suggestions, by their IDs. */
  readonly suggestions: Readable<ReadonlyMap<string, unknown>>;
  readonly proposals: Readable<ReadonlyMap<string, ProposalState>>;
  readonly decided: Readable<ReadonlyMap<string, readonly Decision[]>>;
}

/** What cards say of the text that somebody suggested or decided, by the Yjs ID of what it was written with: who did is asked of the core. */
export class Credited {
  readonly #all = new Store<ReadonlyMap<string, unknown>>(new Map());
  readonly all: Readable<ReadonlyMap<string, unknown>> = this.#all;
  readonly #ends: readonly (() => void)[];

  constructor(sources: Sources) {
    const read = () => this.#all.set(new Map(idsIn(sources).map((id) => [id, null])));
    this.#ends = [sources.suggestions, sources.proposals, sources.decided].map((source) => source.subscribe(read));
    read();
  }

  destroy(): void {
    for (const end of this.#ends) end();
  }
}

function idsIn({ suggestions, proposals, decided }: Sources): string[] {
  const onProposals = [...proposals.get().values()].flatMap(({ taken, refused }) => [...taken, ...refused].map(keyOf));
  const onSuggestions = [...decided.get().values()].flatMap((decisions) => decisions.map(({ key }) => idOfDecision(key)));
  return [...suggestions.get().keys(), ...onProposals, ...onSuggestions];
}

/** The Yjs ID in the key of a decision on a suggestion: who wrote that decided. */
export const idOfDecision = (key: string): string => key.slice(key.indexOf("/") + 1);
