import { byClient, extend, isConfirmed, withCredits, type Credit, type DatedCredit, type Growing } from "./credits.ts";
import type { CreditRecord } from "./packing.ts";
import type { SQL } from "./schema.ts";
import type { AuthorRow } from "./rows.ts";
import type { SqlStatement } from "./update-log.ts";

/** Recent credits of one client, in the order in which they came. */
interface Pending {
  readonly credits: Growing[];
  at: number;
}

type Statements = Readonly<
  Pick<Record<keyof typeof SQL, SqlStatement>, "credit" | "extend" | "uncredit" | "authors" | "author" | "unconfirmedCredits">
>;

/**
 * Credits in SQLite, one row for each stretch. Recent credits are in the journal and in memory only, and are entered in
 * the table when the journal is compacted: so a commit costs no row for each of those who write.
 */
export class CreditTable {
  readonly #sql: Statements;
  /** By row number of the room, then by client. */
  readonly #pending = new Map<number, Map<number, Pending>>();

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  /** Notes a credit that is in the journal. @param at time of its commit, as the log counts time */
  remember({ room, credit }: CreditRecord, at: number): void {
    let clients = this.#pending.get(room);
    if (!clients) this.#pending.set(room, (clients = new Map()));
    const pending = clients.get(credit.client);
    if (!pending) clients.set(credit.client, { credits: [{ ...credit }], at });
    else {
      extend(pending.credits, credit);
      pending.at = at;
    }
  }

  /** Enters all recent credits in the table. */
  compactJournal(): void {
    for (const [room, clients] of this.#pending) {
      for (const [client, { credits, at }] of clients) {
        if (credits.length > 1 || !this.#extend(room, credits[0]!, at)) this.enter(room, client, credits, at);
      }
    }
    this.#pending.clear();
  }

  /** Forgets the recent credits: the journal is read again. */
  forget(): void {
    this.#pending.clear();
  }

  /** Enters credits of one client in the table, as `withCredits`. @param at the log's time, in milliseconds @returns whether anything changed */
  enter(room: number, client: number, credits: readonly Credit[], at: number): boolean {
    const rows = this.#sql.author.all(room, client) as AuthorRow[];
    const before = new Map(rows.map((row) => [keyOf(fromRow(row)), row]));
    let changed = false;
    for (const credit of withCredits(rows.map(fromRow), credits)) {
      if (before.delete(keyOf(credit))) continue;
      // Removed before inserted: two credits of one clock differ only in their end.
      this.#remove(room, before, ({ clock, end }) => clock === credit.clock && end === credit.end);
      this.#sql.credit.run(room, client, credit.clock, credit.end, credit.author, credit.broughtBy, at);
      changed = true;
    }
    this.#remove(room, before, () => true);
    return changed;
  }

  /** @returns credits that changed after `since`, a time of the log in milliseconds, by client, in order */
  changedSince(room: number, since: number): DatedCredit[] {
    const rows = (this.#sql.authors.all(room, since) as AuthorRow[]).map(fromRow);
    const pending = this.#pending.get(room);
    if (!pending) return rows;
    const clients = byClient(rows);
    for (const [client, { at }] of pending) {
      if (at > since)
        clients.set(
          client,
          this.ofClient(room, client).filter(({ changed }) => changed > since),
        );
    }
    return [...clients].sort(([a], [b]) => a - b).flatMap(([, credits]) => credits);
  }

  ofClient(room: number, client: number): DatedCredit[] {
    const known = (this.#sql.author.all(room, client) as AuthorRow[]).map(fromRow);
    const pending = this.#pending.get(room)?.get(client);
    return pending
      ? withCredits(
          known,
          pending.credits.map((credit) => ({ ...credit, changed: pending.at })),
        )
      : known;
  }

  unconfirmedCredits(room: number): Credit[] {
    const pending = [...(this.#pending.get(room)?.values() ?? [])].flatMap(({ credits }) => credits);
    const open = pending.filter((credit) => credit.broughtBy !== null && !isConfirmed(credit));
    return [...(this.#sql.unconfirmedCredits.all(room) as AuthorRow[]).map(fromRow), ...open];
  }

  /** The frequent case: the credit continues a stretch. @returns whether it did */
  #extend(room: number, { client, clock, end, author, broughtBy }: Credit, at: number): boolean {
    return end > clock && this.#sql.extend.run(end, at, room, client, clock, author, broughtBy).changes === 1;
  }

  #remove(room: number, rows: Map<string, AuthorRow>, which: (row: AuthorRow) => boolean): void {
    for (const [key, row] of rows) {
      if (!which(row)) continue;
      this.#sql.uncredit.run(room, row.client, row.clock, row.end);
      rows.delete(key);
    }
  }
}

const keyOf = ({ clock, end, author, broughtBy }: Credit): string => JSON.stringify([clock, end, author, broughtBy]);

function fromRow({ client, clock, end, author, brought_by: broughtBy, changed }: AuthorRow): DatedCredit {
  return { client, clock, end, author, broughtBy, changed };
}
