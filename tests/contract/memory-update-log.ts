/** An `UpdateLog` that forgets all at the end of the process: the plainest telling of the contract, which proves the suite. */
import { byClient, isConfirmed, withCredits, type Credit, type DatedCredit } from "../../shared/store/credits.ts";
import { withTimes, type ClockTime } from "../../shared/store/times.ts";
import type { LogEntry, RoomChange, RoomState, UpdateLog } from "../../shared/store/update-log.ts";

interface StoredRoom {
  seq: number;
  /** 1 when the first of `updates` is a merged state, else 0. */
  merged: number;
  updates: Uint8Array[];
  unconfirmed: number;
  updatedAt: number;
}

export class MemoryUpdateLog implements UpdateLog {
  readonly #rooms = new Map<string, StoredRoom>();
  readonly #credits = new Map<string, Map<number, readonly DatedCredit[]>>();
  readonly #times = new Map<string, Map<number, readonly ClockTime[]>>();
  readonly #now: () => number;
  #latest = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  append(entries: readonly LogEntry[]): void {
    this.#latest = Math.max(this.#now(), this.#latest + 1);
    for (const { room: name, update, credits, unconfirmed } of entries) {
      this.#enter(name, credits);
      this.#date(
        name,
        credits.filter(({ clock, end }) => clock < end).map(({ client, end }) => ({ client, end, at: this.#latest })),
      );
      if (!update) continue;
      const room = this.#rooms.get(name) ?? { seq: 0, merged: 0, updates: [], unconfirmed: 0, updatedAt: 0 };
      this.#rooms.set(name, room);
      room.seq++;
      room.updates.push(update);
      room.updatedAt = this.#latest;
      if (unconfirmed) room.unconfirmed++;
    }
  }

  read(name: string): RoomState {
    const room = this.#rooms.get(name);
    return { seq: room?.seq ?? 0, updates: [...(room?.updates ?? [])] };
  }

  sizes(name: string): { readonly state: number; readonly tail: number } {
    const room = this.#rooms.get(name);
    return { state: bytesOf(room?.updates.slice(0, room.merged)), tail: bytesOf(room?.updates.slice(room.merged)) };
  }

  tailLength(name: string): number {
    const room = this.#rooms.get(name);
    return room ? room.updates.length - room.merged : 0;
  }

  compact(name: string, seq: number, state: Uint8Array): void {
    const room = this.#rooms.get(name);
    if (!room || seq > room.seq) throw new RangeError(`${name} has no update ${seq} to compact`);
    const later = room.seq - seq;
    room.updates = [state, ...(later > 0 ? room.updates.slice(-later) : [])];
    room.merged = 1;
  }

  authors(name: string, since = -1): readonly DatedCredit[] {
    const clients = [...(this.#credits.get(name) ?? [])].sort(([a], [b]) => a - b);
    return clients.flatMap(([, credits]) => credits).filter(({ changed }) => changed > since);
  }

  authorsOf(name: string, client: number): readonly Credit[] {
    return this.#credits.get(name)?.get(client) ?? [];
  }

  unconfirmedCredits(name: string): readonly Credit[] {
    return this.authors(name).filter((credit) => credit.broughtBy !== null && !isConfirmed(credit));
  }

  times(name: string, since = -1): readonly ClockTime[] {
    const clients = [...(this.#times.get(name) ?? [])].sort(([a], [b]) => a - b);
    return clients.flatMap(([, times]) => times).filter(({ at }) => at > since);
  }

  credit(name: string, credits: readonly Credit[], times: readonly ClockTime[] = []): boolean {
    const told = () => JSON.stringify([this.authors(name).map((credit) => ({ ...credit, changed: 0 })), this.times(name)]);
    const before = told();
    this.#latest = Math.max(this.#now(), this.#latest + 1);
    this.#enter(name, credits);
    this.#date(name, times);
    return before !== told();
  }

  unconfirmed(name: string): number {
    return this.#rooms.get(name)?.unconfirmed ?? 0;
  }

  confirm(name: string, count: number): void {
    const room = this.#rooms.get(name);
    if (room) room.unconfirmed = Math.max(0, room.unconfirmed - count);
  }

  updatedAt(name: string): number {
    return this.#rooms.get(name)?.updatedAt ?? 0;
  }

  changedSince(at: number): readonly RoomChange[] {
    const changes = [...this.#rooms].map(([room, { updatedAt }]) => ({ room, at: updatedAt }));
    return changes.filter((change) => change.at > at).sort((one, other) => one.at - other.at);
  }

  unconfirmedRooms(): readonly string[] {
    return [...this.#rooms].filter(([, { unconfirmed }]) => unconfirmed > 0).map(([name]) => name);
  }

  rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  #enter(name: string, credits: readonly Credit[]): void {
    const clients = this.#credits.get(name) ?? new Map<number, readonly DatedCredit[]>();
    this.#credits.set(name, clients);
    for (const [client, own] of byClient(credits)) {
      clients.set(
        client,
        withCredits(
          clients.get(client) ?? [],
          own.map((credit) => ({ ...credit, changed: this.#latest })),
        ),
      );
    }
  }

  #date(name: string, more: readonly ClockTime[]): void {
    const clients = this.#times.get(name) ?? new Map<number, readonly ClockTime[]>();
    this.#times.set(name, clients);
    for (const [client, own] of byClient(more)) clients.set(client, withTimes(clients.get(client) ?? [], own));
  }

  close(): void {
    this.#rooms.clear();
    this.#credits.clear();
    this.#times.clear();
  }
}

const bytesOf = (updates: readonly Uint8Array[] = []): number => updates.reduce((sum, { length }) => sum + length, 0);
