import type { Member } from "../roles.ts";
import type { AuthorRange } from "../rpc/contract.ts";

export interface Authorship {
  /** Who wrote it, or is said to have; null when nobody knows yet. */
  readonly member: Member | null;
  /** Whether the author brought it to the relay; false where another member restored it and named the author. */
  readonly confirmed: boolean;
  /** Who brought it to the relay. */
  readonly broughtBy: Member | null;
}

/** Who wrote a Yjs struct. Total: what nobody knows of has no member. */
export type AuthorOf = (client: number, clock: number) => Authorship;

/** Authorship of clocks that the core does not know. */
const UNKNOWN: Authorship = { member: null, confirmed: false, broughtBy: null };

/**
 * Who is shown as the author of a message: its author where the relay confirmed it, else the member who uploaded it, even if another is
 * said to have written it.
 */
export const speakerOf = ({ member, confirmed, broughtBy }: Authorship): Member | null => (confirmed ? member : (broughtBy ?? member));

/** Who wrote which clocks of which Yjs client, as the core knows (AU5). */
export class AuthorTable {
  readonly #ranges = new Map<number, AuthorRange[]>();

  /** @param ranges without overlap, each client's in order */
  constructor(ranges: readonly AuthorRange[] = []) {
    for (const range of ranges) {
      const own = this.#ranges.get(range.client);
      if (own) own.push(range);
      else this.#ranges.set(range.client, [range]);
    }
  }

  /** Whether an author has yet to confirm clocks that others restored. */
  get awaitsAuthors(): boolean {
    return [...this.#ranges.values()].some((ranges) =>
      ranges.some(({ author, broughtBy }) => broughtBy !== null && author?.id !== broughtBy.id),
    );
  }

  readonly authorOf: AuthorOf = (client, clock) => {
    const range = this.#find(client, clock);
    if (!range) return UNKNOWN;
    const { author, broughtBy } = range;
    return { member: author, confirmed: author !== null && author.id === broughtBy?.id, broughtBy };
  };

  /** Parts of `length` characters from a clock on, each with who wrote it. */
  partsOf(client: number, clock: number, length: number): { readonly length: number; readonly authorship: Authorship }[] {
    const parts: { readonly length: number; readonly authorship: Authorship }[] = [];
    const ranges = this.#ranges.get(client) ?? [];
    const end = clock + length;
    for (let at = clock; at < end;) {
      const next = ranges.find((range) => range.end > at);
      const to = Math.min(end, next === undefined ? end : next.clock > at ? next.clock : next.end);
      parts.push({ length: to - at, authorship: this.authorOf(client, at) });
      at = to;
    }
    return parts;
  }

  /** The Yjs clients of which the relay has something from a member's own connection, or this desk wrote for them. */
  clientsOf(member: string): ReadonlySet<number> {
    const isTheirs = ({ author, broughtBy }: AuthorRange): boolean => author?.id === member && broughtBy?.id === member;
    return new Set([...this.#ranges].flatMap(([client, ranges]) => (ranges.some(isTheirs) ? [client] : [])));
  }

  /** Whether anybody is known to have written with a Yjs client. */
  isNamed(client: number): boolean {
    return this.#ranges.get(client)?.some(({ author, broughtBy }) => author !== null || broughtBy !== null) ?? false;
  }

  /** Whether it is known who wrote what a client wrote last. */
  knows(client: number, clock: number): boolean {
    return this.#find(client, clock) !== undefined;
  }

  #find(client: number, clock: number): AuthorRange | undefined {
    return this.#ranges.get(client)?.findLast((range) => range.clock <= clock && clock < range.end);
  }
}
