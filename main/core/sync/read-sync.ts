import { MOST_THREADS_AT_ONCE, type ThreadMarks } from "../../../shared/read-marks.ts";
import type { Member } from "../../../shared/roles.ts";
import type { ReadEntry } from "../../../shared/wire/feed.ts";
import type { Library } from "../library/library.ts";
import { LineDown, type NewsroomLine } from "./newsroom-line.ts";
import { TrailingThrottle } from "../trailing-throttle.ts";
import type { ReadTable } from "../notes/read-table.ts";

/** Milliseconds in which what is read is collected before the relay is told. */
const TELL_AFTER = 1_000;

export interface ReadSyncDeps {
  readonly table: ReadTable;
  readonly library: Library;
  readonly line: NewsroomLine;
  readonly member: () => Member;
  readonly isPrivate: (article: string) => boolean;
  /** More of an article was read, here or at another desk of this member. */
  readonly onRead: (article: string, threads: readonly ThreadMarks[]) => void;
  readonly report: (error: unknown) => void;
}

/**
 * What this desk's member has read: kept here, told to the relay, which tells the member's other desks and nobody else, and taken from
 * them. Merging is monotone, so neither order nor repetition matters, and offline is no matter either. Rules NO36, NO73–NO75.
 */
export class ReadSync {
  readonly #deps: ReadSyncDeps;
  readonly #tell: TrailingThrottle;
  #isTelling = false;

  constructor(deps: ReadSyncDeps) {
    this.#deps = deps;
    this.#tell = new TrailingThrottle(TELL_AFTER, () => void this.tellAll(), deps.report);
  }

  /** What was read of an article. */
  of(article: string): ThreadMarks[] {
    const { table, member } = this.#deps;
    return table.of(member().id, article);
  }

  /** More was read here. */
  mark(article: string, threads: readonly ThreadMarks[]): void {
    const { table, member, onRead } = this.#deps;
    const news = table.mark(member().id, article, threads);
    if (news.length === 0) return;
    this.#tell.call("");
    onRead(article, news);
  }

  /** More was read at another desk; part of the transaction that is open. @returns what to run when that is committed */
  take(entries: readonly ReadEntry[]): () => void {
    const { table, member, onRead } = this.#deps;
    const byArticle = new Map<string, ThreadMarks[]>();
    for (const { article, ...marks } of entries) byArticle.set(article, [...(byArticle.get(article) ?? []), marks]);
    const news = [...byArticle].map(([article, threads]) => [article, table.take(member().id, article, threads)] as const);
    return () => {
      for (const [article, threads] of news) if (threads.length > 0) onRead(article, threads);
    };
  }

  /** Tells the relay what it lacks. */
  async tellAll(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      const { table, member } = this.#deps;
      const { id } = member();
      for (const article of table.untoldArticles(id)) await this.#tellOf(id, article);
    } catch (error) {
      if (!(error instanceof LineDown)) this.#deps.report(error);
    } finally {
      this.#isTelling = false;
    }
  }

  /** Tells nobody any more. */
  close(): void {
    this.#tell.flush();
  }

  async #tellOf(member: string, article: string): Promise<void> {
    const { table, library, line, isPrivate } = this.#deps;
    // An article that the relay does not know is told of when it does.
    const found = library.find(article);
    if (!found || found.relayTitle === null || isPrivate(article)) return;
    for (let threads = table.untold(member, article, MOST_THREADS_AT_ONCE); threads.length > 0;) {
      // What the relay refuses (the member may not enter any more) is not told again until it may have lost the rest, too.
      await line.command({ do: "read", article, threads });
      if (this.#deps.member().id !== member) return;
      table.told(member, article, threads);
      const last = threads;
      threads = table.untold(member, article, MOST_THREADS_AT_ONCE);
      if (threads.length > 0 && threads.every((one, i) => one.thread === last[i]?.thread)) return;
    }
  }
}
