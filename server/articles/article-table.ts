import type { Place } from "../../shared/places.ts";
import type { Status } from "../../shared/status.ts";
import { writeTransaction } from "../../shared/store/transaction.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";
import { ApiError } from "../errors.ts";
import { migrateArticles } from "./schema.ts";

/** One article. Times are milliseconds since 1970. */
export interface ArticleRow {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  /** When its text or notes last changed, else when it was made. */
  readonly updatedAt: number;
  readonly place: Place;
  /** When it was put there; null when it always was. */
  readonly placeAt: number | null;
  /** When it is deleted for good; null when it is not to be. */
  readonly purgeAt: number | null;
  /** When it was deleted for good; null while it is there. */
  readonly goneAt: number | null;
  readonly status: Status;
  /** When its status was set; null when it never was. */
  readonly statusAt: number | null;
  /** ID of the member who set it. */
  readonly statusBy: string | null;
  /** From this status on editors only suggest (RO7). */
  readonly suggestFrom: Status | null;
  /** Of its last change. */
  readonly seq: number;
}

/** A change of a member's role on one article. */
export interface RoleChange {
  readonly member: string;
  readonly article: string;
  readonly seq: number;
}

/** A change of a member's name, colour or role in the newsroom; the role last changed at `roleSeq`. */
export interface MemberChange {
  readonly member: string;
  readonly seq: number;
  readonly roleSeq: number;
}

const COLUMNS = `id, title, created_at AS createdAt, updated_at AS updatedAt, place, place_at AS placeAt, purge_at AS purgeAt,
  gone_at AS goneAt, seq, status, status_at AS statusAt, status_by AS statusBy, suggest_from AS suggestFrom`;

const SQL = {
  next: "UPDATE feed SET seq = seq + 1, served = seq + 1 RETURNING seq",
  seq: "SELECT seq FROM feed",
  add: "INSERT INTO articles (id, title, created_at, updated_at, seq) VALUES (?, ?, ?, ?, ?)",
  find: `SELECT ${COLUMNS} FROM articles WHERE id = ?`,
  has: "SELECT 1 FROM articles WHERE id = ? AND gone_at IS NULL",
  count: "SELECT count(*) AS n FROM articles WHERE gone_at IS NULL",
  list: `SELECT ${COLUMNS} FROM articles WHERE gone_at IS NULL ORDER BY updated_at DESC`,
  after: `SELECT ${COLUMNS} FROM articles WHERE seq > ? ORDER BY seq LIMIT ?`,
  rename: "UPDATE articles SET title = ?, seq = ? WHERE id = ?",
  grow: "UPDATE articles SET updated_at = max(updated_at, ?), seq = ? WHERE id = ? AND gone_at IS NULL",
  move: "UPDATE articles SET place = ?, place_at = ?, purge_at = ?, seq = ? WHERE id = ?",
  due: "SELECT id FROM articles WHERE purge_at <= ?",
  bury: `UPDATE articles SET title = '', purge_at = NULL, status = 'draft', status_at = NULL, status_by = NULL, suggest_from = NULL,
    gone_at = ?, seq = ? WHERE id = ?`,
  status: "UPDATE articles SET status = ?, status_at = ?, status_by = ?, seq = ? WHERE id = ?",
  suggestFrom: "UPDATE articles SET suggest_from = ?, seq = ? WHERE id = ?",
  roleChanges: "SELECT member, article, seq FROM role_changes WHERE seq > ? ORDER BY seq LIMIT ?",
  ownRoleChanges: "SELECT member, article, seq FROM role_changes WHERE member = ? AND seq > ? ORDER BY seq LIMIT ?",
  memberChanges: "SELECT member, seq, role_seq AS roleSeq FROM member_changes WHERE seq > ? ORDER BY seq LIMIT ?",
  ownMemberChange: "SELECT member, seq, role_seq AS roleSeq FROM member_changes WHERE member = ?",
  notedAt: "SELECT noted_at AS at FROM feed",
  noted: "UPDATE feed SET noted_at = max(noted_at, ?)",
} as const;

/**
 * The articles of the newsroom: titles, where each is kept, and when each last changed. Every change takes the next sequence
 * number, which the change feed tells to desks (SY26, RE30).
 */
export class ArticleTable {
  readonly #db: SqlDatabase;
  readonly #now: () => number;
  readonly #sql: Readonly<Record<keyof typeof SQL, SqlStatement>>;
  readonly #listeners = new Set<() => void>();

