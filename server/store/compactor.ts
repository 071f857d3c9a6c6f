import type { Compactor } from "../../shared/room/compactor.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { LogWorker } from "./log-worker.ts";

/**
 * Compacts rooms beside the thread that serves: a worker reads and merges, this thread writes, so that SQLite has one writer
 * (SY20).
 */
export class WorkerCompactor implements Compactor {
  readonly #log: SqliteUpdateLog;
  readonly #worker: LogWorker;
  readonly #jobs = new Map<string, Promise<void>>();

  /** @param file the database that `log` writes */
  constructor(file: string, log: SqliteUpdateLog) {
    this.#worker = new LogWorker(file);
    this.#log = log;
  }

  /** Compacts a room; asked again meanwhile, it is the same job. Rejects when it fails, which leaves the log as it was. */
  compact(room: string): Promise<void> {
    const job = this.#jobs.get(room) ?? this.#compact(room).finally(() => this.#jobs.delete(room));
    this.#jobs.set(room, job);
    return job;
  }

  /** Ends the worker; what it has not finished is done another time. */
  async close(): Promise<void> {
    await this.#worker.close();
  }

  async #compact(room: string): Promise<void> {
    try {
      this.#log.compactJournal();
      const { seq, state } = await this.#worker.ask({ do: "compact", room });
      // A room that was opened meanwhile may have compacted more itself.
      if (state && this.#log.read(room).seq - this.#log.tailLength(room) < seq) this.#log.compact(room, seq, state);
    } catch (error) {
      throw new Error(`${room} was not compacted: ${(error as Error).message}`, { cause: error });
    }
  }
}
