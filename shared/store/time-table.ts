import type { CreditRecord } from "./packing.ts";
import type { SQL, TimeRow } from "./schema.ts";
import { isSameMinute, withTimes, type ClockTime } from "./times.ts";
import type { SqlStatement } from "./update-log.ts";

type Growing = { -readonly [K in keyof ClockTime]: ClockTime[K] };
type Statements = Readonly<Pick<Record<keyof typeof SQL, SqlStatement>, "times" | "timesOf" | "lastTime" | "time" | "untime">>;

/**
 * When which clocks were stored, in SQLite: one row for each client and minute in which it wrote (AU10). Recent times are those of
 * the journal's rows, kept in memory, and are entered in the table when the journal is compacted.
 */
export class TimeTable {
  readonly #sql: Statements;
  /** By row number of the room, then by client; with rising times. */
  readonly #pending = new Map<number, Map<number, Growing[]>>();

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  /** Notes when clocks were stored that are in the journal. @param at as the log counts time */
  remember({ room, credit: { client, clock, end } }: CreditRecord, at: number): void {
    if (clock === end) return;
    let clients = this.#pending.get(room);
    if (!clients) this.#pending.set(room, (clients = new Map()));
    const times = clients.get(client);
    if (!times) {
      clients.set(client, [{ client, end, at }]);
      return;
    }
    const last = times.at(-1)!;
    if (end <= last.end) return;
    if (!isSameMinute(last.at, at)) times.push({ client, end, at });
    else [last.end, last.at] = [end, at];
  }

  /** Enters all recent times in the table. */
  compactJournal(): void {
    for (const [room, clients] of this.#pending) for (const times of clients.values()) this.#append(room, times);
    this.#pending.clear();
  }

  /** Forgets the recent times: the journal is read again. */
  forget(): void {
    this.#pending.clear();
  }

  /** Enters times of one client in the table, as `withTimes`. @returns whether anything changed */
  enter(room: number, client: number, more: readonly ClockTime[]): boolean {
    const before = (this.#sql.timesOf.all(room, client) as TimeRow[]).map((row) => ({ client, ...row }));
    const after = withTimes(before, more);
    const gone = before.filter((time) => !isIn(after, time));
    const come = after.filter((time) => !isIn(before, time));
    for (const { end } of gone) this.#sql.untime.run(room, client, end);
    for (const { end, at } of come) this.#sql.time.run(room, client, end, at);
    return come.length > 0;
  }

  /** @returns times after `since`, each client's with rising ends */
  changedSince(room: number, since: number): ClockTime[] {
    const pending = [...(this.#pending.get(room)?.values() ?? [])].flat().filter(({ at }) => at > since);
    const stored = this.#sql.times.all(room, since) as ClockTime[];
    return pending.length > 0 ? [...stored, ...pending.map((time) => ({ ...time }))] : stored;
  }

  /** The frequent case: all is later, and reaches further, than what is there. */
  #append(room: number, times: readonly ClockTime[]): void {
    const { client } = times[0]!;
    const last = this.#sql.lastTime.get(room, client) as TimeRow | undefined;
    if (last && (last.at > times[0]!.at || last.end >= times[0]!.end)) {
      this.enter(room, client, times);
      return;
    }
    if (last && isSameMinute(last.at, times[0]!.at)) this.#sql.untime.run(room, client, last.end);
    for (const { end, at } of times) this.#sql.time.run(room, client, end, at);
  }
}

const isIn = (times: readonly ClockTime[], { end, at }: ClockTime): boolean => times.some((time) => time.end === end && time.at === at);
