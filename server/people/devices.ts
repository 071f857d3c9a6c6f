/** The devices that members use, each with a token of its own. Rules RE2, ID2. */
import type { Member } from "../../shared/roles.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";
import { ApiError } from "../errors.ts";
import { hashOf, newId, newSecret } from "../secrets.ts";

/** Times are milliseconds since 1970. */
export interface Device {
  readonly id: string;
  readonly member: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
}

/** A member, and the device that speaks for them. */
export interface Caller {
  readonly member: Member;
  readonly device: string;
}

const DEVICE = "SELECT id, member, name, created_at AS createdAt, last_seen_at AS lastSeenAt FROM devices";
const CALLER = `SELECT devices.id AS device, members.id, members.name, color, role FROM devices
  JOIN members ON members.id = member AND removed_at IS NULL`;

export class Devices {
  readonly #db: SqlDatabase;
  readonly #now: () => number;
  readonly #byToken: SqlStatement;
  readonly #byId: SqlStatement;
  /** When each was seen since the last `writeSeen`. */
  readonly #seen = new Map<string, number>();

  constructor(db: SqlDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
    this.#byToken = db.prepare(`${CALLER} WHERE token_hash = ?`);
    this.#byId = db.prepare(`${CALLER} WHERE devices.id = ?`);
  }

  /** @returns its token, which is kept nowhere. */
  add(member: string, name: string): string {
    const token = newSecret();
    this.#db
      .prepare("INSERT INTO devices (id, token_hash, member, name, created_at) VALUES (?, ?, ?, ?, ?)")
      .run(newId(), hashOf(token), member, name, this.#now());
    return token;
  }

  /** Whose device carries `token`; null when none does. */
  byToken(token: string): Caller | null {
    return callerOf(this.#byToken.get(hashOf(token)));
  }

  /** Whose device that is; null when it was revoked. */
  byId(id: string): Caller | null {
    return callerOf(this.#byId.get(id));
  }

  /** @returns null when there is none. */
  find(id: string): Device | null {
    return (this.#db.prepare(`${DEVICE} WHERE id = ?`).get(id) as Device | undefined) ?? null;
  }

  /** Of one member, or of all; in the order in which they came. */
  list(member: string | null): Device[] {
    this.writeSeen();
    return this.#db.prepare(`${DEVICE} WHERE member = coalesce(?, member) ORDER BY created_at, rowid`).all(member) as Device[];
  }

  /** @throws ApiError device-unknown. */
  revoke(id: string): void {
    if (this.#db.prepare("DELETE FROM devices WHERE id = ?").run(id).changes === 0) throw unknownDevice(id);
    this.#seen.delete(id);
  }

  /** Notes that a device is there. It costs no disk until the next `writeSeen`. */
  see(id: string): void {
    this.#seen.set(id, this.#now());
  }

  writeSeen(): void {
    if (this.#seen.size === 0) return;
    const write = this.#db.prepare("UPDATE devices SET last_seen_at = ? WHERE id = ?");
    this.#db.transaction(() => {
      for (const [id, at] of this.#seen) write.run(at, id);
    })();
    this.#seen.clear();
  }
}

export function unknownDevice(id: string): ApiError {
  return new ApiError(404, "device-unknown", `there is no device ${id}`);
}

function callerOf(row: unknown): Caller | null {
  if (row === undefined) return null;
  const { device, ...member } = row as Member & { readonly device: string };
  return { device, member };
}
