import type * as Y from "yjs";
import { articleOf, type Article } from "../../../shared/article/identity/article.ts";
import { idAfter } from "../../../shared/article/model/character-id.ts";
import type { Anchor } from "../../../shared/notes/anchor.ts";
import type { ProposalDecision, ProposalDecisions } from "../../../shared/notes/proposal-decisions.ts";
import { isProposal, proposalStateOf, type ProposalState, type ProposalThread } from "../../../shared/notes/proposal-state.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Store, type Readable } from "../../store/store.ts";
import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { Places } from "../text/places.ts";

/** What has a place in the text. */
export type PlacedThread = Pick<Thread, "id" | "anchor" | "target">;

export interface ProposalStatesDeps {
  readonly body: Y.Doc;
  readonly decisions: ProposalDecisions;
  readonly store: MarginStore;
  readonly text: ArticleText;
  readonly places: () => Places;
}

/** After this long without a change the texts of proposals are read again, in milliseconds: typing reads none (NO26). */
const READ_AFTER = 200;

/** What has become of the proposals of an open article. */
export class ProposalStates {
  readonly #all = new Store<ReadonlyMap<string, ProposalState>>(new Map());
  /** By thread. */
  readonly all: Readable<ReadonlyMap<string, ProposalState>> = this.#all;
  readonly #deps: ProposalStatesDeps;
  readonly #article: Article;
  readonly #ends: readonly (() => void)[];
  #threads: readonly Thread[] | null = null;
  #placed: {
    readonly threads: readonly Thread[];
    readonly all: ReadonlyMap<string, ProposalState>;
    readonly placed: readonly PlacedThread[];
  } | null = null;
  #moved: ReturnType<typeof setTimeout> | undefined;
  #decided: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: ProposalStatesDeps) {
    this.#deps = deps;
    this.#article = articleOf(deps.body);
    const { store, decisions } = deps;
    this.#ends = [
      store.state.subscribe(() => {
        if (store.get().threads !== this.#threads) this.read();
      }),
      // Not at once: the editor has yet to show what came with it.
      decisions.onChange(() => (this.#decided ??= setTimeout(() => this.read()))),
    ];
    this.read();
  }

  /** Something may stand elsewhere, or say something else. */
  schedule(): void {
    if (this.#all.get().size === 0) return;
    clearTimeout(this.#moved);
    this.#moved = setTimeout(() => this.read(), READ_AFTER);
  }

  /** What has become of a proposal just now. */
  of(thread: ProposalThread): ProposalState {
    const { decisions, text, places } = this.#deps;
    const range = places().found.get(thread.id);
    return proposalStateOf(thread, decisions.of(thread.id), this.#article, range ? text.textOf(range) : null);
  }

  /** The threads, each with the place where it stands: a proposal that was taken over with what was written for it. */
  placed(): readonly PlacedThread[] {
    const { threads } = this.#deps.store.get();
    const all = this.#all.get();
    if (this.#placed?.threads === threads && this.#placed.all === all) return this.#placed.placed;
    const placed = threads.map(({ id, anchor, target }) => ({ id, anchor: anchorOfWritten(all.get(id)) ?? anchor, target }));
    this.#placed = { threads, all, placed };
    return placed;
  }

  isOpen(thread: Thread): boolean {
    return isOpenIn(this.#all.get(), thread);
  }

  read(): void {
    this.#clearTimers();
    const { threads } = this.#deps.store.get();
    this.#threads = threads;
    const before = this.#all.get();
    const all = new Map(
      threads.filter(isProposal).map((thread) => {
        const [state, known] = [this.of(thread), before.get(thread.id)];
        return [thread.id, known && isSame(state, known) ? known : state];
      }),
    );
    if (all.size !== before.size || [...all].some(([id, state]) => before.get(id) !== state)) this.#all.set(all);
  }

  #clearTimers(): void {
    clearTimeout(this.#moved);
    clearTimeout(this.#decided);
    this.#decided = undefined;
  }

  destroy(): void {
    this.#clearTimers();
    for (const end of this.#ends) end();
  }
}

/** Whether there is something to decide on a thread: no proposal is done with whose words stand in the text twice. */
export function isOpenIn(states: ReadonlyMap<string, ProposalState>, { id, resolved }: Thread): boolean {
  const state = states.get(id);
  return state ? state.outcome === "open" || state.present > 1 : resolved === null;
}

/** Of words that were taken over twice, those that stay. */
function anchorOfWritten(state: ProposalState | undefined): Anchor | null {
  const [first, last] = state && state.present > 0 ? [state.taken[0]!.written[0], state.taken[0]!.written.at(-1)] : [];
  return first && last ? { first, last: idAfter(last, last.length - 1) } : null;
}

const isSame = (a: ProposalState, b: ProposalState): boolean =>
  a.outcome === b.outcome &&
  a.present === b.present &&
  a.now === b.now &&
  a.hasChanged === b.hasChanged &&
  a.withdrawn?.client === b.withdrawn?.client &&
  a.withdrawn?.clock === b.withdrawn?.clock &&
  areSame(a.taken, b.taken) &&
  areSame(a.refused, b.refused);

const areSame = (a: readonly ProposalDecision[], b: readonly ProposalDecision[]): boolean =>
  a.length === b.length && a.every(({ key }, i) => key === b[i]!.key);
