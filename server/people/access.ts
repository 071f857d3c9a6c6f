/**
 * Who may do what, as it is now: the one place that says which role a member has on an article (RO4), and that tells when
 * that changed, also by another process (RO5).
 */
import { roleOn, type Access, type Role } from "../../shared/roles.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";

/** Why somebody may not enter an article; told to the client. */
export const NO_ENTRY = "you have no role on this article: ask an owner for one";
/** Answers that are kept; more than any newsroom has open. */
const KEPT = 20_000;

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

  /** @returns null for who may not enter the article: a stranger, a former member, or one who has no role on it. */
  roleOf(member: string, article: string): Role | null {
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

  /** Another number whenever any role may have changed: while it is the same, so is every answer of `roleOf`. */
  get version(): number {
    this.#refresh();
    return this.#seen;
  }

  /** Calls `listener` soon after each change that `check` comes upon. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Looks whether anything changed. Asked at every turn in which somebody writes, and by a timer when nobody does. */
  check(): void {
    const version = this.#read();
    if (version === this.#seen) return;
    this.#seen = version;
    this.#known.clear();
    // Not now: whoever asks may be in the middle of a room.
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
