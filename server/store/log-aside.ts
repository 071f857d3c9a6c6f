import type { Aside } from "../../shared/room/aside.ts";
import type { UpdateContent } from "../../shared/update/scan.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { LogWorker } from "./log-worker.ts";

/**
 * Reads rooms in worker threads, so that the thread that serves is not held up: one worker for what newcomers wait for, another for
 * updates that are tried out.
 */
export class LogAside implements Aside {
  readonly #log: SqliteUpdateLog;
  readonly #answering: LogWorker;
  readonly #trying: LogWorker;

  /** @param file the database that `log` writes */
  constructor(file: string, log: SqliteUpdateLog) {
    this.#log = log;
    this.#answering = new LogWorker(file);
    this.#trying = new LogWorker(file);
  }

  async missing(room: string, stateVector: Uint8Array): Promise<Uint8Array> {
    this.#log.compactJournal();
    return await this.#answering.ask({ do: "missing", room, stateVector });
  }

  async tryOut(room: string, update: Uint8Array): Promise<void> {
    this.#log.compactJournal();
    await this.#trying.ask({ do: "tryOut", room, update });
  }

  async scan(update: Uint8Array, flat: boolean): Promise<UpdateContent> {
    return await this.#answering.ask({ do: "scan", update, flat });
  }

  /** Ends both workers. */
  async close(): Promise<void> {
    await Promise.all([this.#answering.close(), this.#trying.close()]);
  }
}
