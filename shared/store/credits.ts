/** Who brought what: stretches of one Yjs client's clocks, each with the member on whose connection it came. Rules AU1–AU4. */

/** Clocks from `clock` up to `end` of one client. An empty one says whose the client ID is before it has written. */
export interface Credit {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** Member on whose connection it came; null when that was not recorded. */
  readonly broughtBy: string | null;
  /** Who wrote it. Another than who brought it: whom the bringer names; null: nobody says. */
  readonly author: string | null;
}

/** With the log's time at which it was entered or grew. */
export interface DatedCredit extends Credit {
  readonly changed: number;
}

/** Its author brought it. */
export const isConfirmed = ({ author, broughtBy }: Credit): boolean => author !== null && author === broughtBy;

/** @returns who owns the client ID whose credits these are; null for one that is free */
export function ownerOf(credits: readonly Credit[]): string | null {
  const first = credits.find(isConfirmed) ?? credits.find(({ author }) => author !== null);
  return first?.author ?? null;
}

const isSame = (a: Credit, b: Credit): boolean => a.author === b.author && a.broughtBy === b.broughtBy;

/** What is known better takes the place of what is known less. */
function rank(credit: Credit): number {
  if (isConfirmed(credit)) return 3;
  if (credit.author !== null) return 2;
  return credit.broughtBy === null ? 0 : 1;
}

/**
 * Enters credits of one client beside those that are there.
 * @param known in order, without overlap
 * @returns all of them, in order, without overlap; what was there is replaced only by what is known better
 */
export function withCredits<C extends Credit>(known: readonly C[], more: readonly C[]): C[] {
  const all = [...known, ...more];
  const prior = new Set(known);
  const weight = (credit: C): number => 2 * rank(credit) + (prior.has(credit) ? 1 : 0);
  const written = all.filter(({ clock, end }) => clock < end).sort((a, b) => a.clock - b.clock);
  const edges = [...new Set(written.flatMap(({ clock, end }) => [clock, end]))].sort((a, b) => a - b);
  const result: C[] = [];
  let open: C[] = [];
  let next = 0;
  for (const [i, clock] of edges.slice(0, -1).entries()) {
    open = open.filter(({ end }) => end > clock);
    for (; written[next]?.clock === clock; next++) open.push(written[next]!);
    const [best] = open.sort((a, b) => weight(b) - weight(a));
    if (!best) continue;
    const [last, end] = [result.at(-1), edges[i + 1]!];
    if (last && last.end === clock && isSame(last, best)) result[result.length - 1] = { ...best, clock: last.clock, end };
    else result.push({ ...best, clock, end });
  }
  // An empty one tells nothing more once its owner has written.
  const claim = all.find(({ clock, end }) => clock === end);
  return claim && !result.some(isConfirmed) ? [claim, ...result] : result;
}

/** A credit of a list that `extend` is used on; it belongs to that list alone. */
export type Growing = { -readonly [K in keyof Credit]: Credit[K] };

/** Enters a credit that is behind all that are there, in place: at every letter that is typed. */
export function extend(credits: Growing[], credit: Credit): void {
  const last = credits.at(-1);
  if (last && last.end === credit.clock && isSame(last, credit)) last.end = credit.end;
  else credits.push({ ...credit });
}

/** @returns credits by client */
export function byClient<C extends Credit>(credits: Iterable<C>): Map<number, C[]> {
  const clients = new Map<number, C[]>();
  for (const credit of credits) {
    const own = clients.get(credit.client);
    if (own) own.push(credit);
    else clients.set(credit.client, [credit]);
  }
  return clients;
}
