import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import { mayWrite, parseRoom, type Member } from "../../../shared/roles.ts";
import type { Rooms } from "../../../shared/room/rooms.ts";
import type { ThreadMarks } from "../../../shared/read-marks.ts";
import type { SyncProgress } from "../../../shared/rpc/contract.ts";
import type { Status } from "../../../shared/status.ts";
import type { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { FeedEntry } from "../../../shared/wire/feed.ts";
import { BulkSync } from "./bulk-sync.ts";
import { Feed } from "./feed.ts";
import type { Library } from "../library/library.ts";
import { LineDown, NewsroomLine } from "./newsroom-line.ts";
import { OpenArticles } from "./open-articles.ts";
import { Places } from "./places.ts";
import type { RelayClient } from "../relay-client.ts";
import { ReadSync } from "./read-sync.ts";
import { ReadTable } from "../notes/read-table.ts";
import { Statuses } from "./statuses.ts";
import { RelayTable } from "./relay-table.ts";

export interface NewsroomSyncDeps {
  readonly db: SqlDatabase;
  readonly log: SqliteUpdateLog;
  readonly library: Library;
  readonly rooms: Rooms;
  readonly member: () => Member;
  /** IDs under which this desk's member wrote before. */
  readonly formerly: () => readonly string[];
  /** Whether the article stays on this computer (DE23). */
  readonly isPrivate: (article: string) => boolean;
  /** Whether a window has the article open. */
  readonly isOpen: (article: string) => boolean;
  readonly onMember: (member: Member) => Promise<void>;
  /** Whether the relay knows this desk. */
  readonly onKnown: (isKnown: boolean) => void;
  readonly onChanged: (article: string) => void;
  /** Other people than before have the article open. */
  readonly onOpenBy: (article: string) => void;
  /** Asked before what is here of an article and what the relay has are exchanged. @returns what to wait for; null for nothing */
  readonly beforeMerge: (article: string) => Promise<void> | null;
  /** An article has another place, or was erased. */
  readonly onPlaced: (article: string) => void;
  readonly onRole: (article: string) => void;
  /** See `Statuses`. */
  readonly onStatusVersion: (article: string, status: Status) => void;
  /** More of an article's notes was read, here or at another desk of this member. */
  readonly onRead: (article: string, threads: readonly ThreadMarks[]) => void;
  /** All of an article was erased here. */
  readonly onErased: (article: string) => void;
  /** The relay may have lost whatever it was sent. */
  readonly onRelayForgot: () => void;
  /** Commits what windows have sent. */
  readonly flush: () => void;
  /** A closed article was synced, or syncing it failed. */
  readonly onSynced: (article: string, isInStep: boolean) => void;
  readonly onProgress: (progress: SyncProgress) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Everything that goes over the newsroom line: the feed, closed articles, titles, places, and who has what open. Rules SY15, SY16,
 * SY25–SY35.
 */
export class NewsroomSync {
  readonly table: RelayTable;
  readonly places: Places;
  readonly statuses: Statuses;
  readonly reads: ReadSync;
  readonly openArticles: OpenArticles;
  readonly #deps: NewsroomSyncDeps;
  readonly #line: NewsroomLine;
  readonly #feed: Feed;
  readonly #bulk: BulkSync;

  constructor(deps: NewsroomSyncDeps) {
    this.#deps = deps;
    const {
      db,
      log,
      library,
      rooms,
      member,
      formerly,
      isPrivate,
      isOpen,
      onMember,
      onChanged,
      onPlaced,
      onRole,
      onSynced,
      onProgress,
      report,
    } = deps;
    this.table = new RelayTable(db);
    const { table } = this;
    this.openArticles = new OpenArticles(() => member().id, deps.onOpenBy);
    const { openArticles } = this;
    this.#line = new NewsroomLine(
      {
        onUp: () => this.#feed.start(),
        onDown: () => {
          this.#feed.stop();
          this.#bulk.isReady = false;
          openArticles.clear();
        },
        onPage: (page) => {
          deps.onKnown(true);
          this.#dropGone(page.entries);
          this.#feed.takePage(page);
        },
        onNews: (news) => {
          this.#dropGone(news.entries);
          this.#feed.takeNews(news);
        },
        onOpenArticles: (open) => openArticles.take(open),
        onRefused: (code) => {
          if (code === CLOSE_CODES.unauthorized) deps.onKnown(false);
        },
      },
      report,
    );
    const line = this.#line;
    this.statuses = new Statuses({
      db,
      library,
      log,
      line,
      member,
      isPrivate,
      onChanged,
      report,
      flush: deps.flush,
      onVersion: deps.onStatusVersion,
    });
    const readTable = new ReadTable(db);
    this.reads = new ReadSync({ table: readTable, library, line, member, isPrivate, onRead: deps.onRead, report });
    const { statuses, reads } = this;
    const onErased = (article: string): void => {
      readTable.erase(article);
      deps.onErased(article);
    };
    this.places = new Places({ table, library, log, line, statuses, isOpen, onChanged, onErased, onPlaced, report });
    this.#bulk = new BulkSync({
      db,
      line,
      rooms,
      log,
      table,
      library,
      member,
      formerly,
      isPrivate,
      isOpen,
      report,
      onProgress,
      beforeMerge: deps.beforeMerge,
      onSynced: (article, isInStep) => {
        this.#wish(article);
        onSynced(article, isInStep);
      },
    });
    this.#feed = new Feed({
      db,
      table,
      library,
      statuses,
      reads,
      onRelayForgot: () => {
        readTable.untellAll();
        deps.onRelayForgot();
      },
      line,
      member,
      report,
      onMember,
      onChanged,
      onPlaced,
      onRole,
      onDeleted: (article) => this.places.erase(article),
      onNews: (article) => this.#bulk.sync(article),
      onCaughtUp: () => this.#caughtUp(),
    });
  }

  /** How many closed articles of those that are to be synced are done. */
  get progress(): SyncProgress {
    return this.#bulk.progress;
  }

  /**
   * @param loggedAt when its text was last written to this desk's log
   * @returns when an article was changed: earlier than `loggedAt` if the text only came from the relay then; milliseconds since 1970
   */
  changedAt(article: string, loggedAt: number): number {
    const known = this.table.find(article);
    return known && loggedAt <= known.loggedAt ? Math.min(known.updatedAt, loggedAt) : loggedAt;
  }

  /** Goes online over `client`, or offline with null. */
  use(client: RelayClient | null): void {
    this.#line.use(client);
  }

  /** Compares a closed article with the relay's, soon. */
  sync(article: string): void {
    this.#bulk.sync(article);
  }

  /** A window opened the article: it gets uplinks, and does not count as synced until it is compared once more. */
  opened(article: string): void {
    this.#bulk.abandon(article);
    this.table.behind(article);
  }

  /** The last window closed the article: it is compared with the relay's. */
  closed(article: string): void {
    this.places.eraseDue();
    this.#bulk.sync(article);
  }

  /** Sends the relay an article's title if it has another. */
  async tellTitle(id: string): Promise<void> {
    const { library, report } = this.#deps;
    const article = library.find(id);
    if (!this.#feed.isCaughtUp || !article || article.relayTitle === null || article.relayTitle === article.title) return;
    if (!mayWrite(article.role, "body") || !this.table.find(id)) return;
    try {
      const { error } = await this.#line.command({ do: "title", article: id, title: article.title });
      if (error === undefined) library.relayHas(id, article.title);
    } catch (error) {
      if (!(error instanceof LineDown)) report(error);
    }
  }

  /** Closes the line, and stores what is due. */
  close(): void {
    this.#line.use(null);
    this.reads.close();
    this.#bulk.close();
    this.places.close();
  }

  /** At once, and not when the feed has stored it: an article that comes back may be open again by then. */
  #dropGone(entries: readonly FeedEntry[]): void {
    for (const entry of entries) if ("gone" in entry) this.openArticles.drop(entry.id);
  }

  #caughtUp(): void {
    const { log, library, isOpen, onRole } = this.#deps;
    this.#bulk.isReady = true;
    const due = new Set([
      ...this.table.allBehind(),
      ...library.unknownToRelay(),
      ...log.unconfirmedRooms().map((room) => parseRoom(room)!.article),
    ]);
    // If the relay has lost articles that are open, it refused their uplinks: they dial again.
    for (const id of library.unknownToRelay()) if (isOpen(id)) onRole(id);
    for (const id of due) this.#bulk.sync(id);
    for (const id of library.retitled()) void this.tellTitle(id);
    this.places.tellAll();
    this.statuses.tellAll();
    void this.reads.tellAll();
  }

  /** Tells of a choice that was made before the relay knew the article. */
  #wish(article: string): void {
    const wish = this.table.wishOf(article);
    if (wish) this.places.tell(article, wish.wish);
    this.statuses.tell(article);
  }
}
