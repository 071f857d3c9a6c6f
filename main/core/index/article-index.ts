import { Worker } from "node:worker_threads";
import { roomName } from "../../../shared/roles.ts";
import type { SearchResult } from "../../../shared/rpc/contract.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import { debugLog } from "../debug.ts";
import { awaitClosed, type IndexWorkerData } from "./lifeline.ts";
import type { ArticleNotes, Facts, FromWorker, Source, SourceRooms, ToWorker, Wanted } from "./messages.ts";

const debug = debugLog("index");

/** Milliseconds between two words to the worker that something changed, and after the start, when a window has its first page, before it is begun. */
const TELL_EVERY = 1_000;
const BEGIN_AFTER = 3_000;
/** Changes told at a time; bytes of updates after which no further article goes along. */
const CHANGES = 500;
const BYTES = 1024 * 1024;
/** Before a worker that died is started again; doubled with each time. */
const AGAIN_AFTER = 1_000;
const LONGEST_REST = 60_000;
/** How long closing waits for the worker to close its file, in milliseconds. */
const CLOSE_TIMEOUT = 3_000;
/** Memory of the worker, in megabytes: an article that needs more ends it, and not the core. What it reads is soon forgotten. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** Beside this module, as source or as Electron's bundle has it. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./index-worker.ts" : "./index-worker.js", import.meta.url);

export interface ArticleIndexDeps {
  /** Of the index's database. */
  readonly file: string;
  readonly log: UpdateLog;
  /** Whether the article is one that a search may find. */
  readonly isFound: (article: string) => boolean;
  /** Names of those who wrote in a room. */
  readonly people: (room: string) => readonly string[];
  /** Told what the worker read; kept before it returns. */
  readonly onFacts: (facts: readonly Facts[]) => void;
  /** Told what counts of the notes that the worker read; kept before it returns. */
  readonly onNotes: (notes: readonly ArticleNotes[]) => void;
  readonly report: (error: unknown) => void;
}

interface Search {
  resolve(result: SearchResult): void;
  reject(error: RpcError): void;
}

/**
 * The core's end of the index: tells the worker what changed, sends it the articles it asks for, stores the titles it read, and passes
 * searches on. A worker that dies is started again, later each time. Rules LB5–LB9.
 */
export class ArticleIndex {
  readonly #deps: ArticleIndexDeps;
  readonly #searches = new Map<number, Search>();
  #worker: Worker | null = null;
  #lifeline = new Int32Array(new SharedArrayBuffer(4));
  #timer: NodeJS.Timeout | null = null;
  #rest = AGAIN_AFTER;
  #next = 1;
  #closed = false;

  constructor(deps: ArticleIndexDeps) {
    this.#deps = deps;
    this.#timer = setTimeout(() => this.#changed(), BEGIN_AFTER).unref();
  }

