import { roleOn, type Access, type Role } from "../../shared/roles.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";

/** Why somebody may not enter an article, or what is the newsroom's (null); told to the client. */
export const noEntry = (article: string | null): string =>
  `you have no role ${article === null ? "in this newsroom" : "on this article"}: ask an owner for one`;
/** Roles that are cached, before the cache is emptied; more than any newsroom has open. */
const KEPT = 20_000;

/**
 * Which role a member has on an article, now: the one place that decides it (RO4). Changes, also by another process, are noticed at
 * the next question of a turn of the event loop, or at `check` (RO5).
 */
export class AccessTable {
  readonly #role: SqlStatement;
  readonly #version: SqlStatement;
  readonly #known = new Map<string, Role | null>();
  readonly #listeners = new Set<() => void>();
  #seen: number;
  #fresh = false;

  constructor(db: SqlDatabase) {
    this.#version = db.prepare("SELECT version FROM access");
    this.#role = db.prepare(
      `SELECT members.role AS everywhere, article_roles.role AS own FROM members
       LEFT JOIN article_roles ON article_roles.member = members.id AND article = ?
       WHERE members.id = ? AND removed_at IS NULL`,
    );
    this.#seen = this.#read();
  }

  /**
   * @param member ID of a member, also of a former or unknown one
   * @param article ID; null for what belongs to no article but the newsroom
   * @returns null for who may not enter
   */
  roleOf(member: string, article: string | null): Role | null {
    this.#refresh();
    const key = `${member}/${article}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#role.get(article, member) as { everywhere: Access; own: Access | null } | undefined;
    const access = row ? roleOn(row.everywhere, row.own) : "none";
    const role = access === "none" ? null : access;
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(key, role);
    return role;
  }

  /** A number that is another one after any change of roles: while it is the same, so is every answer of `roleOf`. */
  get version(): number {
    this.#refresh();
    return this.#seen;
  }

  /** Calls `listener` soon after each change that is noticed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Looks whether anything changed. Called by `roleOf` once a turn of the event loop, and by a timer when nobody asks. */
  check(): void {
    const version = this.#read();
    if (version === this.#seen) return;
    this.#seen = version;
    this.#known.clear();
    // Later: the caller may be in the middle of a room's work.
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  #refresh(): void {
    if (this.#fresh) return;
    this.#fresh = true;
    setImmediate(() => {
      this.#fresh = false;
    });
    this.check();
  }

  #read(): number {
    return (this.#version.get() as { version: number }).version;
  }
}
