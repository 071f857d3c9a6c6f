import type { CreditRecord } from "./packing.ts";
import type { SQL } from "./schema.ts";
import type { TimeRow } from "./rows.ts";
import { isSameMinute, withTimes, type ClockTime } from "./times.ts";
import type { SqlStatement } from "./update-log.ts";

type Growing = { -readonly [K in keyof ClockTime]: ClockTime[K] };
type Statements = Readonly<Pick<Record<keyof typeof SQL, SqlStatement>, "times" | "timesOf" | "lastTime" | "time" | "growTime" | "untime">>;

/** Clients whose last row is cached. */
const MOST_CACHED = 5000;

/**
 * When which clocks were stored, in SQLite: one row for each client and minute in which it wrote (AU10). Recent times are those of
 * the journal's rows, kept in memory, and are entered in the table when the journal is compacted.
 */
export class TimeTable {
  readonly #sql: Statements;
  /** By row number of the room, then by client; with rising times. */
  readonly #pending = new Map<number, Map<number, Growing[]>>();
  /** Each client's last row, by row number of the room and client: to continue it costs one statement. */
  readonly #last = new Map<string, TimeRow>();

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
    if (this.#last.size > MOST_CACHED) this.#last.clear();
  }

  /** Forgets what is cached: another has written, a transaction has failed, or rows were erased. */
  forget(): void {
    this.#pending.clear();
    this.#last.clear();
  }

  /** Enters times of one client in the table, as `withTimes`. @returns whether anything changed */
  enter(room: number, client: number, more: readonly ClockTime[]): boolean {
    const before = (this.#sql.timesOf.all(room, client) as TimeRow[]).map((row) => ({ client, ...row }));
    const after = withTimes(before, more);
    const gone = before.filter((time) => !isIn(after, time));
    const come = after.filter((time) => !isIn(before, time));
    for (const { end } of gone) this.#sql.untime.run(room, client, end);
    for (const { end, at } of come) this.#sql.time.run(room, client, end, at);
    this.#last.delete(keyOf(room, client));
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
    const [first] = times as [ClockTime];
    const { client } = first;
    const key = keyOf(room, client);
    const last = this.#last.get(key) ?? (this.#sql.lastTime.get(room, client) as TimeRow | undefined);
    if (last && (last.at > first.at || last.end >= first.end)) {
      this.enter(room, client, times);
      return;
    }
    const continues = last !== undefined && isSameMinute(last.at, first.at);
    if (continues) this.#sql.growTime.run(first.end, first.at, room, client, last.end);
    for (const { end, at } of continues ? times.slice(1) : times) this.#sql.time.run(room, client, end, at);
    this.#last.set(key, times.at(-1)!);
  }
}

const keyOf = (room: number, client: number): string => `${room}/${client}`;

const isIn = (times: readonly ClockTime[], { end, at }: ClockTime): boolean => times.some((time) => time.end === end && time.at === at);
