import type { Access } from "../../shared/roles.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { ApiError } from "../errors.ts";
import { hashOf, newId, newSecret } from "./secrets.ts";

const DAY = 24 * 60 * 60 * 1000;
/** How long an invitation can be used when nothing else is said, in milliseconds. */
export const INVITATION_LIFE = 7 * DAY;

/** What an invitation is for. */
export interface Purpose {
  readonly name: string;
  /** For a guest, the role on that one article. */
  readonly role: Access;
  /** The only article that it leads to; null for the newsroom. */
  readonly article: string | null;
  /** Who gets another device by it; null when it makes a new member. */
  readonly member: string | null;
  /** The member who made it; null for one that was made beside the relay. */
  readonly inviter: string | null;
  /** And the device with which. */
  readonly madeBy: string | null;
}

/** Times are milliseconds since 1970. */
export interface Invitation extends Purpose {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export type NewInvitation = Pick<Purpose, "name" | "role"> & Partial<Purpose>;

interface Row extends Invitation {
  readonly usedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly expiredAt: number | null;
}

const INVITATION = "id, name, role, article, member, inviter, made_by AS madeBy, created_at AS createdAt, expires_at AS expiresAt";

/** Can still be used at the time that is the last parameter. */
const OPEN = "used_at IS NULL AND withdrawn_at IS NULL AND expired_at IS NULL AND expires_at > ?";

/** Invitations: each makes one member, or one more device of a member, once, until it expires (RE1, ID3). */
export class Invitations {
  readonly #db: SqlDatabase;
  readonly #now: () => number;

  constructor(db: SqlDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * @param life milliseconds until it expires
   * @returns its code, of which only the hash is stored
   */
  add(
    { name, role, article = null, member = null, inviter = null, madeBy = null }: NewInvitation,
    life = INVITATION_LIFE,
  ): { readonly id: string; readonly code: string; readonly expiresAt: number } {
    const [id, code, now] = [newId(), newSecret(), this.#now()];
    const expiresAt = now + life;
    this.#db
      .prepare(
        "INSERT INTO invitations (id, code_hash, name, role, article, member, inviter, made_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(id, hashOf(code), name, role, article, member, inviter, madeBy, now, expiresAt);
    return { id, code, expiresAt };
  }

  /** Uses an invitation up. @throws ApiError invitation-unknown, invitation-used, invitation-withdrawn, invitation-expired. */
  use(code: string): Purpose {
    const invitation = this.look(code);
    this.#db.prepare("UPDATE invitations SET used_at = ? WHERE id = ?").run(this.#now(), invitation.id);
    return invitation;
  }

  /** Reads an invitation without using it up. @throws ApiError as `use`. */
  look(code: string): Invitation {
    const sql = `SELECT ${INVITATION}, used_at AS usedAt, withdrawn_at AS withdrawnAt, expired_at AS expiredAt FROM invitations WHERE code_hash = ?`;
    const row = this.#db.prepare(sql).get(hashOf(code)) as Row | undefined;
    if (!row) throw new ApiError(404, "invitation-unknown", "no such invitation: ask for a new one");
    if (row.usedAt !== null) throw new ApiError(410, "invitation-used", "this invitation was used already: ask for a new one");
    if (row.withdrawnAt !== null) throw new ApiError(410, "invitation-withdrawn", "this invitation was withdrawn: ask for a new one");
    if (row.expiredAt !== null || row.expiresAt <= this.#now())
      throw new ApiError(410, "invitation-expired", "this invitation has expired: ask for a new one");
    return row;
  }

  /** Those that can still be used, in the order of expiry. */
  list(): Invitation[] {
    return this.#db.prepare(`SELECT ${INVITATION} FROM invitations WHERE ${OPEN} ORDER BY expires_at`).all(this.#now()) as Invitation[];
  }

  /** How many of a member's invitations can still be used: those for new members, or those for further devices. */
  countOpen(inviter: string, forDevices: boolean): number {
    const sql = `SELECT count(*) AS count FROM invitations WHERE inviter = ? AND (member IS NOT NULL) = ? AND ${OPEN}`;
    return (this.#db.prepare(sql).get(inviter, forDevices ? 1 : 0, this.#now()) as { count: number }).count;
  }

  /** Marks those that have expired, for good (ID11). */
  expire(): void {
    const now = this.#now();
    this.#db.prepare("UPDATE invitations SET expired_at = ? WHERE expires_at <= ? AND expired_at IS NULL").run(now, now);
  }

  /** @throws ApiError invitation-unknown, also when it can no longer be used. */
  withdraw(id: string): void {
    const now = this.#now();
    const sql = `UPDATE invitations SET withdrawn_at = ? WHERE id = ? AND ${OPEN}`;
    if (this.#db.prepare(sql).run(now, id, now).changes > 0) return;
    throw new ApiError(404, "invitation-unknown", `there is no open invitation ${id}`);
  }
}
