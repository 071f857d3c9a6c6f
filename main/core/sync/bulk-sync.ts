import { isFinal } from "../../../shared/relay-api/close-codes.ts";
import { mayWrite, ROOM_KINDS, roomName } from "../../../shared/roles.ts";
import { MOST_COMMANDS } from "../../../shared/wire/newsroom-frames.ts";
import type { SyncProgress } from "../../../shared/rpc/contract.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import { BulkChannel, type BulkDeps, type BulkResult } from "./bulk-channel.ts";
import { debugLog } from "../debug.ts";
import type { Library } from "../library/library.ts";
import { LineDown } from "./newsroom-line.ts";
import { WriteBehind } from "./write-behind.ts";
import type { RelayTable } from "./relay-table.ts";
import { TrailingThrottle } from "../trailing-throttle.ts";

const debug = debugLog("bulk");

/** Articles synced at a time: enough to hide the latency of the relay, and few channels. */
const AT_A_TIME = 16;
/** Unsent bytes above which no further article is begun. */
const MOST_UNSENT = 4 * 1024 * 1024;
/** Milliseconds before an article that one side could not store is tried again, at first and at most; and between two looks at the unsent bytes. */
const AGAIN_AFTER = 2_000;
const LONGEST_REST = 60_000;
const LOOK_AGAIN = 50;
/** Least milliseconds between two reports of progress. */
const TELL_EVERY = 250;
const DONE = 1000;

export interface BulkSyncDeps extends Omit<BulkDeps, "write"> {
  /** Whether the article stays on this computer: it is never queued. */
  readonly isPrivate: (article: string) => boolean;
  readonly db: SqlDatabase;
  readonly table: RelayTable;
  readonly library: Library;
  /** Whether a window has the article open: then it has uplinks of its own. */
  readonly isOpen: (article: string) => boolean;
  readonly report: (error: unknown) => void;
  /** Asked before what is here of an article and what the relay has are exchanged. @returns what to wait for; null for nothing */
  readonly beforeMerge: (article: string) => Promise<void> | null;
  /** An article was synced, or syncing it failed. @param isInStep whether both sides have everything of one another */
  readonly onSynced: (article: string, isInStep: boolean) => void;
  readonly onProgress: (progress: SyncProgress) => void;
}

/**
 * Syncs closed articles with the relay, several at a time over the newsroom line. Progress is stored as it is made, so that a desk
 * whose connection breaks continues where it was. Rules SY15, SY16, SY30.
 */
