import { Store, type Readable } from "../../store/store.ts";
import type { ListStore } from "./list-store.ts";

/** The marked articles, which can be moved or deleted together. */
export class Marks {
  readonly #onError: (error: unknown) => void;
  readonly #ids = new Store<ReadonlySet<string>>(new Set());
  /** IDs of the marked articles. */
  readonly ids: Readable<ReadonlySet<string>> = this.#ids;
  /** Number of the row from which a range is marked. */
  #anchor: number | null = null;

  /** @param onError told when the core could not say which articles are between two */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  clear(): void {
    this.#anchor = null;
    if (this.#ids.get().size > 0) this.#ids.set(new Set());
  }

  toggle(index: number, id: string): void {
    this.#anchor = index;
    const ids = new Set(this.#ids.get());
    if (!ids.delete(id)) ids.add(id);
    this.#ids.set(ids);
  }

  /** Marks all rows between the last one that was marked alone and this. @param from where there is no such row */
  async extend(index: number, list: ListStore, from = index): Promise<void> {
    this.#anchor ??= Math.max(0, from);
    await this.#mark(list.ids(Math.min(this.#anchor, index), Math.max(this.#anchor, index)));
  }

  async all(list: ListStore): Promise<void> {
    await this.#mark(list.allIds());
  }

  async #mark(ids: Promise<string[]>): Promise<void> {
    try {
      this.#ids.set(new Set(await ids));
    } catch (error) {
      this.#onError(error);
    }
  }
}
