import { entriesToRead } from "../../../shared/notes/entries-to-read.ts";
import type { Written } from "../../../shared/notes/written.ts";
import { isRead, marksOf, mergeMarks, type ReadMarks } from "../../../shared/read-marks.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Store, type Readable } from "../../store/store.ts";
import { noReadMarks, type ReadMarkStore } from "./read-mark-store.ts";

export interface UnreadDeps {
  readonly threads: () => readonly Thread[];
  /** Those that are done with by what is decided in the text: what is unread in them counts as read. */
  readonly decided?: () => readonly Thread[];
  /** Where what was read is kept; without it, nowhere. */
  readonly marks?: ReadMarkStore | undefined;
  /** ID of the reader. */
  readonly me: string;
}

type Read = readonly (readonly [thread: string, entries: readonly Written[]])[];

/** Which threads have something that this person has not read: messages of others, and that a thread was assigned to them (NO36). */
export class Unread {
  readonly #counts = new Store<ReadonlyMap<string, number>>(new Map());
  /** How many entries of each thread are unread; threads without any are not in it. */
  readonly counts: Readable<ReadonlyMap<string, number>> = this.#counts;
  readonly #threads: () => readonly Thread[];
  readonly #decided: () => readonly Thread[];
  readonly #store: ReadMarkStore;
  readonly #me: string;
  readonly #stop: () => void;
  /** What was read here and the store may not have yet. */
  #own: ReadMarks = new Map();
  #isOwn: ((written: Written) => boolean) | null = null;

  constructor({ threads, decided = () => [], marks = noReadMarks, me }: UnreadDeps) {
    this.#threads = threads;
    this.#decided = decided;
    this.#store = marks;
    this.#me = me;
    this.#stop = marks.marks.subscribe(() => this.count());
  }

  /** @param isOwn whether the reader wrote something; nothing is unread until this is known */
  setOwn(isOwn: (written: Written) => boolean): void {
    this.#isOwn = isOwn;
    this.count();
  }

  /** Counts anew: threads changed. Nothing is unread until it is known what was read. */
  count(): void {
    const isOwn = this.#isOwn;
    const known = this.#store.marks.get();
    if (!isOwn || !known) return;
    const marks = mergeMarks(known, this.#own);
    const unreadOf = (thread: Thread) => entriesToRead(thread, this.#me).filter((one) => !isOwn(one) && !isRead(marks, thread.id, one));
    const counts = new Map<string, number>();
    for (const thread of this.#threads()) {
      if (thread.resolved) continue;
      const unread = unreadOf(thread);
      if (unread.length > 0) counts.set(thread.id, unread.length);
    }
    // Else the library, which knows the notes alone, would count them for good.
    this.#add(this.#decided().flatMap((thread) => (unreadOf(thread).length > 0 ? [[thread.id, unreadOf(thread)] as const] : [])));
    const before = this.#counts.get();
    if (counts.size === before.size && [...counts].every(([id, count]) => before.get(id) === count)) return;
    this.#counts.set(counts);
  }

  /** All of these threads was read. */
  markRead(threads: Iterable<string>): void {
    const wanted = new Set(threads);
    this.#mark(this.#threads().flatMap((thread) => (wanted.has(thread.id) ? [[thread.id, entriesToRead(thread, this.#me)] as const] : [])));
  }

  /** Of a thread the first message was read: its card was in sight, folded. */
  markFirstRead(id: string): void {
    const thread = this.#threads().find((one) => one.id === id);
    if (thread) this.#mark([[id, thread.messages.slice(0, 1)]]);
  }

  destroy(): void {
    this.#stop();
    this.#store.destroy();
  }

  #mark(read: Read): void {
    this.#add(read);
    this.count();
  }

  #add(read: Read): void {
    if (read.length === 0) return;
    const more: ReadMarks = new Map(read.map(([thread, entries]) => [thread, marksOf(entries)]));
    this.#own = mergeMarks(this.#own, more);
    this.#store.add(more);
  }
}