export class BulkSync {
  readonly #deps: BulkSyncDeps;
  readonly #queue = new Set<string>();
  readonly #busy = new Map<string, BulkChannel[]>();
  /** Articles to be compared once more when they are done. */
  readonly #again = new Set<string>();
  /** Articles that one of the sides could not store. */
  readonly #failed = new Set<string>();
  /** Articles that are being registered at the relay, with whether it accepted them. */
  readonly #entering = new Map<string, Promise<boolean>>();
  readonly #writes: WriteBehind;
  readonly #tell: TrailingThrottle;
  #isReady = false;
  #isClosed = false;
  #done = 0;
  #rest = AGAIN_AFTER;
  #later: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor(deps: BulkSyncDeps) {
    this.#deps = deps;
    this.#writes = new WriteBehind(deps.db, deps.report);
    this.#tell = new TrailingThrottle(TELL_EVERY, () => deps.onProgress(this.progress), deps.report);
  }

  /** Of the articles queued since the queue was last empty, how many are done. */
  get progress(): SyncProgress {
    const left = this.#queue.size + this.#busy.size;
    return left === 0 ? { done: 0, total: 0 } : { done: this.#done, total: this.#done + left };
  }

  /** True once the line is up and the feed is caught up. False empties the queue: what is behind is queued again from the tables. */
  set isReady(isReady: boolean) {
    this.#isReady = isReady;
    if (!isReady) {
      this.#queue.clear();
      this.#entering.clear();
      this.#done = 0;
      this.#told();
    } else {
      this.#rest = AGAIN_AFTER;
      this.#work();
    }
  }

  /** Compares a closed article with the relay's, soon. */
  sync(article: string): void {
    if (this.#deps.isPrivate(article)) return;
    if (!this.#isReady) return;
    if (this.#busy.has(article)) this.#again.add(article);
    else this.#queue.add(article);
    this.#work();
  }

  /** Stops syncing an article that a window opens; it has uplinks from here on. Results so far are written now, and none later. */
  abandon(article: string): void {
    this.#queue.delete(article);
    this.#writes.flush();
    for (const channel of this.#busy.get(article) ?? []) channel.abandon();
  }

  /** Writes what is due, and begins nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#isReady = false;
    this.#queue.clear();
    this.#writes.flush();
    for (const timer of [this.#later, this.#retry]) if (timer) clearTimeout(timer);
    this.#tell.flush();
  }

  #work(): void {
    const { line, isOpen } = this.#deps;
    for (const article of this.#queue) {
      if (!this.#isReady || this.#busy.size >= AT_A_TIME) break;
      if (line.backlog > MOST_UNSENT) {
        this.#later ??= setTimeout(() => {
          this.#later = null;
          this.#work();
        }, LOOK_AGAIN);
        break;
      }
      this.#queue.delete(article);
      // It is compared again when it is closed.
      if (isOpen(article)) continue;
      this.#busy.set(article, []);
      void this.#run(article).catch((error: unknown) => this.#deps.report(error));
    }
    this.#told();
  }

  async #run(article: string): Promise<void> {
    let results: readonly BulkResult[] | null = null;
    try {
      const isEntered = await this.#isEntered(article);
      const kept = isEntered && !this.#isClosed ? this.#deps.beforeMerge(article) : null;
      if (kept) await kept;
      if (isEntered && !this.#isClosed && !this.#deps.isOpen(article)) results = await this.#compare(article);
    } finally {
      if (!this.#isClosed) this.#through(article, results !== null && results.every(({ code }) => code === DONE));
    }
  }

  /** Syncs both rooms of an article. @returns the result of each */
  async #compare(article: string): Promise<readonly BulkResult[]> {
    const { log, table, library } = this.#deps;
    const results = await Promise.all(ROOM_KINDS.map((kind) => this.#channel(article, roomName(article, kind))));
    if (this.#isClosed) return results;
    const failed = results.find(({ code }) => code !== DONE);
    debug("compared", { article, code: failed?.code ?? DONE });
    if (!failed) {
      const loggedAt = Math.max(...ROOM_KINDS.map((kind) => log.updatedAt(roomName(article, kind))));
      // Changes between the ends of the two channels may be in one room and not in the other.
      const at = Math.min(...results.map((result) => result.at));
      this.#writes.add(() => table.synced(article, at, loggedAt));
    } else if (isFinal(failed.code)) {
      // Trying again does not help. Another role or another text does, and the feed reports either.
      const known = library.find(article);
      if (known && known.relayTitle === null) library.relayHas(article, known.title);
    } else if (failed.code > 0) {
      // When the line broke, everything that is behind is compared when it is up again.
      this.#tryAgain(article);
    }
    return results;
  }

  #through(article: string, isDone: boolean): void {
    this.#busy.delete(article);
    this.#entering.delete(article);
    if (this.#again.delete(article)) this.#queue.add(article);
    if (isDone) {
      this.#done++;
      this.#rest = AGAIN_AFTER;
    }
    if (this.#queue.size + this.#busy.size === 0) this.#done = 0;
    this.#writes.afterwards(() => this.#deps.onSynced(article, isDone));
    this.#work();
  }

  /** Registers an article that was made offline. @returns whether the relay has it */
  async #isEntered(article: string): Promise<boolean> {
    const { library, member } = this.#deps;
    const known = library.find(article);
    if (!known) return false;
    if (known.relayTitle !== null) return true;
    if (!mayWrite(member().role, "body")) return false;
    if (!this.#entering.has(article)) this.#enterSome(article);
    return await this.#entering.get(article)!;
  }

  /** Registers an article together with others of the queue: the relay stores them in one transaction. */
  #enterSome(article: string): void {
    const { library } = this.#deps;
    const some = [article];
    for (const next of this.#queue) {
      if (some.length >= MOST_COMMANDS) break;
      if (!this.#entering.has(next) && library.find(next)?.relayTitle === null) some.push(next);
    }
    const entered = this.#enter(some);
    for (const one of some)
      this.#entering.set(
        one,
        entered.then((taken) => taken.has(one)),
      );
  }

  /** @returns the articles that the relay accepted */
  async #enter(articles: readonly string[]): Promise<ReadonlySet<string>> {
    const { library, line } = this.#deps;
    const titles = articles.map((article) => library.find(article)!.title);
    try {
      const answers = await line.commands(articles.map((article, i) => ({ do: "enter", article, title: titles[i]! })));
      const taken = new Set(articles.filter((_, i) => answers[i]!.error === undefined));
      if (!this.#isClosed)
        for (const [i, article] of articles.entries())
          if (taken.has(article)) this.#writes.add(() => library.relayHas(article, titles[i]!));
      return taken;
    } catch (error) {
      if (error instanceof LineDown) return new Set();
      throw error;
    }
  }

  #channel(article: string, room: string): Promise<BulkResult> {
    const deps = { ...this.#deps, write: (run: () => void) => this.#writes.add(run) };
    return new Promise((resolve) => this.#busy.get(article)!.push(new BulkChannel(deps, room, resolve)));
  }

  #tryAgain(article: string): void {
    this.#failed.add(article);
    if (this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      const failed = [...this.#failed];
      this.#failed.clear();
      for (const id of failed) this.sync(id);
    }, this.#rest);
    this.#rest = Math.min(LONGEST_REST, 2 * this.#rest);
  }

  #told(): void {
    this.#tell.call("");
  }
}
