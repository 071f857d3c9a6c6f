import type { Thread } from "../../../shared/notes/thread.ts";
import { Store, type Readable } from "../../store/store.ts";
import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { Places } from "../text/places.ts";
import { RECOGNISED } from "../threads/thread-commands.ts";
import { arrange, NOTHING, type Arrangement } from "./arrangement.ts";

/** Brings up to date, once a frame at most, what depends on where the notes' texts are: arrangement, column and tints. */
export class LayoutFrames {
  readonly #arrangement = new Store<Arrangement>(NOTHING);
  readonly arrangement: Readable<Arrangement> = this.#arrangement;
  readonly #store: MarginStore;
  readonly #text: ArticleText;
  readonly #places: () => Places;
  readonly #handlers = new Set<() => void>();
  #frame = 0;
  /** In which all stood when they were arranged last. */
  #order: object | null = null;
  #tinted: { readonly threads: readonly Thread[]; readonly ids: ReadonlySet<string> } = { threads: [], ids: new Set() };

  /** @param places where the texts of all notes are now */
  constructor(store: MarginStore, text: ArticleText, places: () => Places) {
    this.#store = store;
    this.#text = text;
    this.#places = places;
  }

  /** Something may have to stand elsewhere: all is brought up to date in the next frame. */
  schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const places = this.#places();
      const stays = places.found.order === this.#order;
      this.#order = places.found.order;
      this.#arrangement.set(arrange(places, (range) => this.#text.words(range, RECOGNISED), this.#arrangement.get(), stays));
      for (const handler of this.#handlers) handler();
      this.#colour();
    });
  }

  /** Called in each such frame, when the arrangement is known. @returns a function that takes the handler off */
  onFrame(handler: () => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
  }

  #colour(): void {
    const { threads, active } = this.#store.get();
    const { found, draft } = this.#places();
    if (this.#tinted.threads !== threads) this.#tinted = { threads, ids: tintedOf(threads) };
    const { ids } = this.#tinted;
    this.#text.colour({
      notesIn: (from, to) => [...found.touching(from, to)].flatMap(([id, range]) => (id !== active && ids.has(id) ? [range] : [])),
      active: (active !== null && found.get(active)) || null,
      draft,
    });
  }
}

/** The text of a proposal is struck out instead; a whole block is tinted while its note is active. */
const tintedOf = (threads: readonly Thread[]): ReadonlySet<string> =>
  new Set(threads.flatMap(({ id, resolved, proposal, target }) => (!resolved && !proposal && target === "range" ? [id] : [])));
