/** The articles that are marked, for something to be done to them together. */
import type { ListStore } from "./list-store.ts";

export class Marks {
  readonly #handlers = new Set<() => void>();
  readonly #onError: (error: unknown) => void;
  #ids: ReadonlySet<string> = new Set();
  /** Number of the row from which a range is marked. */
  #anchor: number | null = null;

  /** @param onError told when the core could not say which articles are between two */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  readonly state = (): ReadonlySet<string> => this.#ids;

  clear(): void {
    this.#anchor = null;
    if (this.#ids.size > 0) this.#set(new Set());
  }

  toggle(index: number, id: string): void {
    this.#anchor = index;
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#set(ids);
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
      this.#set(new Set(await ids));
    } catch (error) {
      this.#onError(error);
    }
  }

  #set(ids: ReadonlySet<string>): void {
    this.#ids = ids;
    for (const handler of this.#handlers) handler();
  }
}
