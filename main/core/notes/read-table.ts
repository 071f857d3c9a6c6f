import { mergeClocks, type ThreadMarks } from "../../../shared/read-marks.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase, SqlStatement } from "../../../shared/store/update-log.ts";

const STEPS = [
  `-- What each member of this desk has read: clocks is a JSON array of Yjs clients and their clocks, in turn.
   CREATE TABLE read_marks (
     member TEXT NOT NULL,
     article TEXT NOT NULL,
     thread TEXT NOT NULL,
     clocks TEXT NOT NULL,
     -- Whether the relay has it.
     told INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (member, article, thread)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX read_marks_untold ON read_marks (member, article) WHERE told = 0;
   CREATE INDEX read_marks_by_time ON read_marks (at);`,
];

/** Threads of which it is kept what was read; above it, those go in which something was read longest ago. */
export const MOST_READ_THREADS = 50_000;
/** So many go at a time. */
const GO_TOGETHER = 1_000;

const SQL = {
  find: "SELECT clocks FROM read_marks WHERE member = ? AND article = ? AND thread = ?",
  put: `INSERT INTO read_marks VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET clocks = excluded.clocks, told = excluded.told, at = excluded.at`,
  of: "SELECT thread, clocks FROM read_marks WHERE member = ? AND article = ?",
  untoldArticles: "SELECT DISTINCT article FROM read_marks WHERE member = ? AND told = 0",
  untold: "SELECT thread, clocks FROM read_marks WHERE member = ? AND article = ? AND told = 0 LIMIT ?",
  told: "UPDATE read_marks SET told = 1 WHERE member = ? AND article = ? AND thread = ? AND clocks = ?",
  untellAll: "UPDATE read_marks SET told = 0 WHERE told = 1",
  count: "SELECT count(*) AS n FROM read_marks",
  prune: "DELETE FROM read_marks WHERE at <= (SELECT at FROM read_marks ORDER BY at LIMIT 1 OFFSET ?)",
  erase: "DELETE FROM read_marks WHERE article = ?",
} as const;

interface StoredMarks {
  readonly thread: string;
  readonly clocks: string;
}

/** What the members of this desk have read of the notes, in the desk's database; it only grows, but for the oldest (NO36, NO73). */
export class ReadTable {
  readonly #db: SqlDatabase;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  readonly #now: () => number;
  #count: number;

  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "read-marks", STEPS);
    this.#db = db;
    this.#now = now;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
    this.#count = (this.#sql.count.get() as { n: number }).n;
  }

  /** All that a member has read of an article. */
  of(member: string, article: string): ThreadMarks[] {
    return (this.#sql.of.all(member, article) as StoredMarks[]).map(marksIn);
  }

  /** A member has read these, here. @returns what of it is new, merged with what was known */
  mark(member: string, article: string, threads: readonly ThreadMarks[]): ThreadMarks[] {
    return this.#merge(member, article, threads, false);
  }

  /** The relay says that a member has read these. @returns what of it is new here, merged with what was known */
  take(member: string, article: string, threads: readonly ThreadMarks[]): ThreadMarks[] {
    return this.#merge(member, article, threads, true);
  }

  /** Articles of which the relay lacks something. */
  untoldArticles(member: string): string[] {
    return (this.#sql.untoldArticles.all(member) as { article: string }[]).map(({ article }) => article);
  }

  /** What the relay lacks of an article, at most `limit` threads. */
  untold(member: string, article: string, limit: number): ThreadMarks[] {
    return (this.#sql.untold.all(member, article, limit) as StoredMarks[]).map(marksIn);
  }

  /** The relay has these; what was read since stays to be told. */
  told(member: string, article: string, threads: readonly ThreadMarks[]): void {
    writeTransaction(this.#db, () => {
      for (const { thread, clocks } of threads) this.#sql.told.run(member, article, thread, JSON.stringify(clocks));
    });
  }

  /** The relay may have lost all of it. */
  untellAll(): void {
    this.#sql.untellAll.run();
  }

  /** Forgets what was read of an article. */
  erase(article: string): void {
    this.#count -= this.#sql.erase.run(article).changes;
  }

  #merge(member: string, article: string, threads: readonly ThreadMarks[], isRelays: boolean): ThreadMarks[] {
    const news: ThreadMarks[] = [];
    writeTransaction(this.#db, () => {
      for (const { thread, clocks } of threads) {
        const row = this.#sql.find.get(member, article, thread) as { clocks: string } | undefined;
        const merged = mergeClocks(row ? marksIn({ thread, clocks: row.clocks }).clocks : [], clocks);
        const text = JSON.stringify(merged);
        if (text === row?.clocks) {
          if (isRelays && text === JSON.stringify(clocks)) this.#sql.told.run(member, article, thread, text);
          continue;
        }
        const isTold = isRelays && text === JSON.stringify(clocks);
        this.#sql.put.run(member, article, thread, text, isTold ? 1 : 0, this.#now());
        if (!row) this.#count++;
        news.push({ thread, clocks: merged });
      }
      if (this.#count > MOST_READ_THREADS) this.#count -= this.#sql.prune.run(GO_TOGETHER - 1).changes;
    });
    return news;
  }
}

const marksIn = ({ thread, clocks }: StoredMarks): ThreadMarks => ({ thread, clocks: JSON.parse(clocks) as number[] });
