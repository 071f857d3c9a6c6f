import { mergeClocks, type ThreadMarks } from "../../shared/read-marks.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";
import type { ReadEntry } from "../../shared/wire/feed.ts";
import type { ArticleTable } from "./article-table.ts";

/** Threads of one member of which it is kept what they read; above it, those go in which something was read longest ago. */
export const MOST_READ_THREADS = 50_000;
/** So many go at a time. */
const GO_TOGETHER = 1_000;

/** What one member has read of a thread, and the sequence number of that. */
export interface ReadRow {
  readonly member: string;
  readonly entry: ReadEntry;
  readonly seq: number;
}

interface StoredRow extends Omit<ReadEntry, "clocks"> {
  readonly member: string;
  readonly clocks: string;
  readonly seq: number;
}

const COLUMNS = "member, article, thread, clocks, seq";
const SQL = {
  find: "SELECT clocks FROM read_marks WHERE member = ? AND article = ? AND thread = ?",
  put: `INSERT INTO read_marks (${COLUMNS}) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET clocks = excluded.clocks, seq = excluded.seq`,
  after: `SELECT ${COLUMNS} FROM read_marks WHERE seq > ? ORDER BY seq LIMIT ?`,
  own: `SELECT ${COLUMNS} FROM read_marks WHERE member = ? AND seq > ? ORDER BY seq LIMIT ?`,
  count: "SELECT count(*) AS n FROM read_marks WHERE member = ?",
  prune: `DELETE FROM read_marks WHERE member = ? AND seq <=
    (SELECT seq FROM read_marks WHERE member = ? ORDER BY seq LIMIT 1 OFFSET ?)`,
  erase: "DELETE FROM read_marks WHERE article = ?",
} as const;

/**
 * What members have read of the notes, for their own desks alone: of each thread the last clock of each Yjs client. It only grows, and
 * each change takes a sequence number of the change feed (NO73–NO75).
 */
export class ReadTable {
  readonly #articles: ArticleTable;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  /** Threads of each member, counted when they first mark one. */
  readonly #counts = new Map<string, number>();

  /** @param articles has made the tables, and numbers the changes */
  constructor(db: SqlDatabase, articles: ArticleTable) {
    this.#articles = articles;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
  }

  /** A member has read these; what was read before stays read. */
  mark(member: string, article: string, threads: readonly ThreadMarks[]): void {
    for (const { thread, clocks } of threads) {
      const row = this.#sql.find.get(member, article, thread) as { clocks: string } | undefined;
      const merged = JSON.stringify(mergeClocks(row ? (JSON.parse(row.clocks) as number[]) : [], clocks));
      if (row?.clocks === merged) continue;
      this.#articles.change((seq) => this.#sql.put.run(member, article, thread, merged, seq));
      if (!row) this.#grew(member);
    }
  }

  /** What was read after `seq`, in that order. @param member null for everybody's */
  after(member: string | null, seq: number, limit: number): ReadRow[] {
    const rows = (member === null ? this.#sql.after.all(seq, limit) : this.#sql.own.all(member, seq, limit)) as StoredRow[];
    return rows.map(({ article, thread, clocks, ...row }) => ({
      member: row.member,
      entry: { article, thread, clocks: JSON.parse(clocks) as number[] },
      seq: row.seq,
    }));
  }

  /** Forgets what anybody read of an article. */
  erase(article: string): void {
    this.#sql.erase.run(article);
    this.#counts.clear();
  }

  #grew(member: string): void {
    let count = this.#counts.get(member);
    count = count === undefined ? (this.#sql.count.get(member) as { n: number }).n : count + 1;
    if (count > MOST_READ_THREADS) count -= this.#sql.prune.run(member, member, GO_TOGETHER - 1).changes;
    this.#counts.set(member, count);
  }
}
