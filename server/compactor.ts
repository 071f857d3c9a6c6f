/** Compaction beside the thread that serves: a worker reads and folds, this thread writes, so that no writer waits for another. */
import { Worker } from "node:worker_threads";
import type { Compactor } from "../shared/room/compactor.ts";
import type { SqliteUpdateLog } from "../shared/store/sqlite-update-log.ts";

/** Milliseconds without work after which the worker, and the memory it holds, are given up. */
const REST = 5_000;

/** From the worker. */
export type Folded =
  | { readonly room: string; readonly seq: number; readonly state: Uint8Array | null }
  | { readonly room: string; readonly failed: string };

interface Job {
  readonly done: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

export class WorkerCompactor implements Compactor {
  readonly #file: string;
  readonly #log: SqliteUpdateLog;
  readonly #jobs = new Map<string, Job>();
  #worker: Worker | null = null;
  #rest: NodeJS.Timeout | null = null;
  #closed = false;

  /** @param file the database that `log` writes */
  constructor(file: string, log: SqliteUpdateLog) {
    this.#file = file;
    this.#log = log;
  }

  compact(room: string): Promise<void> {
    const under = this.#jobs.get(room);
    if (under) return under.done;
    let [resolve, reject]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
    const done = new Promise<void>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    if (this.#closed) return done;
    this.#jobs.set(room, { done, resolve, reject });
    try {
      // The worker sees what is in the rooms' own rows.
      this.#log.settle();
      this.#start().postMessage(room);
    } catch (error) {
      this.#finish(room, error as Error);
    }
    return done;
  }

  /** Ends the worker; what it has not finished stays undone, and is begun again another time. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  #start(): Worker {
    if (this.#rest) clearTimeout(this.#rest);
    this.#rest = null;
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./compaction-worker.ts", import.meta.url), { workerData: this.#file });
    worker.unref();
    worker.on("message", (folded: Folded) => this.#take(folded));
    worker.on("error", (error) => {
      this.#worker = null;
      for (const room of this.#jobs.keys()) this.#finish(room, error as Error);
    });
    this.#worker = worker;
    return worker;
  }

  async #stop(): Promise<void> {
    if (this.#rest) clearTimeout(this.#rest);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #take(folded: Folded): void {
    if (this.#closed) return;
    try {
      if ("failed" in folded) throw new Error(`${folded.room} was not compacted: ${folded.failed}`);
      if (folded.state) this.#keep(folded.room, folded.seq, folded.state);
      this.#finish(folded.room, null);
    } catch (error) {
      this.#finish(folded.room, error as Error);
    }
  }

  #keep(room: string, seq: number, state: Uint8Array): void {
    // A room that was opened meanwhile may have folded more itself.
    if (this.#log.read(room).seq - this.#log.tailLength(room) < seq) this.#log.compact(room, seq, state);
  }

  #finish(room: string, error: Error | null): void {
    const job = this.#jobs.get(room);
    this.#jobs.delete(room);
    if (error) job?.reject(error);
    else job?.resolve();
    if (this.#jobs.size === 0 && !this.#closed) this.#rest = setTimeout(() => void this.#stop(), REST).unref();
  }
}
