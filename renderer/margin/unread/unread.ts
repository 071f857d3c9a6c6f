import type { Written } from "../../../shared/notes/entry.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Store, type Readable } from "../../store/store.ts";
import { isRead, mergeMarks, noReadMarks, type ReadMarks, type ReadMarkStore } from "./read-marks.ts";

export interface UnreadDeps {
  readonly threads: () => readonly Thread[];
  /** Where what was read is kept; without it, nowhere. */
  readonly marks?: ReadMarkStore | undefined;
  /** ID of the reader. */
  readonly me: string;
}

/** Which threads have something that this person has not read: messages of others, and that a thread was assigned to them (NO36). */
export class Unread {
  readonly #counts = new Store<ReadonlyMap<string, number>>(new Map());
  /** How many entries of each thread are unread; threads without any are not in it. */
  readonly counts: Readable<ReadonlyMap<string, number>> = this.#counts;
  readonly #threads: () => readonly Thread[];
  readonly #store: ReadMarkStore;
  readonly #me: string;
  readonly #stop: () => void;
  #marks: ReadMarks;
  #isOwn: ((written: Written) => boolean) | null = null;

  constructor({ threads, marks = noReadMarks, me }: UnreadDeps) {
    this.#threads = threads;
    this.#store = marks;
    this.#me = me;
    this.#marks = marks.read();
    this.#stop = marks.follow(() => {
      this.#marks = mergeMarks(this.#marks, this.#store.read());
      this.count();
    });
  }

  /** @param isOwn whether the reader wrote something; nothing is unread until this is known */
  setOwn(isOwn: (written: Written) => boolean): void {
    this.#isOwn = isOwn;
    this.count();
  }

  /** Counts anew: threads changed. */
  count(): void {
    const isOwn = this.#isOwn;
    if (!isOwn) return;
    const counts = new Map<string, number>();
    for (const thread of this.#threads()) {
      if (thread.resolved) continue;
      const unread = this.#entries(thread).filter((one) => !isOwn(one) && !isRead(this.#marks, thread.id, one));
      if (unread.length > 0) counts.set(thread.id, unread.length);
    }
    const before = this.#counts.get();
    if (counts.size === before.size && [...counts].every(([id, count]) => before.get(id) === count)) return;
    this.#counts.set(counts);
  }

  /** All of these threads was read. */
  markRead(threads: Iterable<string>): void {
    const wanted = new Set(threads);
    this.#mark(this.#threads().flatMap((thread) => (wanted.has(thread.id) ? [[thread.id, this.#entries(thread)] as const] : [])));
  }

  /** Of a thread the first message was read: its card was in sight, folded. */
  markFirstRead(id: string): void {
    const thread = this.#threads().find((one) => one.id === id);
    if (thread) this.#mark([[id, thread.messages.slice(0, 1)]]);
  }

  destroy(): void {
    this.#stop();
  }

  #entries({ messages, assigned }: Thread): Written[] {
    const said = messages.filter(({ deleted, missing }) => !deleted && !missing);
    return assigned?.to.member === this.#me ? [...said, assigned] : said;
  }

  #mark(read: readonly (readonly [thread: string, entries: readonly Written[]])[]): void {
    if (read.length === 0) return;
    const more: ReadMarks = new Map(
      read.map(([thread, entries]) => {
        const clocks = new Map<number, number>();
        for (const { client, clock } of entries) clocks.set(client, Math.max(clocks.get(client) ?? -1, clock));
        return [thread, clocks];
      }),
    );
    // Another window of this person may have written since.
    this.#marks = mergeMarks(mergeMarks(this.#marks, this.#store.read()), more);
    // Threads that are gone, and those that wait for their first entry, are few.
    this.#store.write(this.#marks);
    this.count();
  }
}
