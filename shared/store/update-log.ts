import type { Credit, DatedCredit } from "./credits.ts";
import type { ClockTime } from "./times.ts";

export interface LogEntry {
  readonly room: string;
  /** Null for an entry of credits alone. */
  readonly update: Uint8Array | null;
  /** Who wrote its new clocks, and who brought them. */
  readonly credits: readonly Credit[];
  /** True when this desk made the change itself and the relay has yet to confirm it (core only). */
  readonly unconfirmed: boolean;
}

export interface RoomState {
  /** Sequence number of the last update compacted or listed; 0 for an empty room. */
  readonly seq: number;
  /** The state of the last compaction, if there was one, then the updates since, oldest first. */
  readonly updates: readonly Uint8Array[];
}

/** A room, and when its last update was appended, in milliseconds since 1970. No two commits of a log have the same time. */
export interface RoomChange {
  readonly room: string;
  readonly at: number;
}

/**
 * What a room needs of a disk: an append-only log of Yjs updates for each room, with compaction. Every implementation
 * passes the contract suite tests/contract/update-log.ts. Rules ST1–ST5.
 */
export interface UpdateLog {
  /** Appends all entries with their credits in one durable transaction (ST1, AU1). @throws if the disk refuses; then nothing of the batch is stored. */
  append(entries: readonly LogEntry[]): void;
  read(room: string): RoomState;
  /** Bytes of the room's state, and of the updates since the last compaction. */
  sizes(room: string): { readonly state: number; readonly tail: number };
  /** Number of updates since the last compaction. */
  tailLength(room: string): number;
  /** Replaces everything up to and including `seq` by `state` (ST3). */
  compact(room: string, seq: number, state: Uint8Array): void;
  /** The room's credits, by client, in order, without overlap. @param since only those that changed after this time of the log, in milliseconds */
  authors(room: string, since?: number): readonly DatedCredit[];
  /** The credits of one Yjs client in the room. */
  authorsOf(room: string, client: number): readonly Credit[];
  /** The room's credits of clocks that somebody else than their author brought. */
  unconfirmedCredits(room: string): readonly Credit[];
  /** When the room's clocks that somebody is credited with were stored, to the minute (AU10). @param since only times after it */
  times(room: string, since?: number): readonly ClockTime[];
  /**
   * Records credits that the relay told or that were proved, as `withCredits`, and times that the relay told, as `withTimes`.
   * @returns whether anything changed
   */
  credit(room: string, credits: readonly Credit[], times?: readonly ClockTime[]): boolean;
  /** Local changes the relay has not confirmed (ST4). */
  unconfirmed(room: string): number;
  /** `count` of the unconfirmed changes are confirmed. */
  confirm(room: string, count: number): void;
  /** When the room's last update was appended, in milliseconds since 1970; 0 for an empty room. */
  updatedAt(room: string): number;
  /**
   * Rooms whose last update came after `at`, in the order of these times. With a `limit` the first that many at least; whoever asks
   * again from the last of these times on misses none.
   */
  changedSince(at: number, limit?: number): readonly RoomChange[];
  /** Rooms with local changes that the relay has not confirmed. */
  unconfirmedRooms(): readonly string[];
  /** Every room that holds an update. */
  rooms(): readonly string[];
  close(): void;
}

/** The part of better-sqlite3's `Database` that the SQLite stores use, so that `shared` needs no Node types. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  prepare(sql: string): SqlStatement;
  transaction<A extends unknown[], R>(body: (...args: A) => R): SqlTransaction<A, R>;
  close(): unknown;
}

/** Runs its body in one transaction; `immediate` takes the lock for writing at once. */
interface SqlTransaction<A extends unknown[], R> {
  (...args: A): R;
  immediate(...args: A): R;
}

export interface SqlStatement {
  run(...params: unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
}
