import { migrate } from "../../../shared/store/migrate.ts";
import type { ArticleStatus, Status } from "../../../shared/status.ts";
import type { SqlDatabase, SqlStatement } from "../../../shared/store/update-log.ts";

const STEPS = [
  `-- What the relay said of an article's status.
   CREATE TABLE relay_statuses (
     article TEXT PRIMARY KEY,
     status TEXT NOT NULL,
     status_at INTEGER,
     status_by TEXT NOT NULL,
     suggest_from TEXT
   ) STRICT, WITHOUT ROWID;
   -- What was chosen here and the relay has not answered: field is 'status' or 'suggest-from'.
   CREATE TABLE status_choices (
     article TEXT NOT NULL,
     field TEXT NOT NULL,
     value TEXT,
     at INTEGER NOT NULL,
     PRIMARY KEY (article, field)
   ) STRICT, WITHOUT ROWID;`,
];

/** A choice that is made here and sent to the relay, and when it was made, in milliseconds since 1970. */
export type StatusChoice =
  | { readonly article: string; readonly field: "status"; readonly value: Status; readonly at: number }
  | { readonly article: string; readonly field: "suggest-from"; readonly value: Status | null; readonly at: number };

const SQL = {
  put: "INSERT OR REPLACE INTO relay_statuses VALUES (?, ?, ?, ?, ?)",
  known: `SELECT status, status_at AS statusAt, status_by AS statusBy, suggest_from AS suggestFrom
    FROM relay_statuses WHERE article = ?`,
  forget: "DELETE FROM relay_statuses WHERE article = ?",
  choose: "INSERT OR REPLACE INTO status_choices VALUES (?, ?, ?, ?)",
  answered: "DELETE FROM status_choices WHERE article = ? AND field = ? AND value IS ? AND at = ?",
  drop: "DELETE FROM status_choices WHERE article = ?",
  of: "SELECT article, field, value, at FROM status_choices WHERE article = ? ORDER BY at",
  all: "SELECT article, field, value, at FROM status_choices ORDER BY at",
} as const;

/** What the relay said of the statuses of articles, and what was chosen here since, in the desk's database (RO8). */
export class StatusTable {
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;

  constructor(db: SqlDatabase) {
    migrate(db, "statuses", STEPS);
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
  }

  /** Stores what the relay says. */
  put(article: string, { status, statusAt, statusBy, suggestFrom }: ArticleStatus): void {
    this.#sql.put.run(article, status, statusAt, statusBy, suggestFrom);
  }

  /** What the relay last said; undefined where it said nothing. */
  known(article: string): ArticleStatus | undefined {
    return this.#sql.known.get(article) as ArticleStatus | undefined;
  }

  /** Stores a choice, in place of an earlier one of the same field. */
  choose({ article, field, value, at }: StatusChoice): void {
    this.#sql.choose.run(article, field, value, at);
  }

  /** The relay has answered a choice; one that was made meanwhile stays. */
  answered({ article, field, value, at }: StatusChoice): void {
    this.#sql.answered.run(article, field, value, at);
  }

  /** Choices that the relay has not answered, the oldest first. @param article null for those of all articles */
  choices(article: string | null = null): StatusChoice[] {
    return (article === null ? this.#sql.all.all() : this.#sql.of.all(article)) as StatusChoice[];
  }

  /** Forgets all about an article. */
  remove(article: string): void {
    this.#sql.forget.run(article);
    this.#sql.drop.run(article);
  }
}
