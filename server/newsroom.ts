/** Who belongs to the newsroom: members, the invitations that make them, the devices they use, and who may do what. */
import type { SqlDatabase } from "../shared/store/update-log.ts";
import type { Access, Member } from "../shared/roles.ts";
import { AccessTable } from "./people/access.ts";
import { Devices } from "./people/devices.ts";
import { Invitations } from "./people/invitations.ts";
import { Members } from "./people/members.ts";
import { migratePeople } from "./people/schema.ts";

/** Every reader of these sees what another process wrote a moment ago: the command line runs beside `serve`. */
export class Newsroom {
  readonly members: Members;
  readonly devices: Devices;
  readonly invitations: Invitations;
  readonly access: AccessTable;
  readonly #db: SqlDatabase;

  /** @param now milliseconds since 1970. */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migratePeople(db);
    this.#db = db;
    this.members = new Members(db, now);
    this.devices = new Devices(db, now);
    this.invitations = new Invitations(db, now);
    this.access = new AccessTable(db);
  }

  /**
   * Uses an invitation up: makes its member, or takes the one it is for, and a token for the device.
   * @throws ApiError of `Invitations.use`.
   */
  join(code: string, device: string): { readonly token: string; readonly member: Member } {
    return this.#db.transaction(() => {
      const { name, role, article, member: known } = this.invitations.use(code);
      const member = known === null ? this.members.add(name, article === null ? role : "none") : this.members.get(known);
      if (known === null && article !== null) this.members.setRoleOn(article, member.id, role);
      return { token: this.devices.add(member.id, device), member };
    })();
  }

  /** See `Members.setRole`; whoever is connected feels it at once. */
  setRole(member: string, role: Access): void {
    this.members.setRole(member, role);
    this.access.check();
  }

  /** See `Members.setRoleOn`; whoever is connected feels it at once. */
  setRoleOn(article: string, member: string, role: Access | null): void {
    this.members.setRoleOn(article, member, role);
    this.access.check();
  }

  /** See `Members.remove`; their connections end at once. */
  remove(member: string): void {
    this.members.remove(member);
    this.access.check();
  }

  /** See `Devices.revoke`; its connections end at once. */
  revoke(device: string): void {
    this.devices.revoke(device);
    this.access.check();
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
}

/** The address to hand to the invited person. The code stands after `#`, so that no server on the way logs it. */
export function invitationUrl(address: string, code: string): string {
  return `${address}/join#${code}`;
}
