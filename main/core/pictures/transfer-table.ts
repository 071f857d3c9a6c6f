import { migrate } from "../../../shared/store/migrate.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";

/** Least and longest time until a picture that did not come is asked for again, in milliseconds. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60 * 60_000;

const STEPS = [
  // uploads: pictures of articles that the relay may not have. downloads: pictures that are not here, how often they were asked for, and
  // when they are again; the latest numbers first.
  `CREATE TABLE uploads (article TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (article, sha256)) STRICT, WITHOUT ROWID;
   CREATE TABLE downloads (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, tried INTEGER NOT NULL, due INTEGER NOT NULL) STRICT;
   CREATE INDEX downloads_by_time ON downloads (due);`,
];

/** Which pictures have yet to go to the relay or to come from it, across restarts (PI15, PI16). */
export class TransferTable {
  readonly #db: SqlDatabase;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "transfers", STEPS);
    this.#db = db;
    this.#now = now;
  }

  /** The relay may not have this picture for the article. */
  upload(article: string, sha256: string): void {
    this.#db.prepare("INSERT INTO uploads VALUES (?, ?) ON CONFLICT DO NOTHING").run(article, sha256);
  }

  /** The relay has it. */
  uploaded(article: string, sha256: string): void {
    this.#db.prepare("DELETE FROM uploads WHERE article = ? AND sha256 = ?").run(article, sha256);
  }

  /** Articles of which there are pictures to upload. */
  uploadingArticles(): string[] {
    return (this.#db.prepare("SELECT DISTINCT article FROM uploads").all() as { article: string }[]).map(({ article }) => article);
  }

  /** The pictures of an article that are to be uploaded. */
  uploads(article: string): string[] {
    const rows = this.#db.prepare("SELECT sha256 FROM uploads WHERE article = ?").all(article) as { sha256: string }[];
    return rows.map(({ sha256 }) => sha256);
  }

  /** How many of them are here, and so can be. */
  unconfirmed(article: string): number {
    const sql = "SELECT count(*) AS count FROM uploads JOIN pictures USING (sha256) WHERE article = ?";
    return (this.#db.prepare(sql).get(article) as { count: number }).count;
  }

  /** The relay may have lost any picture: it is asked about all that belong to articles, not to drafts (DR1). */
  uploadAll(): void {
    this.#db
      .prepare("INSERT INTO uploads SELECT article, sha256 FROM article_pictures WHERE article NOT LIKE '%/%' ON CONFLICT DO NOTHING")
      .run();
  }

  /** The article was erased here. */
  erase(article: string): void {
    this.#db.prepare("DELETE FROM uploads WHERE article = ?").run(article);
    this.#db.prepare("DELETE FROM downloads WHERE sha256 NOT IN (SELECT sha256 FROM article_pictures)").run();
  }

  /** A picture is not here. */
  download(sha256: string): void {
    this.#db.prepare("INSERT INTO downloads (sha256, tried, due) VALUES (?, 0, 0) ON CONFLICT DO NOTHING").run(sha256);
  }

  /** It is here now. */
  downloaded(sha256: string): void {
    this.#db.prepare("DELETE FROM downloads WHERE sha256 = ?").run(sha256);
  }

  /** It did not come: it is asked for again in a while, which grows. */
  failed(sha256: string): void {
    const sql = "UPDATE downloads SET tried = tried + 1, due = ? + min(?, ? << min(tried, 20)) WHERE sha256 = ?";
    this.#db.prepare(sql).run(this.#now(), LONGEST_WAIT, FIRST_WAIT, sha256);
  }

  /** What to ask for now: the picture that was named last of those that are due. */
  nextDownload(): string | null {
    const sql = "SELECT sha256 FROM downloads WHERE due <= ? ORDER BY tried, number DESC LIMIT 1";
    return (this.#db.prepare(sql).get(this.#now()) as { sha256: string } | undefined)?.sha256 ?? null;
  }

  /** Milliseconds until another is due; null where none waits. */
  get wait(): number | null {
    const { due } = this.#db.prepare("SELECT min(due) AS due FROM downloads").get() as { due: number | null };
    return due === null ? null : Math.max(0, due - this.#now());
  }
}
