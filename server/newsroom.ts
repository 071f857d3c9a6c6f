/** Who belongs to the newsroom: members, the invitations that make them, the devices they use. Rules RE1–RE3. */
import { migrate } from "../shared/store/migrate.ts";
import type { SqlDatabase } from "../shared/store/update-log.ts";
import type { Member, Role } from "../shared/roles.ts";
import { ApiError } from "./errors.ts";
import { nextColor } from "./palette.ts";
import { hashOf, newId, newSecret } from "./secrets.ts";

const DAY = 24 * 60 * 60 * 1000;
/** How long an invitation can be used. */
export const INVITATION_LIFE = 7 * DAY;

const STEPS = [
  `CREATE TABLE members (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     color TEXT NOT NULL,
     role TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE invitations (
     code_hash BLOB PRIMARY KEY,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     expires_at INTEGER NOT NULL,
     used_at INTEGER
   ) STRICT;
   CREATE TABLE devices (
     token_hash BLOB PRIMARY KEY,
     member TEXT NOT NULL REFERENCES members (id),
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];

/** Every reader of these sees what another process wrote a moment ago: `invite` runs beside `serve`. */
export class Newsroom {
  readonly #db: SqlDatabase;
  readonly #now: () => number;

  /** @param now milliseconds since 1970. */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "newsroom", STEPS);
    this.#db = db;
    this.#now = now;
  }

  /** Makes an invitation for one person. @returns its code, which is kept nowhere. */
  invite(name: string, role: Role): string {
    const code = newSecret();
    this.#db
      .prepare("INSERT INTO invitations (code_hash, name, role, expires_at) VALUES (?, ?, ?, ?)")
      .run(hashOf(code), name, role, this.#now() + INVITATION_LIFE);
    return code;
  }

  /**
   * Uses an invitation up: makes its member, and a token for the device.
   * @throws ApiError invitation-unknown, invitation-used, invitation-expired.
   */
  join(code: string, device: string): { readonly token: string; readonly member: Member } {
    return this.#db.transaction(() => {
      const hash = hashOf(code);
      const invitation = this.#db
        .prepare("SELECT name, role, expires_at AS expiresAt, used_at AS usedAt FROM invitations WHERE code_hash = ?")
        .get(hash) as { name: string; role: Role; expiresAt: number; usedAt: number | null } | undefined;
      const now = this.#now();
      if (!invitation) throw new ApiError(404, "invitation-unknown", "no such invitation: ask for a new one");
      if (invitation.usedAt !== null) throw new ApiError(410, "invitation-used", "this invitation was used already: ask for a new one");
      if (invitation.expiresAt <= now) throw new ApiError(410, "invitation-expired", "this invitation has expired: ask for a new one");
      this.#db.prepare("UPDATE invitations SET used_at = ? WHERE code_hash = ?").run(now, hash);

      const member = { id: newId(), name: invitation.name, color: nextColor(this.#colors()), role: invitation.role };
      this.#db
        .prepare("INSERT INTO members (id, name, color, role, created_at) VALUES (?, ?, ?, ?, ?)")
        .run(member.id, member.name, member.color, member.role, now);
      const token = newSecret();
      this.#db
        .prepare("INSERT INTO devices (token_hash, member, name, created_at) VALUES (?, ?, ?, ?)")
        .run(hashOf(token), member.id, device, now);
      return { token, member };
    })();
  }

  /** The member whose device carries `token`, or null. */
  byToken(token: string): Member | null {
    const row = this.#db
      .prepare("SELECT members.id, members.name, color, role FROM devices JOIN members ON members.id = member WHERE token_hash = ?")
      .get(hashOf(token));
    return (row as Member | undefined) ?? null;
  }

  /** As the member is now; null when there is none. */
  member(id: string): Member | null {
    const row = this.#db.prepare("SELECT id, name, color, role FROM members WHERE id = ?").get(id);
    return (row as Member | undefined) ?? null;
  }

  /** Where invitations lead to; the last relay that served this database said so. */
  get address(): string | null {
    const row = this.#db.prepare("SELECT value FROM settings WHERE key = 'address'").get() as { value: string } | undefined;
    return row?.value ?? null;
  }

  set address(url: string) {
    this.#db
      .prepare("INSERT INTO settings VALUES ('address', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
      .run(url);
  }

  #colors(): string[] {
    return (this.#db.prepare("SELECT color FROM members").all() as { color: string }[]).map(({ color }) => color);
  }
}

/** The address to hand to the invited person. The code stands after `#`, so that no server on the way logs it. */
export function invitationUrl(address: string, code: string): string {
  return `${address}/join#${code}`;
}
