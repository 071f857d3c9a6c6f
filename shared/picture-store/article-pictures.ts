import { migrate } from "../store/migrate.ts";
import { writeTransaction } from "../store/transaction.ts";
import type { SqlDatabase } from "../store/update-log.ts";
import type { PictureStore } from "./picture-store.ts";

/** How long a picture that no article has any more is kept, in milliseconds. */
const KEPT_WITHOUT_ARTICLE = 30 * 24 * 60 * 60 * 1000;
/** Pictures that are removed at a time. */
const AT_A_TIME = 50;

const STEPS = [
  `CREATE TABLE article_pictures (
     article TEXT NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (article, sha256)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX article_pictures_by_picture ON article_pictures (sha256);
   -- Pictures without an article, and since when.
   CREATE TABLE articleless_pictures (sha256 TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX articleless_pictures_by_time ON articleless_pictures (since);`,
];

/**
 * Which pictures belong to which articles, at the desk and at the relay alike. A picture belongs to an article for as long as the
 * article exists, since any version of it may show it; one without any is kept for `KEPT_WITHOUT_ARTICLE`, since a draft's text, the
 * clipboard or undo may bring it back (PI8). Methods that write are part of the transaction that is open.
 */
export class ArticlePictures {
  readonly #db: SqlDatabase;
  readonly #store: PictureStore;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(db: SqlDatabase, store: PictureStore, now: () => number = Date.now) {
    migrate(db, "article-pictures", STEPS);
    this.#db = db;
    this.#store = store;
    this.#now = now;
  }

  /** @returns whether it is new there */
  add(article: string, sha256: string): boolean {
    const sql = "INSERT INTO article_pictures VALUES (?, ?) ON CONFLICT DO NOTHING";
    const isNew = this.#db.prepare(sql).run(article, sha256).changes > 0;
    if (isNew) this.#db.prepare("DELETE FROM articleless_pictures WHERE sha256 = ?").run(sha256);
    return isNew;
  }

  /** A picture was stored that no article may have: its time begins now, if none has it. */
  keepForNow(sha256: string): void {
    if (this.articlesOf(sha256).length > 0) return;
    const sql = "INSERT INTO articleless_pictures VALUES (?, ?) ON CONFLICT DO UPDATE SET since = excluded.since";
    this.#db.prepare(sql).run(sha256, this.#now());
  }

  /** How many pictures belong to an article. */
  count(article: string): number {
    return (this.#db.prepare("SELECT count(*) AS count FROM article_pictures WHERE article = ?").get(article) as { count: number }).count;
  }

  has(article: string, sha256: string): boolean {
    return this.#db.prepare("SELECT 1 FROM article_pictures WHERE article = ? AND sha256 = ?").get(article, sha256) !== undefined;
  }

  /** The articles that a picture belongs to. */
  articlesOf(sha256: string): string[] {
    const rows = this.#db.prepare("SELECT article FROM article_pictures WHERE sha256 = ?").all(sha256) as { article: string }[];
    return rows.map(({ article }) => article);
  }

  /** The article was deleted for good: pictures that no other one has go in a while. */
  erase(article: string): void {
    const rows = this.#db.prepare("DELETE FROM article_pictures WHERE article = ? RETURNING sha256").all(article) as { sha256: string }[];
    for (const { sha256 } of rows) this.keepForNow(sha256);
  }

  /** Removes pictures that have been without an article for long enough, some at a time. */
  collect(): void {
    const due = this.#db
      .prepare("SELECT sha256 FROM articleless_pictures WHERE since <= ? LIMIT ?")
      .all(this.#now() - KEPT_WITHOUT_ARTICLE, AT_A_TIME) as { sha256: string }[];
    if (due.length === 0) return;
    writeTransaction(this.#db, () => {
      for (const { sha256 } of due) {
        this.#store.remove(sha256);
        this.#db.prepare("DELETE FROM articleless_pictures WHERE sha256 = ?").run(sha256);
      }
    });
  }
}
