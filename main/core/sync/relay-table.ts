import { migrate } from "../../../shared/store/migrate.ts";
import type { Place } from "../../../shared/places.ts";
import type { SqlDatabase, SqlStatement } from "../../../shared/store/update-log.ts";
import type { FeedCursor } from "../../../shared/wire/feed.ts";

const STEPS = [
  `CREATE TABLE feed_cursor (
     only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
     -- Whose roles the feed was about.
     member TEXT NOT NULL,
     run TEXT NOT NULL,
     seq INTEGER NOT NULL,
     base INTEGER NOT NULL
   ) STRICT;
   -- Articles that the relay lets this desk's member enter.
   CREATE TABLE relay_articles (
     id TEXT PRIMARY KEY,
     place TEXT NOT NULL,
     purge_at INTEGER,
     -- When it last changed, as the feed says, and until when all changes of both rooms are here, which may be later: by the relay's
     -- clock, which never goes back.
     updated_at INTEGER NOT NULL,
     synced_at INTEGER NOT NULL DEFAULT 0,
     -- The time in this desk's update log of the last update that is covered by synced_at.
     logged_at INTEGER NOT NULL DEFAULT 0,
     -- 'present', 'unlisted' since the feed began again, or 'deleted' for good.
     state TEXT NOT NULL DEFAULT 'present'
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX relay_articles_behind ON relay_articles (id) WHERE synced_at <> updated_at;
   CREATE INDEX relay_articles_odd ON relay_articles (state) WHERE state <> 'present';
   -- What was decided here: 'desk', 'archive', 'trash', 'delete' or 'keep'.
   CREATE TABLE wishes (
     article TEXT PRIMARY KEY,
     wish TEXT NOT NULL,
     at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/** A choice about an article that is made here and sent to the relay. */
export type Wish = Place | "delete" | "keep";

/** An article as the relay described it. Times are the relay's, but for `loggedAt`, in milliseconds since 1970. */
export interface RelayArticle {
  readonly place: Place;
  readonly purgeAt: number | null;
  readonly updatedAt: number;
  readonly syncedAt: number;
  readonly loggedAt: number;
  readonly state: "present" | "unlisted" | "deleted";
}

const SQL = {
  cursor: "SELECT member, run, seq, base FROM feed_cursor",
  keepCursor: "INSERT OR REPLACE INTO feed_cursor VALUES (1, ?, ?, ?, ?)",
  find: `SELECT place, purge_at AS purgeAt, updated_at AS updatedAt, synced_at AS syncedAt, logged_at AS loggedAt, state
    FROM relay_articles WHERE id = ?`,
  put: `INSERT INTO relay_articles (id, place, purge_at, updated_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET place = excluded.place, purge_at = excluded.purge_at,
      updated_at = excluded.updated_at, state = 'present'`,
  synced: "UPDATE relay_articles SET synced_at = ?, logged_at = ? WHERE id = ?",
  behind: "UPDATE relay_articles SET synced_at = 0 WHERE id = ? AND synced_at <> 0",
  allBehind: "SELECT id FROM relay_articles WHERE synced_at <> updated_at AND state = 'present'",
  unlist: "UPDATE relay_articles SET state = 'unlisted' WHERE state = 'present'",
  mark: "UPDATE relay_articles SET state = ? WHERE id = ?",
  inState: "SELECT id FROM relay_articles WHERE state = ?",
  remove: "DELETE FROM relay_articles WHERE id = ?",
  clear: "DELETE FROM relay_articles",
  wish: "INSERT OR REPLACE INTO wishes VALUES (?, ?, ?)",
  unwish: "DELETE FROM wishes WHERE article = ?",
  granted: "DELETE FROM wishes WHERE article = ? AND wish = ?",
  wishOf: "SELECT wish, at FROM wishes WHERE article = ?",
  wishes: "SELECT article, wish, at FROM wishes ORDER BY at",
} as const;

/**
 * What this desk knows of the relay's articles, in its database: the cursor in the change feed, until when each article is synced, and
 * choices made here that the relay has not answered. Rules SY26, SY27, SY32, SY33.
 */
export class RelayTable {
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  readonly #now: () => number;

  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "feed", STEPS);
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
    this.#now = now;
  }

  /** @returns null when this member has not followed the feed yet */
  cursor(member: string): FeedCursor | null {
    const row = this.#sql.cursor.get() as (FeedCursor & { readonly member: string }) | undefined;
    return row && row.member === member ? { run: row.run, seq: row.seq, base: row.base } : null;
  }

  /** Stores how far this member has followed the feed. */
  keepCursor(member: string, { run, seq, base }: FeedCursor): void {
    this.#sql.keepCursor.run(member, run, seq, base);
  }

  /** What the relay said of an article; undefined for one it never listed for this member. */
  find(id: string): RelayArticle | undefined {
    return this.#sql.find.get(id) as RelayArticle | undefined;
  }

  /** Stores what the relay says of an article, which is present then. */
  put(id: string, { place, purgeAt, updatedAt }: Pick<RelayArticle, "place" | "purgeAt" | "updatedAt">): void {
    this.#sql.put.run(id, place, purgeAt, updatedAt);
  }

  /**
   * The article is synced up to the relay's time `at`; the last update in this desk's log came at `loggedAt`. Both are milliseconds
   * since 1970, each by the clock of its log.
   */
  synced(id: string, at: number, loggedAt: number): void {
    this.#sql.synced.run(at, loggedAt, id);
  }

  /** The article may have changed on either side since it was compared: it does not count as synced until it is compared again. */
  behind(id: string): void {
    this.#sql.behind.run(id);
  }

  /**
   * Articles that are not synced up to the feed's time, in either direction. One that is synced further than the feed says counts
   * too: the relay may have been restored to just before it numbered the change, and the cursor does not show that.
   */
  allBehind(): string[] {
    return (this.#sql.allBehind.all() as { id: string }[]).map(({ id }) => id);
  }

  /** The feed starts anew: articles that it does not list may no longer be opened. */
  unlistAll(): void {
    this.#sql.unlist.run();
  }

  /** Articles that the relay has not listed since `unlistAll`. */
  unlisted(): string[] {
    return this.#inState("unlisted");
  }

  /** The relay has deleted the article for good. */
  deleted(id: string): void {
    this.#sql.mark.run("deleted", id);
  }

  /** Articles that the relay has deleted and this desk still has. */
  allDeleted(): string[] {
    return this.#inState("deleted");
  }

  /** Forgets what the relay said of an article. */
  remove(id: string): void {
    this.#sql.remove.run(id);
  }

  /** Forgets everything the relay said. */
  clear(): void {
    this.#sql.clear.run();
  }

  /** Stores a choice that the relay is to be sent; it replaces an earlier one. */
  wish(id: string, wish: Wish): void {
    this.#sql.wish.run(id, wish, this.#now());
  }

  /** @param wish what was granted: a later one stays; null for any */
  unwish(id: string, wish: Wish | null): void {
    if (wish === null) this.#sql.unwish.run(id);
    else this.#sql.granted.run(id, wish);
  }

  /** The choice about an article that the relay has not answered, and when it was made, in milliseconds since 1970. */
  wishOf(id: string): { readonly wish: Wish; readonly at: number } | undefined {
    return this.#sql.wishOf.get(id) as { wish: Wish; at: number } | undefined;
  }

  /** Oldest first. */
  wishes(): { readonly article: string; readonly wish: Wish; readonly at: number }[] {
    return this.#sql.wishes.all() as { article: string; wish: Wish; at: number }[];
  }

  #inState(state: RelayArticle["state"]): string[] {
    return (this.#sql.inState.all(state) as { id: string }[]).map(({ id }) => id);
  }
}