  /** Makes or migrates its tables. @param now milliseconds since 1970 */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrateArticles(db);
    this.#db = db;
    this.#now = now;
    this.#sql = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<
      keyof typeof SQL,
      SqlStatement
    >;
  }

  /** Calls `listener` after changes made here, not by another process; `after` reads what they were. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The last sequence number given, by whichever process. */
  get seq(): number {
    return (this.#sql.seq.get() as { seq: number }).seq;
  }

  /** Articles that were not deleted for good. */
  get count(): number {
    return (this.#sql.count.get() as { n: number }).n;
  }

  /**
   * Enters an article; one that is there already stays as it is.
   * @throws ApiError article-deleted when it was deleted for good.
   */
  add(id: string, title: string): void {
    const known = this.find(id);
    if (known && known.goneAt !== null) throw new ApiError(410, "article-deleted", `the article ${id} was deleted for good`);
    if (known) return;
    this.change((seq) => this.#sql.add.run(id, title, this.#now(), this.#now(), seq));
  }

  /** Sets the title. */
  rename(id: string, title: string): void {
    if (this.find(id)?.title !== title) this.change((seq) => this.#sql.rename.run(title, seq, id));
  }

  /** Whether there is such an article, and it was not deleted for good. */
  has(id: string): boolean {
    return this.#sql.has.get(id) !== undefined;
  }

  /** @throws ApiError article-unknown when there is none, or it was deleted for good */
  checkHas(id: string): void {
    if (!this.has(id)) throw new ApiError(404, "article-unknown", `there is no article ${id}`);
  }

  /** Also one that was deleted for good. */
  find(id: string): ArticleRow | undefined {
    return this.#sql.find.get(id) as ArticleRow | undefined;
  }

  /** All articles that were not deleted for good, the last changed first. */
  list(): ArticleRow[] {
    return this.#sql.list.all() as ArticleRow[];
  }

  /** Runs what changes articles in one transaction. */
  together(run: () => void): void {
    writeTransaction(this.#db, run);
  }

  /**
   * Numbers changes of texts, each article once, in one transaction.
   * @param texts for each article when it changed, in milliseconds since 1970
   */
  textsChanged(texts: ReadonlyMap<string, number>): void {
    let changes = 0;
    writeTransaction(this.#db, () => {
      let latest = 0;
      for (const [id, at] of texts) {
        latest = Math.max(latest, at);
        if (this.has(id)) changes += this.#sql.grow.run(at, this.#next(), id).changes;
      }
      this.#sql.noted.run(latest);
    });
    if (changes > 0) this.#tell();
  }

  /** The time up to which changes of texts are numbered. */
  get notedAt(): number {
    return (this.#sql.notedAt.get() as { at: number }).at;
  }

  /** @param purgeAt when it is deleted for good; null when it is not to be */
  move(id: string, place: Place, purgeAt: number | null): void {
    const known = this.find(id);
    if (!known || (known.place === place && known.purgeAt === purgeAt)) return;
    const placeAt = known.place === place ? known.placeAt : this.#now();
    this.change((seq) => this.#sql.move.run(place, placeAt, purgeAt, seq, id));
  }

  /** @param at when it was set, in milliseconds since 1970 @param by ID of the member who set it */
  setStatus(id: string, status: Status, at: number, by: string): void {
    this.change((seq) => this.#sql.status.run(status, at, by, seq, id));
  }

  /** @param from from this status on editors only suggest; null when they never have to */
  setSuggestFrom(id: string, from: Status | null): void {
    this.change((seq) => this.#sql.suggestFrom.run(from, seq, id));
  }

  /** Articles whose deletion is due. */
  due(): string[] {
    return (this.#sql.due.all(this.#now()) as { id: string }[]).map(({ id }) => id);
  }

  /** Keeps of an article only that it was here (RE33). */
  bury(id: string): void {
    this.change((seq) => this.#sql.bury.run(this.#now(), seq, id));
  }

  /** Articles that changed after `seq`, in that order, at most `limit`. */
  after(seq: number, limit: number): ArticleRow[] {
    return this.#sql.after.all(seq, limit) as ArticleRow[];
  }

  /** Changes of roles on single articles after `seq`. @param member null for everybody's */
  roleChanges(member: string | null, seq: number, limit: number): RoleChange[] {
    const rows = member === null ? this.#sql.roleChanges.all(seq, limit) : this.#sql.ownRoleChanges.all(member, seq, limit);
    return rows as RoleChange[];
  }

  /** Members that changed after `seq`. */
  memberChanges(seq: number, limit: number): MemberChange[] {
    return this.#sql.memberChanges.all(seq, limit) as MemberChange[];
  }

  /** When a member's role in the newsroom last changed; 0 when it never did. */
  roleChangedAt(member: string): number {
    return (this.#sql.ownMemberChange.get(member) as MemberChange | undefined)?.roleSeq ?? 0;
  }

  /** Runs what changes something that desks are told of, in one transaction, with the next sequence number. */
  change(write: (seq: number) => unknown): void {
    writeTransaction(this.#db, () => write(this.#next()));
    this.#tell();
  }

  #next(): number {
    return (this.#sql.next.get() as { seq: number }).seq;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