  /** The update log has something new. Costs nothing but a timer. */
  changed(): void {
    if (this.#worker && !this.#timer) this.#timer = setTimeout(() => this.#changed(), TELL_EVERY).unref();
  }

  /** The article is to be read at once: it is new, or is to be found again or no more. */
  again(article: string): void {
    this.#tell({ type: "again", article });
  }

  /** A window says what is in an article that it has open: the whole body, a line for each block. */
  describe(article: string, flat: string): void {
    this.#tell({ type: "described", described: { article, at: this.#deps.log.updatedAt(roomName(article, "body")), flat } });
  }

  /** @throws RpcError when the index failed, which is reported */
  search(text: string, limit: number, offset: number): Promise<SearchResult> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#searches.set(id, { resolve, reject });
      this.#tell({ type: "search", id, text, limit, offset });
    });
  }

  /** Ends the worker; its file is closed when this returns. */
  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    this.#searches.clear();
    if (!worker) return;
    worker.postMessage({ type: "close" } satisfies ToWorker);
    awaitClosed(this.#lifeline, CLOSE_TIMEOUT);
    void worker.terminate();
  }

  #changed(): void {
    this.#timer = null;
    this.#tell({ type: "changed" });
  }

  #tell(message: ToWorker): void {
    if (this.#closed) return;
    this.#start().postMessage(message);
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    this.#lifeline = new Int32Array(new SharedArrayBuffer(4));
    const workerData: IndexWorkerData = { file: this.#deps.file, lifeline: this.#lifeline };
    const worker = new Worker(WORKER, { workerData, resourceLimits: MEMORY });
    worker.unref();
    worker.on("message", (message: FromWorker) => this.#take(worker, message));
    worker.on("error", (error) => this.#lost(worker, error as Error));
    this.#worker = worker;
    debug("worker started");
    return worker;
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    debug("worker lost", { milliseconds: this.#rest });
    this.#deps.report(error);
    this.#failSearches();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), this.#rest).unref();
    this.#rest = Math.min(LONGEST_REST, this.#rest * 2);
  }

  #failSearches(): void {
    for (const search of this.#searches.values()) search.reject(new RpcError("internal", "the index failed"));
    this.#searches.clear();
  }

  #take(worker: Worker, message: FromWorker): void {
    if (this.#closed || this.#worker !== worker) return;
    switch (message.type) {
      case "pull":
        this.#answer(worker, message);
        return;
      case "found":
        this.#settle(message.id)?.resolve({
          total: message.total,
          // One that was thrown away this moment is still in the index.
          hits: message.hits.filter(({ id }) => this.#deps.isFound(id)),
          unread: message.unread,
        });
        return;
      case "search-failed":
        this.#deps.report(new Error(`a search failed: ${message.message}`));
        this.#settle(message.id)?.reject(new RpcError("internal", "the search failed"));
        return;
      case "unreadable":
        this.#deps.report(new Error(`article ${message.article} cannot be read for the index: ${message.message}`));
        return;
    }
  }

  #settle(id: number): Search | undefined {
    const search = this.#searches.get(id);
    this.#searches.delete(id);
    return search;
  }

  #answer(worker: Worker, { since, wanted, facts, notes }: Extract<FromWorker, { type: "pull" }>): void {
    try {
      if (facts.length > 0) this.#deps.onFacts(facts);
      if (notes.length > 0) this.#deps.onNotes(notes);
      const changes = this.#deps.log.changedSince(since, CHANGES);
      const sources: Source[] = [];
      let bytes = 0;
      for (const one of wanted) {
        if (bytes > BYTES) break;
        const source = this.#source(one);
        bytes += bytesOf(source.found);
        sources.push(source);
      }
      debug("fed", { count: sources.length, bytes });
      worker.postMessage({ type: "feed", changes, more: changes.length >= CHANGES, sources } satisfies ToWorker);
    } catch (error) {
      // A disk that is full: the worker reads all of it again when there is space.
      void worker.terminate();
      this.#lost(worker, error as Error);
    }
  }

  #source({ article, bodyAt, notesAt, isReviewed }: Wanted): Source {
    const { log, isFound, people } = this.#deps;
    if (!isFound(article)) return { article, found: null };
    const [body, notes] = [roomName(article, "body"), roomName(article, "notes")];
    const at = { bodyAt: log.updatedAt(body), notesAt: log.updatedAt(notes) };
    const [isNew, areNew] = [at.bodyAt > bodyAt, at.notesAt > notesAt];
    const names = new Set([...people(body), ...people(notes)]);
    return {
      article,
      found: {
        ...at,
        body: isNew || (areNew && isReviewed) ? log.read(body).updates : null,
        notes: areNew || (isNew && isReviewed) ? log.read(notes).updates : null,
        people: [...names].join("\n"),
      },
    };
  }
}

const bytesOf = (rooms: SourceRooms | null): number =>
  [...(rooms?.body ?? []), ...(rooms?.notes ?? [])].reduce((sum, { length }) => sum + length, 0);
