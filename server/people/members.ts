import type { Access, Member } from "../../shared/roles.ts";
import { writeTransaction } from "../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { ApiError } from "../errors.ts";
import { nextColor } from "./palette.ts";
import { newId } from "./secrets.ts";

/** A member as owners see them. Times are milliseconds since 1970. */
export interface MemberEntry extends Member {
  readonly createdAt: number;
  /** When the last of their devices was seen; null when none was. */
  readonly lastSeenAt: number | null;
  /** Articles on which they have a role of their own. */
  readonly articles: { readonly article: string; readonly role: Access }[];
}

const MEMBER = "SELECT id, name, color, role FROM members";

/** The members of the newsroom and their roles (ID1, RO4). */
export class Members {
  readonly #db: SqlDatabase;
  readonly #now: () => number;

  constructor(db: SqlDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The member as they are now; null for a former one, too. */
  find(id: string): Member | null {
    return (this.#db.prepare(`${MEMBER} WHERE id = ? AND removed_at IS NULL`).get(id) as Member | undefined) ?? null;
  }

  /** @throws ApiError member-unknown. */
  get(id: string): Member {
    const member = this.find(id);
    if (!member) throw new ApiError(404, "member-unknown", `there is no member ${id}`);
    return member;
  }

  /** A member or former member: what they wrote still has their name (ID8). */
  everKnown(id: string): Member | null {
    return (this.#db.prepare(`${MEMBER} WHERE id = ?`).get(id) as Member | undefined) ?? null;
  }

  /** In the order of joining. */
  all(): Member[] {
    return this.#db.prepare(`${MEMBER} WHERE removed_at IS NULL ORDER BY created_at, rowid`).all() as Member[];
  }

  /** As owners see them, in the order of joining. */
  list(): MemberEntry[] {
    const rows = this.#db
      .prepare(
        `SELECT id, name, color, role, created_at AS createdAt,
           (SELECT max(last_seen_at) FROM devices WHERE member = members.id) AS lastSeenAt
         FROM members WHERE removed_at IS NULL ORDER BY created_at, rowid`,
      )
      .all() as Omit<MemberEntry, "articles">[];
    const roles = this.#db.prepare("SELECT member, article, role FROM article_roles ORDER BY article").all() as {
      member: string;
      article: string;
      role: Access;
    }[];
    return rows.map((row) => ({
      ...row,
      articles: roles.filter(({ member }) => member === row.id).map(({ article, role }) => ({ article, role })),
    }));
  }

  /** @returns the new member, with an ID and a colour */
  add(name: string, role: Access): Member {
    const colors = (this.#db.prepare("SELECT color FROM members WHERE removed_at IS NULL").all() as { color: string }[]).map(
      ({ color }) => color,
    );
    const member = { id: newId(), name, color: nextColor(colors), role };
    this.#db
      .prepare("INSERT INTO members (id, name, color, role, created_at) VALUES (?, ?, ?, ?, ?)")
      .run(member.id, member.name, member.color, member.role, this.#now());
    return member;
  }

  /** Sets the role in the newsroom. @throws ApiError member-unknown, last-owner. */
  setRole(id: string, role: Access): void {
    writeTransaction(this.#db, () => {
      if (this.get(id).role === "owner" && role !== "owner") this.#spareLastOwner(id);
      this.#db.prepare("UPDATE members SET role = ? WHERE id = ?").run(role, id);
      // An owner owns every article; earlier roles on single ones do not come back.
      if (role === "owner") this.#db.prepare("DELETE FROM article_roles WHERE member = ?").run(id);
    });
  }

  /**
   * Ends a membership: the devices are forgotten, what was written keeps its author.
   * @throws ApiError member-unknown, last-owner.
   */
  remove(id: string): void {
    writeTransaction(this.#db, () => {
      if (this.get(id).role === "owner") this.#spareLastOwner(id);
      this.#db.prepare("UPDATE members SET removed_at = ? WHERE id = ?").run(this.#now(), id);
      this.#db.prepare("DELETE FROM article_roles WHERE member = ?").run(id);
      this.#db.prepare("DELETE FROM devices WHERE member = ?").run(id);
      this.#db
        .prepare("UPDATE invitations SET withdrawn_at = ? WHERE member = ? AND used_at IS NULL AND withdrawn_at IS NULL")
        .run(this.#now(), id);
    });
  }

  /**
   * Gives a member a role of their own on one article; null gives them the newsroom's again.
   * @throws ApiError member-unknown, owner-everywhere.
   */
  setRoleOn(article: string, id: string, role: Access | null): void {
    writeTransaction(this.#db, () => {
      const { name, role: everywhere } = this.get(id);
      if (role === null) {
        this.#db.prepare("DELETE FROM article_roles WHERE article = ? AND member = ?").run(article, id);
      } else if (everywhere === "owner") {
        throw new ApiError(409, "owner-everywhere", `${name} owns the newsroom and every article in it: change that role first`);
      } else {
        this.#db
          .prepare("INSERT INTO article_roles VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role")
          .run(article, id, role);
      }
    });
  }

  /** @throws ApiError last-owner: a newsroom without an owner could only be led from the command line. */
  #spareLastOwner(id: string): void {
    const other = this.#db.prepare("SELECT 1 FROM members WHERE role = 'owner' AND removed_at IS NULL AND id <> ?").get(id);
    if (!other) throw new ApiError(409, "last-owner", `${this.get(id).name} is the last owner: make somebody else an owner first`);
  }
}
