import { parseRoom } from "../../shared/roles.ts";
import type { Committed } from "../../shared/room/host.ts";
import { migrate } from "../../shared/store/migrate.ts";
import { isSameMinute } from "../../shared/store/times.ts";
import { writeTransaction } from "../../shared/store/transaction.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";
import { difference, type Range, united } from "../../shared/update/ranges.ts";

const STEPS = [
  `CREATE TABLE erasures (
     article TEXT NOT NULL,
     client INTEGER NOT NULL,
     clock INTEGER NOT NULL,
     end INTEGER NOT NULL,
     member TEXT NOT NULL,
     -- Milliseconds since 1970, the last of a minute.
     at INTEGER NOT NULL,
     -- 1 where it came with all that a desk had, which may be what others erased.
     brought INTEGER NOT NULL,
     PRIMARY KEY (article, client, clock)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX erasures_by_time ON erasures (article, at);`,
];

const SQL = {
  // Rows of a client do not overlap: none before the last that begins at or before a clock reaches it.
  overlapping: `SELECT clock, end FROM erasures WHERE article = @article AND client = @client AND clock < @end AND end > @clock
    AND clock >= coalesce((SELECT max(clock) FROM erasures WHERE article = @article AND client = @client AND clock <= @clock), 0)
    ORDER BY clock`,
  before: "SELECT clock, end, member, at, brought FROM erasures WHERE article = ? AND client = ? AND clock < ? ORDER BY clock DESC LIMIT 1",
  at: "SELECT clock, end, member, at, brought FROM erasures WHERE article = ? AND client = ? AND clock = ?",
  add: "INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?)",
  remove: "DELETE FROM erasures WHERE article = ? AND client = ? AND clock = ?",
  list: "SELECT client, clock, end, member, at, brought FROM erasures WHERE article = ? ORDER BY client, clock",
  nth: "SELECT at FROM erasures WHERE article = ? ORDER BY at DESC LIMIT 1 OFFSET ?",
  prune: "DELETE FROM erasures WHERE article = ? AND at <= ?",
  erase: "DELETE FROM erasures WHERE article = ?",
} as const;

/** Rows of one article; above it the oldest go. */
const MOST_ROWS = 20_000;
/** Deletions between two times of storing, of one article and of all: nobody learns who made more of them. */
const MOST_PENDING = { article: 2_000, all: 5_000 };

/** Clocks of a Yjs client that one member deleted. */
export interface Erasure extends Range {
  readonly client: number;
  /** ID of the member whose connection brought the deletion first. */
  readonly member: string;
  /** When it was stored, to the minute, in milliseconds since 1970. */
  readonly at: number;
  /** It came with all that a desk had, when that was connected: others may have erased it. */
  readonly brought: boolean;
}

type Growing = { -readonly [K in keyof Erasure]: Erasure[K] };
type Row = Omit<Erasure, "client" | "brought"> & { readonly brought: 0 | 1 };

/**
 * Who erased what of each article: Yjs keeps which characters were deleted, and not by whom. A row for each stretch of characters that
 * one member deleted in one minute, as far as the article's newest rows reach (VE41). A key that deletes costs a look at the last
 * entry in memory; entries are stored together, some seconds later.
 */
export class Erasures {
  readonly #db: SqlDatabase;
  readonly #now: () => number;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  /** By article, in the order in which they came. */
  readonly #pending = new Map<string, Growing[]>();
  #count = 0;

  /** Makes or migrates its table. @param now milliseconds since 1970 */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "erasures", STEPS);
    this.#db = db;
    this.#now = now;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
  }

  /** An update is on disk. */
  committed({ room, deletions, member, reply }: Committed): void {
    if (deletions.length === 0 || member === null) return;
    const name = parseRoom(room);
    if (name?.kind !== "body") return;
    const at = this.#now();
    let own = this.#pending.get(name.article);
    if (!own) this.#pending.set(name.article, (own = []));
    for (const { client, clock, end } of deletions) {
      const last = own.at(-1);
      if (last?.client === client && last.member === member && last.brought === reply && isSameMinute(last.at, at)) {
        // Backwards or forwards, letter by letter.
        if (end === last.clock || clock === last.end) {
          [last.clock, last.end, last.at] = [Math.min(last.clock, clock), Math.max(last.end, end), at];
          continue;
        }
      }
      if (own.length >= MOST_PENDING.article || this.#count >= MOST_PENDING.all) return;
      own.push({ client, clock, end, member, at, brought: reply });
      this.#count++;
    }
  }

  /** Stores what is in memory. @throws Error when the disk refuses; it is tried again the next time */
  store(): void {
    if (this.#count === 0) return;
    writeTransaction(this.#db, () => {
      for (const [article, entries] of this.#pending) {
        for (const entry of entries) this.#enter(article, entry);
        const nth = this.#sql.nth.get(article, MOST_ROWS) as { at: number } | undefined;
        if (nth) this.#sql.prune.run(article, nth.at);
      }
    });
    this.#pending.clear();
    this.#count = 0;
  }

  /** All that is stored of an article, in order, without overlap. */
  list(article: string): Erasure[] {
    const rows = this.#sql.list.all(article) as (Row & { readonly client: number })[];
    return rows.map((row) => ({ ...row, brought: row.brought === 1 }));
  }

  /** Forgets all of an article. */
  erase(article: string): void {
    this.#pending.delete(article);
    this.#sql.erase.run(article);
  }

  /** Whoever deleted first did it. */
  #enter(article: string, { client, clock, end, member, at, brought }: Erasure): void {
    const known = this.#sql.overlapping.all({ article, client, clock, end }) as Range[];
    for (const part of difference([{ clock, end }], united([...known]))) {
      let { clock: from, end: to } = part;
      let last = at;
      const isSame = (row: Row | undefined): row is Row =>
        row !== undefined && row.member === member && (row.brought === 1) === brought && isSameMinute(row.at, at);
      const before = this.#sql.before.get(article, client, from) as Row | undefined;
      if (isSame(before) && before.end === from) {
        this.#sql.remove.run(article, client, before.clock);
        [from, last] = [before.clock, Math.max(last, before.at)];
      }
      const behind = this.#sql.at.get(article, client, to) as Row | undefined;
      if (isSame(behind)) {
        this.#sql.remove.run(article, client, behind.clock);
        [to, last] = [behind.end, Math.max(last, behind.at)];
      }
      this.#sql.add.run(article, client, from, to, member, last, brought ? 1 : 0);
    }
  }
}
