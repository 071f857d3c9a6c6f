import { Worker } from "node:worker_threads";

/** Runs jobs in threads, one each, so that the thread that serves windows goes on. */
export class JobThreads {
  readonly #file: URL;
  readonly #megabytes: number;
  readonly #threads = new Set<Worker>();

  /** @param file what a thread runs: it gets its job as `workerData`, and answers with one message. @param megabytes of memory: a job that needs more ends its thread, and not the core */
  constructor(file: URL, megabytes: number) {
    this.#file = file;
    this.#megabytes = megabytes;
  }

  /** @returns what the thread answers. Rejects when it broke, or was ended. */
  run<T>(job: unknown): Promise<T> {
    const worker = new Worker(this.#file, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: this.#megabytes } });
    worker.unref();
    this.#threads.add(worker);
    return new Promise((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", () => {
        this.#threads.delete(worker);
        reject(new Error(`the thread of ${this.#file.pathname.split("/").at(-1)} has ended`));
      });
    });
  }

  /** Ends all threads. */
  close(): void {
    for (const worker of this.#threads) void worker.terminate();
  }
}
