import type * as Y from "yjs";
import type { Anchor } from "../../shared/notes/anchor.ts";
import type { Target } from "../../shared/notes/target.ts";
import type { Thread } from "../../shared/notes/thread.ts";
import { sameClient, type SameAuthor } from "../../shared/notes/written.ts";
import { ThreadLog } from "../../shared/notes/thread-log.ts";
import { afterFirstFrame } from "../layout/after-first-frame.ts";
import { Store, type Readable } from "../store/store.ts";
import { noDrafts, type DraftStore } from "./threads/drafts.ts";

export interface Composer {
  readonly text: string;
  /** The words it is about, as last seen. */
  readonly quote: string;
  readonly target: Target;
  readonly anchor: Anchor | null;
  /** What is proposed instead of the words; null while nothing is. */
  readonly replacement: string | null;
  /** Left for later: it is shown, and takes no focus. */
  readonly left: boolean;
}

/** A message that its author just deleted, and may put back. */
export interface Removed {
  readonly thread: string;
  readonly message: string;
}

export interface MarginState {
  /** In the order in which they were begun. */
  readonly threads: readonly Thread[];
  /** By the ID of the suggestion that each is about. */
  readonly suggestionThreads: ReadonlyMap<string, Thread>;
  /** The note that is open, and level with its text: a thread, or a suggestion by `noteOfSuggestion`. */
  readonly active: string | null;
  readonly composer: Composer | null;
  /** Answers and new wordings being written, by `replyTo` and `wordingOf`. */
  readonly fields: ReadonlyMap<string, string>;
  readonly removed: Removed | null;
}

/** Name of the field for an answer in a thread. */
export const replyTo = (thread: string): string => `reply ${thread}`;
/** Name of the field for a new wording of a message. */
export const wordingOf = (message: string): string => `wording ${message}`;
/** Name of the field for another wording of what a thread proposes. */
export const replacementOf = (thread: string): string => `replacement ${thread}`;

/** Milliseconds for which entries of others are gathered, to be shown at once. */
const GATHER = 50;

export interface MarginStoreDeps {
  readonly notes: Y.Doc;
  /** Where what is not posted is kept; without it, nowhere. */
  readonly drafts?: DraftStore | undefined;
  /** Called after the threads changed. */
  readonly onThreads: () => void;
}

/**
 * What the margin knows: the threads in the notes' `Y.Doc`, which of them is active, and what is being written. The threads are
 * read when the article's text is on screen.
 */
export class MarginStore {
  readonly state: Readable<MarginState>;
  readonly #state: Store<MarginState>;
  readonly #log: ThreadLog;
  readonly #drafts: DraftStore;
  readonly #onThreads: () => void;
  #same: SameAuthor = sameClient;
  #gather: ReturnType<typeof setTimeout> | undefined;
  /** Its text is not on screen yet. */
  #isOpening = true;
  readonly #stopOpening: () => void;

  constructor({ notes, drafts = noDrafts, onThreads }: MarginStoreDeps) {
    this.#drafts = drafts;
    this.#onThreads = onThreads;
    this.#log = new ThreadLog(notes);
    const { composer, fields } = drafts.read();
    this.#state = new Store<MarginState>({
      threads: [],
      suggestionThreads: new Map(),
      active: null,
      composer: composer && { ...composer, left: true },
      fields,
      removed: null,
    });
    this.state = this.#state;
    this.#stopOpening = afterFirstFrame(() => {
      this.#isOpening = false;
      this.readThreads();
    });
    this.#log.onChange((local) => {
      clearTimeout(this.#gather);
      if (local) this.readThreads();
      else this.#gather = setTimeout(() => this.readThreads(), GATHER);
    });
  }

  get(): MarginState {
    return this.#state.get();
  }

  /** Changes some of the state; what is not posted is kept at once. */
  set(change: Partial<MarginState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
    if ("composer" in change || "fields" in change) this.#keepDrafts();
  }

  /** @param note its ID; null for none */
  activate(note: string | null): void {
    if (note !== this.get().active) this.set({ active: note });
  }

  /** Which entries are by the same author, as far as anybody knows now. */
  setAuthors(same: SameAuthor): void {
    this.#same = same;
    // Else all would be read twice.
    if (!this.#isOpening) this.readThreads();
  }

  readThreads(): void {
    clearTimeout(this.#gather);
    const { threads, suggestionThreads, removed } = this.get();
    const now = this.#threads(removed);
    const isAsBefore = {
      threads: isSame(threads, now.threads),
      suggestions: isSame([...suggestionThreads.values()], [...now.suggestionThreads.values()]),
    };
    if (!isAsBefore.suggestions) this.set({ suggestionThreads: now.suggestionThreads });
    if (!isAsBefore.threads) this.set({ threads: now.threads });
    if (isAsBefore.threads && isAsBefore.suggestions) return;
    this.#onThreads();
  }

  destroy(): void {
    this.#log.destroy();
    this.#stopOpening();
    clearTimeout(this.#gather);
  }

  #threads(removed: Removed | null): Pick<MarginState, "threads" | "suggestionThreads"> {
    const all = this.#log.threads(this.#same).filter((thread) => !thread.deleted || thread.id === removed?.thread);
    return {
      threads: all.filter(({ suggestion }) => suggestion === null),
      suggestionThreads: new Map(all.flatMap((thread) => (thread.suggestion ? [[thread.suggestion.id, thread]] : []))),
    };
  }

  #keepDrafts(): void {
    const { composer, fields } = this.get();
    const written =
      composer && (composer.text.trim() !== "" || composer.replacement !== null)
        ? {
            text: composer.text,
            target: composer.target,
            anchor: composer.anchor,
            quote: composer.quote,
            replacement: composer.replacement,
          }
        : null;
    this.#drafts.write({ composer: written, fields });
  }
}

const isSame = (a: readonly Thread[], b: readonly Thread[]): boolean => a.length === b.length && a.every((thread, i) => thread === b[i]);
