/** An `UpdateLog` that forgets all at the end of the process: the plainest telling of the contract, which proves the suite. */
import type { LogEntry, RoomChange, RoomState, UpdateLog } from "../../shared/store/update-log.ts";

interface StoredRoom {
  seq: number;
  /** 1 when the first of `updates` is a merged state, else 0. */
  merged: number;
  updates: Uint8Array[];
  waiting: number;
  updatedAt: number;
}

export class MemoryUpdateLog implements UpdateLog {
  readonly #rooms = new Map<string, StoredRoom>();
  readonly #owners = new Map<string, Map<number, string>>();
  readonly #now: () => number;
  #latest = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  append(entries: readonly LogEntry[]): void {
    this.#latest = Math.max(this.#now(), this.#latest + 1);
    for (const { room: name, update, clients, member, waiting } of entries) {
      const room = this.#rooms.get(name) ?? { seq: 0, merged: 0, updates: [], waiting: 0, updatedAt: 0 };
      this.#rooms.set(name, room);
      room.seq++;
      room.updates.push(update);
      room.updatedAt = this.#latest;
      if (waiting) room.waiting++;
      if (member !== null) this.claim(name, new Map(clients.map((client) => [client, member])));
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

  authors(name: string): ReadonlyMap<number, string> {
    return new Map(this.#owners.get(name));
  }

  claim(name: string, owners: ReadonlyMap<number, string>): void {
    const known = this.#owners.get(name) ?? new Map<number, string>();
    this.#owners.set(name, known);
    for (const [client, member] of owners) if (!known.has(client)) known.set(client, member);
  }

  waiting(name: string): number {
    return this.#rooms.get(name)?.waiting ?? 0;
  }

  confirm(name: string, count: number): void {
    const room = this.#rooms.get(name);
    if (room) room.waiting = Math.max(0, room.waiting - count);
  }

  updatedAt(name: string): number {
    return this.#rooms.get(name)?.updatedAt ?? 0;
  }

  changedSince(at: number): readonly RoomChange[] {
    const changes = [...this.#rooms].map(([room, { updatedAt }]) => ({ room, at: updatedAt }));
    return changes.filter((change) => change.at > at).sort((one, other) => one.at - other.at);
  }

  waitingRooms(): readonly string[] {
    return [...this.#rooms].filter(([, { waiting }]) => waiting > 0).map(([name]) => name);
  }

  rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  close(): void {
    this.#rooms.clear();
    this.#owners.clear();
  }
}

const bytesOf = (updates: readonly Uint8Array[] = []): number => updates.reduce((sum, { length }) => sum + length, 0);
