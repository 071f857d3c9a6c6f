import { hashOf, newSecret } from "./secrets.ts";

/** How long a ticket can be used, in milliseconds. */
export const TICKET_LIFE = 60_000;
/**
 * Unused tickets of one device at most, of which the oldest are forgotten: a desk asks for one per connection, and uses it at once.
 */
const PER_DEVICE = 200;

interface Issued {
  readonly device: string;
  readonly expiresAt: number;
}

/**
 * One-use tickets that open a WebSocket (RE3): its URL is logged in many places, so that no token may stand in it. They are kept in
 * memory, by their hash.
 */
export class Tickets {
  readonly #now: () => number;
  /** By the hash of the ticket, in the order of issue, which is the order of expiry. */
  readonly #issued = new Map<string, Issued>();
  readonly #ofDevice = new Map<string, Set<string>>();

  /** @param now milliseconds, never going back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * @param device ID
   * @returns a ticket for that device
   */
  issue(device: string): string {
    for (const [key, { expiresAt }] of this.#issued) {
      if (expiresAt > this.#now()) break;
      this.#take(key);
    }
    const own = this.#ofDevice.get(device) ?? new Set<string>();
    this.#ofDevice.set(device, own);
    const ticket = newSecret();
    const key = keyOf(ticket);
    own.add(key);
    this.#issued.set(key, { device, expiresAt: this.#now() + TICKET_LIFE });
    if (own.size > PER_DEVICE) this.#take(own.values().next().value!);
    return ticket;
  }

  /** Uses a ticket up. @returns the ID of its device, or null when it is unknown, used or expired */
  use(ticket: string): string | null {
    const issued = this.#take(keyOf(ticket));
    return issued && issued.expiresAt > this.#now() ? issued.device : null;
  }

  #take(key: string): Issued | undefined {
    const issued = this.#issued.get(key);
    if (!issued) return undefined;
    this.#issued.delete(key);
    const own = this.#ofDevice.get(issued.device)!;
    own.delete(key);
    if (own.size === 0) this.#ofDevice.delete(issued.device);
    return issued;
  }
}

/** Looked up by its hash, a guess takes the same time however much of it is right. */
function keyOf(ticket: string): string {
  return Buffer.from(hashOf(ticket)).toString("base64");
}
