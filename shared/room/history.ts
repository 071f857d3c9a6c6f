/** What one room has on disk: all of it as one update, for newcomers, and its compaction. Rules SY7, ST3. */
import type { UpdateLog } from "../store/update-log.ts";
import { encodeFrame } from "../wire/frames.ts";
import type { Compactor } from "./compactor.ts";
import type { Stored } from "./cost.ts";
import { ClockSet } from "../update/clock-set.ts";
import { Merged } from "../update/merge.ts";

/** Updates, or bytes of them, after the last compaction that start the next one, if the state is not much longer. */
const LONG_TAIL = { updates: 4000, bytes: 1024 * 1024 };
/** So much of the state's length must have come anew: each compaction writes the whole state again. */
const WORTH_REWRITING = 0.5;
/** So many times as many start one however long the state is. */
const LONG_BESIDE_ANY = 4;
/** So many times as much is not even read for a newcomer, who waits for the compaction. */
const TOO_LONG = 8;
/** Updates after the last compaction that are compacted when everybody has left. */
const WORTH_FOLDING = 64;

export interface HistoryDeps {
  readonly room: string;
  readonly log: UpdateLog;
  readonly compactor: Compactor;
  /** Is told of a compaction that failed: the long log is as good as a short one. */
  readonly report: (error: unknown) => void;
}

export class History {
  readonly #deps: HistoryDeps;
  /** What came after the last compaction. */
  #tail = { updates: 0, bytes: 0 };
  #bytes = 0;
  #compacting: Promise<void> | null = null;
  #resting = false;
  /** All of it, while nothing was added: newcomers tend to come together. */
  #merged: Merged | null = null;
  /** The last frame with all of it, while nothing was added and somebody has it. */
  #snapshot: WeakRef<Uint8Array> | null = null;
  #making: Promise<Uint8Array> | null = null;
  #tangled = false;
  /** What is there or on its way to disk; null when that has to be read anew. */
  #clockSet: ClockSet | null = null;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
    this.#measure();
  }

  /** Bytes of the state and the updates after it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How much a reader of all of it reads. */
  get stored(): Stored {
    return { bytes: this.#bytes, updates: this.#tail.updates };
  }

  /** It is so long that a newcomer had better wait for `compact`. */
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

  /** All that is committed; kept until `forget`. */
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

  /** Whether `clockSet` need not read what is on disk, where everything must be then. */
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

  /** Something overlaps in part what is here: it takes long to read until it is compacted. */
  get isTangled(): boolean {
    return this.#tangled;
  }

  tangle(): void {
    this.#tangled = true;
  }

  /**
   * All of it as a frame for newcomers, the same for all who ask before something is added, and for as long as it waits to be
   * read by one of them.
   * @param make reads it aside; without it that is done now
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

  /** What was on its way to disk is not there. */
  lost(): void {
    this.#clockSet = null;
  }

  /** Lets go of the merged state: a room at rest holds no memory. */
  forget(): void {
    this.#merged = null;
  }

  /** Compacts the log if it is long. */
  compactIfLong(): void {
    const { bytes } = this.#tail;
    const worth = bytes > WORTH_REWRITING * (this.#bytes - bytes) || this.#isLonger(LONG_BESIDE_ANY);
    if (worth && this.#isLonger(1)) void this.compact();
  }

  /** Compacts the log, if it is worth it, when the last peer has left. */
  rest(): void {
    if (this.#resting || this.#tail.updates <= WORTH_FOLDING) return;
    this.#resting = true;
    void this.compact();
  }

  /** Folds the log, once at a time. Resolves when that is done or has failed. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact();
    return this.#compacting;
  }

  async #compact(): Promise<void> {
    const { compactor, room, report } = this.#deps;
    try {
      this.#tangled = false;
      await compactor.compact(room);
      // Of a room at rest nobody asks, and its database may be closed by now.
      if (!this.#resting) this.#measure();
    } catch (error) {
      report(error);
      // Not again at the next commit, but after as many updates more.
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

  /** @param times as long as what starts a compaction */
  #isLonger(times: number): boolean {
    return this.#tail.updates > times * LONG_TAIL.updates || this.#tail.bytes > times * LONG_TAIL.bytes;
  }
}

const frameOf = (update: Uint8Array): Uint8Array => encodeFrame({ type: "update", update, reply: true });
