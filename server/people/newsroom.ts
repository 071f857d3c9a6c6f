import { writeTransaction } from "../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import type { Access, Member } from "../../shared/roles.ts";
import { Clock } from "./clock.ts";
import { AccessTable } from "./access.ts";
import { Devices } from "./devices.ts";
import { Invitations } from "./invitations.ts";
import { Members } from "./members.ts";
import { migratePeople } from "./schema.ts";

/** What somebody with the code may learn of an invitation before using it. */
export interface InvitationNotice {
  readonly newsroom: string | null;
  /** Whom it is for. */
  readonly name: string;
  readonly role: Access;
  /** Name of the member who made it; null for one that was made beside the relay. */
  readonly inviter: string | null;
  /** It leads to one article alone. */
  readonly forArticle: boolean;
  /** It is for another device of a member. */
  readonly forDevice: boolean;
  readonly expiresAt: number;
}

/**
 * Members, invitations, devices and access of one newsroom. Every read sees what another process wrote a moment ago: the command
 * line works beside `serve`.
 */
export class Newsroom {
  readonly members: Members;
  readonly devices: Devices;
  readonly invitations: Invitations;
  readonly access: AccessTable;
  readonly #db: SqlDatabase;
  readonly #clock: Clock;

  /** @param now milliseconds since 1970, by a clock that may be set back. */
  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migratePeople(db);
    this.#db = db;
    this.#clock = new Clock(db, now);
    this.members = new Members(db, now);
    this.devices = new Devices(db, now);
    this.invitations = new Invitations(db, () => this.#clock.now());
    this.access = new AccessTable(db);
  }

  /**
   * Uses an invitation up: makes its member, or takes the one it is for, and adds the device.
   * @param device its name
   * @returns the token of the device
   * @throws ApiError of `Invitations.use`.
   */
  join(code: string, device: string): { readonly token: string; readonly member: Member } {
    this.keepTime();
    return writeTransaction(this.#db, () => {
      const { name, role, article, member: known, madeBy } = this.invitations.use(code);
      const member = known === null ? this.members.add(name, article === null ? role : "none") : this.members.get(known);
      if (known === null && article !== null) this.members.setRoleOn(article, member.id, role);
      return { token: this.devices.add(member.id, device, madeBy), member };
    });
  }

  /** Stores the time, and marks invitations that have expired (ID11). */
  keepTime(): void {
    this.#clock.save();
    this.invitations.expire();
  }

  /**
   * What an invitation leads to; it is not used up.
   * @throws ApiError of `Invitations.look`.
   */
  look(code: string): InvitationNotice {
    const { name, role, article, member, inviter, expiresAt } = this.invitations.look(code);
    return {
      newsroom: this.name,
      name,
      role,
      inviter: inviter && (this.members.everKnown(inviter)?.name ?? null),
      forArticle: article !== null,
      forDevice: member !== null,
      expiresAt,
    };
  }

  /** See `Members.setRole`; holds at once for connected devices. */
  setRole(member: string, role: Access): void {
    this.members.setRole(member, role);
    this.access.check();
  }

  /** See `Members.setRoleOn`; holds at once for connected devices. */
  setRoleOn(article: string, member: string, role: Access | null): void {
    this.members.setRoleOn(article, member, role);
    this.access.check();
  }

  /** See `Members.remove`; their connections are closed at once. */
  remove(member: string): void {
    this.members.remove(member);
    this.access.check();
  }

  /** See `Devices.revoke`; its connections are closed at once. */
  revoke(device: string): void {
    this.devices.revoke(device);
    this.access.check();
  }

  /** Base address that invitations lead to: that of the last relay which served this database; null before the first. */
  get address(): string | null {
    return this.#setting("address");
  }

  set address(url: string) {
    this.#set("address", url);
  }

  /** The name of the newsroom; null while it has none. */
  get name(): string | null {
    return this.#setting("name");
  }

  set name(name: string) {
    this.#set("name", name);
  }

  #setting(key: string): string | null {
    const row = this.#db.prepare("SELECT value FROM settings WHERE key = ?").get(key) as { value: string } | undefined;
    return row?.value ?? null;
  }

  #set(key: string, value: string): void {
    this.#db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(key, value);
  }
}

/** The address to hand to the invited person. The code stands behind the `#`, so that no server on the way logs it. */
export function invitationUrl(address: string, code: string): string {
  return `${address}/join#${code}`;
}
