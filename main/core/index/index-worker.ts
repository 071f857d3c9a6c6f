/**
 * The index worker: reads articles that changed, once they are quiet, and answers searches. It asks the core for what it needs, a
 * few articles at a time, and rests as long as it worked, so that typing comes first (LB6–LB9).
 */
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { find } from "./find.ts";
import { IndexStore, type Indexed } from "./index-store.ts";
import { CLOSED, OPEN, type IndexWorkerData } from "./lifeline.ts";
import type { ArticleNotes, Described, Facts, FromWorker, Source, ToWorker } from "./messages.ts";
import { bodyText, readNotes, textOf } from "./project.ts";

/** How long an article must have been left alone, in milliseconds, before it is read. */
const QUIET = 1_500;
/** Articles asked for at a time. */
const AT_A_TIME = 8;
/** Least time between two pulls while there is much to read. */
const REST = 5;

const UNREAD: Omit<Indexed, "article"> = {
  bodyAt: 0,
  notesAt: 0,
  title: "",
  lead: "",
  told: 1,
  text: "",
  notes: "",
  noteFacts: "[]",
  notesTold: 1,
  isReviewed: 0,
  people: "",
};

const { file, lifeline } = workerData as IndexWorkerData;
const port = parentPort!;
const say = (message: FromWorker): void => port.postMessage(message);

class IndexWorker {
  readonly #store: IndexStore;
  /** Facts that were sent to the core, which has not answered yet. */
  #facts: readonly Facts[] = [];
  #notes: readonly ArticleNotes[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** The core has been asked and has not answered. */
  #isPulling = false;
  /** Something changed since the core was asked. */
  #isBehind = true;

  constructor() {
    this.#store = new IndexStore(file);
    this.#pull();
  }

  /** @throws Error, which ends this worker, when the index cannot be read or written; one that is broken is thrown away first */
  take(message: ToWorker): void {
    try {
      this.#take(message);
    } catch (error) {
      if (isBroken(error)) {
        this.#store.close();
        IndexStore.discard(file);
      }
      throw error;
    }
  }

  #take(message: ToWorker): void {
    switch (message.type) {
      case "changed":
        this.#isBehind = true;
        this.#soon(0);
        return;
      case "again":
        this.#store.again(message.article);
        this.#soon(0);
        return;
      case "described":
        this.#describe(message.described);
        return;
      case "feed":
        this.#feed(message);
        return;
      case "search":
        this.#search(message);
        return;
      case "close":
        this.close();
        return;
    }
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#store.close();
    port.close();
    Atomics.store(lifeline, 0, CLOSED);
    Atomics.notify(lifeline, 0);
  }

  #soon(delay: number): void {
    if (this.#isPulling) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pull(), delay);
  }

  #pull(): void {
    this.#isPulling = true;
    this.#isBehind = false;
    const now = Date.now();
    this.#facts = this.#store.untold(AT_A_TIME * 4);
    this.#notes = this.#store.untoldNotes(AT_A_TIME * 4);
    const wanted = this.#store.next(now - QUIET, now, AT_A_TIME);
    say({ type: "pull", since: this.#store.since, wanted, facts: this.#facts, notes: this.#notes });
  }

  #feed({ changes, more, sources }: Extract<ToWorker, { type: "feed" }>): void {
    const began = performance.now();
    this.#isPulling = false;
    for (const { article } of sources) this.#store.attempt(article);
    this.#store.write(() => {
      this.#store.told(this.#facts);
      this.#store.toldNotes(this.#notes);
      this.#store.changed(changes);
      for (const source of sources) this.#read(source);
    });
    if (more || this.#isBehind || sources.length > 0) return this.#soon(Math.max(REST, performance.now() - began));
    const { oldest } = this.#store;
    // A clock that was set back since does not make it wait for that time to come again.
    if (oldest !== null) this.#soon(Math.min(QUIET, Math.max(REST, oldest + QUIET - Date.now())));
  }

  #read({ article, found }: Source): void {
    if (!found) {
      this.#store.remove(article);
      this.#store.done(article, Number.MAX_SAFE_INTEGER);
      return;
    }
    const { bodyAt, notesAt } = found;
    const { people: _people, ...known } = this.#store.find(article) ?? { ...UNREAD, article };
    try {
      const body = found.body ? { ...bodyText(found.body), told: 0 as const } : {};
      const notes = found.notes ? notesOf(found.notes, found.body, known.noteFacts) : {};
      this.#store.put({ ...known, ...body, ...notes, bodyAt, notesAt, people: found.people });
    } catch (error) {
      say({ type: "unreadable", article, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      this.#store.put({ ...known, bodyAt, notesAt, people: found.people });
    }
    this.#store.done(article, Math.max(bodyAt, notesAt));
  }

  /** Indexes what a window described, as if the article had been read. The core has told the list already. */
  #describe({ article, at, flat }: Described): void {
    const known = this.#store.find(article) ?? { ...UNREAD, article };
    this.#store.write(() => this.#store.put({ ...known, ...textOf(flat), told: 1, bodyAt: at }));
  }

  #search({ id, text, limit, offset }: Extract<ToWorker, { type: "search" }>): void {
    try {
      say({ type: "found", id, ...find(this.#store, text, limit, offset), unread: this.#store.unread });
    } catch (error) {
      if (isBroken(error)) throw error;
      say({ type: "search-failed", id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

/** @param before what counted of the notes when they were read last */
function notesOf(
  updates: readonly Uint8Array[],
  body: readonly Uint8Array[] | null,
  before: string,
): Pick<Indexed, "notes" | "noteFacts" | "isReviewed"> & Partial<Pick<Indexed, "notesTold">> {
  const { notes, facts, isReviewed } = readNotes(updates, body);
  return { notes, noteFacts: facts, isReviewed: isReviewed ? 1 : 0, ...(facts !== before && { notesTold: 0 }) };
}

/** Errors that do not mean that the file is damaged. */
const PASSING = /^SQLITE_(FULL|IOERR|BUSY|CANTOPEN|READONLY|NOMEM)/;
const isBroken = (error: unknown): boolean => error instanceof Database.SqliteError && !PASSING.test(error.code);

// A core that closes before this thread has come up must find its files let alone.
if (Atomics.compareExchange(lifeline, 0, 0, OPEN) === 0) {
  const worker = new IndexWorker();
  port.on("message", (message: ToWorker) => worker.take(message));
}
