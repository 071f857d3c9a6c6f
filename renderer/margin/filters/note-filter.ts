import type { Thread } from "../../../shared/notes/thread.ts";
import { fold } from "../../../shared/text/fold.ts";
import { Store, type Readable } from "../../store/store.ts";

/** Which notes the column shows. What is resolved, and what has lost its text, is in lists of its own. */
export const SHOWN = ["open", "mine", "mentions", "unread", "suggestions"] as const;
export type Shown = (typeof SHOWN)[number];

/** Lists that are laid over the column. */
export type ListName = "resolved" | "orphans";

export interface FilterState {
  readonly shown: Shown;
  /** The list that is open. */
  readonly list: ListName | null;
  /** What is looked for in the notes, as typed. */
  readonly search: string;
}

const ALL: FilterState = { shown: "open", list: null, search: "" };

/** What the reader wants to see of the notes (NO34, NO35). */
export class NoteFilter {
  readonly #state = new Store<FilterState>(ALL);
  readonly state: Readable<FilterState> = this.#state;

  show(shown: Shown): void {
    this.#state.set({ ...this.#state.get(), shown });
  }

  /** @param search whatever somebody typed */
  search(search: string): void {
    this.#state.set({ ...this.#state.get(), search });
  }

  /** @param list null to close the one that is open */
  openList(list: ListName | null): void {
    this.#state.set({ ...this.#state.get(), list });
  }

  /** Shows all open notes, and this list. */
  clear(list: ListName | null): void {
    this.#state.set({ ...ALL, list });
  }
}

/** Words of a search that count, and letters of a note in which they are looked for. */
const MOST_WORDS = 12;
const MOST_LETTERS = 200_000;

/** Looks for something in texts; one that is empty finds every one. */
export class NoteSearch {
  readonly #words: readonly string[];

  /** @param typed its words are all to be found, anywhere in the text, however they are spelled */
  constructor(typed: string) {
    this.#words = typed
      .split(/\s+/u)
      .map((word) => fold(word))
      .filter((word) => word !== "")
      .slice(0, MOST_WORDS);
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** @param folded the text, as `fold` gives it */
  finds(folded: string): boolean {
    return this.#words.every((word) => folded.includes(word));
  }
}

const texts = new WeakMap<Thread, string>();

/** All that is written in a thread, folded: what was quoted, what was said, and who is named. A thread that did not change is folded once. */
export function foldedText(thread: Thread): string {
  let text = texts.get(thread);
  if (text === undefined) {
    const said = thread.messages.flatMap((message) => [message.text, ...message.mentions.map(({ name }) => name)]);
    const { proposal, suggestion } = thread;
    const { text: words = "", before = "", after = "" } = suggestion?.words ?? {};
    const proposed = [proposal?.replacement ?? "", words, before, after];
    text = fold([thread.quote.text, ...proposed, thread.assigned?.to.name ?? "", ...said].join("\n").slice(0, MOST_LETTERS));
    texts.set(thread, text);
  }
  return text;
}
