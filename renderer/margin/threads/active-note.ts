import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { PlacePlugin } from "../text/place-plugin.ts";
import type { Range } from "../text/places.ts";

/** Which note is active, as the reader goes through text and notes. */
export class ActiveNote {
  readonly #store: MarginStore;
  readonly #text: ArticleText;
  readonly #placePlugin: PlacePlugin;
  /** IDs of the notes that the column shows, in its order. */
  #shown: readonly string[] = [];
  /** The note that was active when the mouse was pressed. */
  #pressed: string | null = null;

  constructor(store: MarginStore, text: ArticleText, placePlugin: PlacePlugin) {
    this.#store = store;
    this.#text = text;
    this.#placePlugin = placePlugin;
  }

  /** @param ids what the column shows, in the order in which it stands there */
  setShown(ids: readonly string[]): void {
    this.#shown = ids;
  }

  /** Makes a thread active and scrolls to its text. */
  reveal(thread: string): void {
    const range = this.#placePlugin.places.found.get(thread);
    this.#store.activate(thread);
    if (range) this.#text.reveal(range);
  }

  /** Goes to the next note of the column, or to the one before: from the active one, else from the caret. */
  step(step: 1 | -1): void {
    const { active } = this.#store.get();
    const { found } = this.#placePlugin.places;
    const at = active === null ? -1 : this.#shown.indexOf(active);
    const caret = this.#text.caret();
    const next =
      at !== -1
        ? this.#shown[at + step]
        : step === 1
          ? this.#shown.find((id) => (found.get(id)?.from ?? 0) >= caret.from)
          : this.#shown.findLast((id) => (found.get(id)?.to ?? 0) <= caret.to);
    if (next !== undefined) this.reveal(next);
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
    const open = new Set(threads.flatMap(({ id, resolved }) => (resolved ? [] : [id])));
    const around = [...this.#placePlugin.places.found]
      .filter(([id, { from, to }]) => open.has(id) && from <= range.from && range.to <= to)
      .sort(([, a], [, b]) => a.to - a.from - (b.to - b.from))
      .map(([id]) => id);
    const last = clicked ? this.#pressed : active;
    const at = last === null ? -1 : around.indexOf(last);
    this.#store.activate(around[clicked ? (at + 1) % around.length : Math.max(0, at)] ?? null);
  }
}
