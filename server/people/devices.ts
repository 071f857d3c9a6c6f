import type { Member } from "../../shared/roles.ts";
import { writeTransaction } from "../../shared/store/transaction.ts";
import type { SqlDatabase, SqlStatement } from "../../shared/store/update-log.ts";
import { ApiError } from "../errors.ts";
import { hashOf, newId, newSecret } from "./secrets.ts";

/** A member's device. Times are milliseconds since 1970. */
export interface Device {
  readonly id: string;
  readonly member: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
  /** The device by whose invitation it came; its name is null once it is revoked. Null for one invited beside the relay. */
  readonly addedBy: { readonly id: string; readonly name: string | null } | null;
}

/** A member, and the device that acts for them. */
export interface Caller {
  readonly member: Member;
  readonly device: string;
}

const DEVICE = `SELECT devices.id, devices.member, devices.name, devices.created_at AS createdAt, devices.last_seen_at AS lastSeenAt,
  devices.added_by AS addedById, adder.name AS addedByName
  FROM devices LEFT JOIN devices AS adder ON adder.id = devices.added_by`;
/** New devices that are listed at once. */
const MOST_TOLD = 10;
const CALLER = `SELECT devices.id AS device, members.id, members.name, color, role FROM devices
  JOIN members ON members.id = member AND removed_at IS NULL`;

/** The devices that members use, each with a token of its own, of which only the hash is stored (RE2, ID2). */
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

  /**
   * @param member ID
   * @param addedBy ID of the device by whose invitation it came
   * @returns its token, which is stored nowhere
   */
  add(member: string, name: string, addedBy: string | null): string {
    const token = newSecret();
    this.#db
      .prepare("INSERT INTO devices (id, token_hash, member, name, created_at, added_by) VALUES (?, ?, ?, ?, ?, ?)")
      .run(newId(), hashOf(token), member, name, this.#now(), addedBy);
    return token;
  }

  /** The member and device of a token; null for an unknown one. */
  byToken(token: string): Caller | null {
    return callerOf(this.#byToken.get(hashOf(token)));
  }

  /** The member of a device; null when it was revoked. */
  byId(id: string): Caller | null {
    return callerOf(this.#byId.get(id));
  }

  /** @returns null when there is none. */
  find(id: string): Device | null {
    const row = this.#db.prepare(`${DEVICE} WHERE devices.id = ?`).get(id) as Row | undefined;
    return row ? deviceOf(row) : null;
  }

  /** The devices of one member, or of all, in the order in which they joined. */
  list(member: string | null): Device[] {
    this.writeSeen();
    const sql = `${DEVICE} WHERE devices.member = coalesce(?, devices.member) ORDER BY devices.created_at, devices.rowid`;
    return (this.#db.prepare(sql).all(member) as Row[]).map(deviceOf);
  }

  /** Devices of the same member that joined after this one, the newest first; no more than a person would look at (ID12). */
  laterThan(id: string): Device[] {
    const sql = `${DEVICE} JOIN devices AS own ON own.id = ? AND own.member = devices.member AND own.rowid < devices.rowid
      ORDER BY devices.rowid DESC LIMIT ${MOST_TOLD}`;
    return (this.#db.prepare(sql).all(id) as Row[]).map(deviceOf);
  }

  /** Devices that joined by invitations which this device made. */
  addedBy(id: string): Device[] {
    return (this.#db.prepare(`${DEVICE} WHERE devices.added_by = ? ORDER BY devices.rowid`).all(id) as Row[]).map(deviceOf);
  }

  /** @throws ApiError device-unknown. */
  revoke(id: string): void {
    if (this.#db.prepare("DELETE FROM devices WHERE id = ?").run(id).changes === 0) throw unknownDevice(id);
    this.#seen.delete(id);
  }

  /** Notes that a device is connected, in memory until the next `writeSeen`. */
  see(id: string): void {
    this.#seen.set(id, this.#now());
  }

  /** Stores when devices were seen. */
  writeSeen(): void {
    if (this.#seen.size === 0) return;
    const write = this.#db.prepare("UPDATE devices SET last_seen_at = ? WHERE id = ?");
    writeTransaction(this.#db, () => {
      for (const [id, at] of this.#seen) write.run(at, id);
    });
    this.#seen.clear();
  }
}

type Row = Omit<Device, "addedBy"> & { readonly addedById: string | null; readonly addedByName: string | null };

function deviceOf({ addedById, addedByName, ...device }: Row): Device {
  return { ...device, addedBy: addedById === null ? null : { id: addedById, name: addedByName } };
}

/** The error for a device that does not exist, or is none of the caller's business. */
export function unknownDevice(id: string): ApiError {
  return new ApiError(404, "device-unknown", `there is no device ${id}`);
}

function callerOf(row: unknown): Caller | null {
  if (row === undefined) return null;
  const { device, ...member } = row as Member & { readonly device: string };
  return { device, member };
}
