/** One-use tickets that open a WebSocket: a URL is logged in many places, a device's token must never be in one. */
import { newSecret } from "./secrets.ts";

/** How long a ticket can be used, in milliseconds. */
export const TICKET_LIFE = 60_000;

export class Tickets {
  readonly #now: () => number;
  /** In the order of issue, which is the order of expiry. */
  readonly #issued = new Map<string, { readonly member: string; readonly expiresAt: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  issue(member: string): string {
    for (const [ticket, { expiresAt }] of this.#issued) {
      if (expiresAt > this.#now()) break;
      this.#issued.delete(ticket);
    }
    const ticket = newSecret();
    this.#issued.set(ticket, { member, expiresAt: this.#now() + TICKET_LIFE });
    return ticket;
  }

  /** Uses a ticket up. @returns the ID of its member, or null when it is unknown, used or too old. */
  use(ticket: string): string | null {
    const issued = this.#issued.get(ticket);
    this.#issued.delete(ticket);
    return issued && issued.expiresAt > this.#now() ? issued.member : null;
  }
}
