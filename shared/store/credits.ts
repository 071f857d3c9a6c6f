/**
 * Who wrote the clocks from `clock` up to, not including, `end` of one Yjs client, and who brought them (AU1–AU4). An empty range says
 * whose a client ID is before it has written.
 */
export interface Credit {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** Member on whose connection it came; null when that was not recorded. */
  readonly broughtBy: string | null;
  /** Who wrote it: the member who brought it, or whom that member named; null when nobody was named. */
  readonly author: string | null;
}

/** A credit with the time at which it was entered or last grew, as the log counts time. */
export interface DatedCredit extends Credit {
  readonly changed: number;
}

/** Whether the author brought it. */
export const isConfirmed = ({ author, broughtBy }: Credit): boolean => author !== null && author === broughtBy;

/** @param credits of one client ID. @returns the member who owns it; null when nobody does */
export function ownerOf(credits: readonly Credit[]): string | null {
  const first = credits.find(isConfirmed) ?? credits.find(({ author }) => author !== null);
  return first?.author ?? null;
}

const isSame = (a: Credit, b: Credit): boolean => a.author === b.author && a.broughtBy === b.broughtBy;

/** How certain a credit is: a higher rank replaces a lower one. */
function rank(credit: Credit): number {
  if (isConfirmed(credit)) return 3;
  if (credit.author !== null) return 2;
  return credit.broughtBy === null ? 0 : 1;
}

/**
 * Adds credits of one client to known ones.
 * @param known in order, without overlap
 * @returns all of them, in order, without overlap; a known credit is replaced only by a more certain one
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
  // An empty one is of no more use once its owner has written.
  const claim = all.find(({ clock, end }) => clock === end);
  return claim && !result.some(isConfirmed) ? [claim, ...result] : result;
}

/** A credit that `extend` may change in place; it belongs to one list. */
export type Growing = { -readonly [K in keyof Credit]: Credit[K] };

/** Appends a credit to a list in place, or extends its last one: called for every letter that is typed. */
export function extend(credits: Growing[], credit: Credit): void {
  const last = credits.at(-1);
  if (last && last.end === credit.clock && isSame(last, credit)) last.end = credit.end;
  else credits.push({ ...credit });
}

/** @returns credits, or what else a client has, by client */
export function byClient<C extends { readonly client: number }>(credits: Iterable<C>): Map<number, C[]> {
  const clients = new Map<number, C[]>();
  for (const credit of credits) {
    const own = clients.get(credit.client);
    if (own) own.push(credit);
    else clients.set(credit.client, [credit]);
  }
  return clients;
}
