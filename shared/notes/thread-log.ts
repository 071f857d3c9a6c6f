import * as Y from "yjs";
import { entriesIn, entriesOf, type Entry } from "./entry.ts";
import { readThread, type Thread } from "./thread.ts";
import type { SameAuthor } from "./written.ts";

/** Follows the notes' entries and keeps the threads that they make. A new entry rebuilds only its own thread (NO26). */
export class ThreadLog {
  readonly #array: Y.Array<unknown>;
  readonly #handlers = new Set<(local: boolean) => void>();
  readonly #now: number | null;
  /** Entries by thread, in the order of the document. */
  #entries = new Map<string, Entry[]>();
  /** Threads as last read, by ID; null for one with nothing to show. */
  readonly #threads = new Map<string, Thread | null>();
  #same: SameAuthor | null = null;
  /** All threads must be read again: a change did more than append entries. */
  #stale = true;
  readonly #observe = (_event: Y.YArrayEvent<unknown>, transaction: Y.Transaction) => {
    if (!this.#stale) {
      const added = appended(this.#array, transaction);
      if (added) for (const item of added) this.#add(item);
      else this.#stale = true;
    }
    for (const handler of this.#handlers) handler(transaction.local);
  };

  /** @param now milliseconds since 1970, see `entriesIn`; without it the time at which an entry is read */
  constructor(notes: Y.Doc, now: number | null = null) {
    this.#array = entriesOf(notes);
    this.#now = now;
    this.#array.observe(this.#observe);
  }

  /** Called after every change, with whether it was made here. @returns a function that takes the handler off */
  onChange(handler: (local: boolean) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  destroy(): void {
    this.#array.unobserve(this.#observe);
  }

  /** All threads, deleted ones too, in the order in which they were begun. One that did not change is the same object as before. */
  threads(same: SameAuthor): Thread[] {
    if (this.#stale) this.#readAll();
    if (same !== this.#same) this.#threads.clear();
    this.#same = same;
    const threads: Thread[] = [];
    for (const [id, entries] of this.#entries) {
      let thread = this.#threads.get(id);
      if (thread === undefined) this.#threads.set(id, (thread = readThread(id, entries, same)));
      if (thread) threads.push(thread);
    }
    return threads;
  }

  #readAll(): void {
    const before = this.#entries;
    this.#entries = new Map();
    for (let item = this.#array._start; item !== null; item = item.right) this.#add(item);
    for (const [id, entries] of before) {
      const now = this.#entries.get(id);
      if (!now || now.length !== entries.length || now.some((entry, i) => entry.id !== entries[i]!.id)) this.#threads.delete(id);
    }
    this.#stale = false;
  }

  #add(item: Y.Item): void {
    for (const entry of entriesIn(item, this.#now ?? Date.now())) {
      const own = this.#entries.get(entry.thread);
      if (own) own.push(entry);
      else this.#entries.set(entry.thread, [entry]);
      if (!this.#stale) this.#threads.delete(entry.thread);
    }
  }
}

/** The items that a transaction appended, in order; null when it did anything else. */
function appended(array: Y.Array<unknown>, { beforeState, afterState, deleteSet, doc }: Y.Transaction): Y.Item[] | null {
  if (deleteSet.clients.size > 0) return null;
  const added = new Set<Y.Item>();
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0;
    if (clock === before) continue;
    const structs = doc.store.clients.get(client)!;
    for (let i = structs.length - 1; i >= 0 && structs[i]!.id.clock >= before; i--) {
      const struct = structs[i]!;
      if (struct instanceof Y.Item && struct.parent === array && struct.parentSub === null) added.add(struct);
    }
  }
  let first: Y.Item | null = null;
  for (const item of added)
    if (item.left === null || !added.has(item.left)) {
      if (first) return null;
      first = item;
    }
  const items: Y.Item[] = [];
  for (let item = first; item !== null; item = item.right) items.push(item);
  return items.length === added.size ? items : null;
}
