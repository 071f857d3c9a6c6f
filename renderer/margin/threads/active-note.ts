import type { Thread } from "../../../shared/notes/thread.ts";
import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { Places, Range } from "../text/places.ts";
import { suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";
import { Store, type Readable } from "../../store/store.ts";

/** A step by key, and the note that it led to; null where there was no further one. */
export interface Step {
  readonly note: string | null;
}

/** Which note is active, as the reader goes through text and notes. */
export class ActiveNote {
  readonly #store: MarginStore;
  readonly #text: ArticleText;
  readonly #places: () => Places;
  readonly #isOpen: (thread: Thread) => boolean;
  /** IDs of the notes that the column shows, in its order. */
  #shown: readonly string[] = [];
  /** The note that was active when the mouse was pressed. */
  #pressed: string | null = null;
  readonly #lastStep = new Store<Step | null>(null);
  /** The last step, a new object for each. */
  readonly lastStep: Readable<Step | null> = this.#lastStep;

  /** @param places where the texts of all notes are now @param isOpen whether a thread stands beside the text */
  constructor(store: MarginStore, text: ArticleText, places: () => Places, isOpen: (thread: Thread) => boolean) {
    this.#store = store;
    this.#text = text;
    this.#places = places;
    this.#isOpen = isOpen;
  }

  /** @param ids what the column shows, in the order in which it stands there */
  setShown(ids: readonly string[]): void {
    this.#shown = ids;
  }

  /** Makes a thread active and scrolls to its text. */
  reveal(thread: string): void {
    const range = this.#places().found.get(thread);
    this.#store.activate(thread);
    if (range) this.#text.reveal(range);
  }

  /**
   * Goes to the next note of the column, or to the one before: from the active one, else from the caret.
   * @param isMeant which notes count; all by default
   */
  step(step: 1 | -1, isMeant: (note: string) => boolean = () => true): void {
    const { active } = this.#store.get();
    const { found } = this.#places();
    const at = active === null ? -1 : this.#shown.indexOf(active);
    const caret = this.#text.caret();
    const ahead =
      at === -1
        ? this.#shown.filter((id) => (step === 1 ? (found.get(id)?.from ?? 0) >= caret.from : (found.get(id)?.to ?? 0) <= caret.to))
        : step === 1
          ? this.#shown.slice(at + 1)
          : this.#shown.slice(0, at);
    const next = step === 1 ? ahead.find(isMeant) : ahead.findLast(isMeant);
    if (next !== undefined) this.reveal(next);
    this.#lastStep.set({ note: next ?? null });
  }

  /** Goes to the first note of the column. */
  stepFromStart(): void {
    const [first] = this.#shown;
    if (first !== undefined) this.reveal(first);
  }

  /** The note of the column behind one, else the one before it, among those that count; null for none. */
  beside(note: string, isMeant: (note: string) => boolean): string | null {
    const at = this.#shown.indexOf(note);
    if (at === -1) return null;
    return this.#shown.slice(at + 1).find(isMeant) ?? this.#shown.slice(0, at).findLast(isMeant) ?? null;
  }

  /** The mouse was pressed in the text. */
  press(): void {
    this.#pressed = this.#store.get().active;
  }

  /**
   * Makes the note at a range active. Where several overlap, each click takes the next one, the shortest first; the caret
   * stays with the active one.
   */
  activateAt(range: Range, clicked: boolean): void {
    const { threads, active } = this.#store.get();
    const at = (place: Range): boolean => place.from <= range.from && range.to <= place.to;
    const isShown = (note: string): boolean =>
      suggestionOfNote(note) !== null || threads.some((thread) => thread.id === note && this.#isOpen(thread));
    // Each key asks: of the notes elsewhere nothing.
    const around: (Range & { readonly id: string })[] = [];
    for (const [id, place] of this.#places().found.touching(range.from, range.to))
      if (at(place) && isShown(id)) around.push({ id, ...place });
    const ids = around.sort((a, b) => a.to - a.from - (b.to - b.from)).map(({ id }) => id);
    const last = clicked ? this.#pressed : active;
    const index = last === null ? -1 : ids.indexOf(last);
    this.#store.activate(ids[clicked ? (index + 1) % ids.length : Math.max(0, index)] ?? null);
  }
}
