import type { UpdateLog } from "../store/update-log.ts";
import { encodeFrame } from "../wire/frames.ts";
import type { Compactor } from "./compactor.ts";
import type { Stored } from "./cost.ts";
import { ClockSet } from "../update/clock-set.ts";
import { Merged } from "../update/merge.ts";

/** Updates, or bytes of updates, since the last compaction above which the next one may start. */
const LONG_TAIL = { updates: 4000, bytes: 1024 * 1024 };
/** The updates must be this part of the state's length: each compaction writes the whole state again. */
const LEAST_SHARE = 0.5;
/** So many times `LONG_TAIL` starts one however long the state is. */
const LONG_BESIDE_ANY = 4;
/** From so many times `LONG_TAIL` on, newcomers wait for the compaction. */
const TOO_LONG = 8;
/** Updates since the last compaction above which the room is compacted when everybody has left. */
const LONG_AT_REST = 64;

export interface HistoryDeps {
  readonly room: string;
  readonly log: UpdateLog;
  readonly compactor: Compactor;
  /** Told of a compaction that failed, which leaves the log long and complete. */
  readonly report: (error: unknown) => void;
}

/** One room on disk: all of it as one update, for newcomers, and its compaction. Rules SY7, ST3. */
export class History {
  readonly #deps: HistoryDeps;
  /** The updates since the last compaction. */
  #tail = { updates: 0, bytes: 0 };
  #bytes = 0;
  #compacting: Promise<void> | null = null;
  #resting = false;
  /** All of the room, until an update is added: newcomers tend to come together. */
  #merged: Merged | null = null;
  /** The last frame with all of the room, until an update is added or no socket holds it any more. */
  #snapshot: WeakRef<Uint8Array> | null = null;
  #making: Promise<Uint8Array> | null = null;
  #tangled = false;
  /** Clocks that are on disk or about to be; null when they must be read from disk. */
  #clockSet: ClockSet | null = null;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
    this.#measure();
  }

  /** Bytes of the state and the updates after it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How much has to be read to have all of the room. */
  get stored(): Stored {
    return { bytes: this.#bytes, updates: this.#tail.updates };
  }

  /** Whether the log is so long that newcomers wait for `compact`. */
  get isTooLong(): boolean {
    return this.#isLonger(TOO_LONG);
  }

  /** An update was committed. */
  grew(update: Uint8Array): void {
    this.#merged = null;
    this.#snapshot = null;
    this.#making = null;
    this.#resting = false;
    this.#tail.updates++;
    this.#tail.bytes += update.length;
    this.#bytes += update.length;
  }

  /** All that is committed, merged; kept until `forget`. */
  state(): Merged {
    this.#merged ??= this.#read();
    this.compactIfLong();
    return this.#merged;
  }

  /** A log that takes long to read is compacted at once, so that the next reader finds it short. */
  #read(): Merged {
    const { log, room } = this.#deps;
    const merged = new Merged(log.read(room).updates);
    if (merged.isTangled && this.#tail.updates > 0) {
      void this.compact();
      this.#tangled = true;
    }
    return merged;
  }

  /** Whether `clockSet` answers from memory; otherwise it reads the disk, and everything must be committed before. */
  get hasClockSet(): boolean {
    return this.#clockSet !== null;
  }

  clockSet(): ClockSet {
    if (!this.#clockSet) {
      const { clocks, deleted } = this.#merged ?? this.#read();
      this.#clockSet = new ClockSet(clocks, deleted);
    }
    return this.#clockSet;
  }

  /** Whether some update partially overlaps others, which makes the log slow to read until it is compacted. */
  get isTangled(): boolean {
    return this.#tangled;
  }

  tangle(): void {
    this.#tangled = true;
  }

  /**
   * A frame with all of the room, for newcomers: the same buffer for all who ask until an update is added, as long as one of
   * their sockets holds it.
   * @param make makes the update in another thread; without it that is done at once
   */
  snapshot(make?: () => Promise<Uint8Array>): Uint8Array | Promise<Uint8Array> {
    const kept = this.#snapshot?.deref() ?? this.#making;
    if (kept) return kept;
    return make ? this.#makeSnapshot(make) : this.#keep(this.state().update);
  }

  async #makeSnapshot(make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const current = make().then(frameOf);
    this.#making = current;
    try {
      const frame = await current;
      if (this.#making === current) this.#snapshot = new WeakRef(frame);
      return frame;
    } finally {
      if (this.#making === current) this.#making = null;
    }
  }

  #keep(update: Uint8Array): Uint8Array {
    const frame = frameOf(update);
    this.#snapshot = new WeakRef(frame);
    return frame;
  }

  /** A commit failed: clocks are read from disk again. */
  lost(): void {
    this.#clockSet = null;
  }

  /** Frees the merged state: a room at rest holds no memory. */
  forget(): void {
    this.#merged = null;
  }

  /** Compacts the log if it is long. */
  compactIfLong(): void {
    const { bytes } = this.#tail;
    const worth = bytes > LEAST_SHARE * (this.#bytes - bytes) || this.#isLonger(LONG_BESIDE_ANY);
    if (worth && this.#isLonger(1)) void this.compact();
  }

  /** The last peer has left: compacts a log of more than a few updates. */
  rest(): void {
    if (this.#resting || this.#tail.updates <= LONG_AT_REST) return;
    this.#resting = true;
    void this.compact();
  }

  /** Compacts the log; a call while one is running waits for that one. Resolves also when it fails. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact();
    return this.#compacting;
  }

  async #compact(): Promise<void> {
    const { compactor, room, report } = this.#deps;
    try {
      this.#tangled = false;
      await compactor.compact(room);
      // Nobody asks a room at rest for sizes, and its database may be closed by now.
      if (!this.#resting) this.#measure();
    } catch (error) {
      report(error);
      // The next try is after as many updates again, not at the next commit.
      this.#tail = { updates: 0, bytes: 0 };
    } finally {
      this.#compacting = null;
    }
  }

  #measure(): void {
    const { log, room } = this.#deps;
    const { state, tail } = log.sizes(room);
    this.#tail = { updates: log.tailLength(room), bytes: tail };
    this.#bytes = state + tail;
  }

  /** @param times multiple of `LONG_TAIL` */
  #isLonger(times: number): boolean {
    return this.#tail.updates > times * LONG_TAIL.updates || this.#tail.bytes > times * LONG_TAIL.bytes;
  }
}

const frameOf = (update: Uint8Array): Uint8Array => encodeFrame({ type: "update", update, reply: true });
