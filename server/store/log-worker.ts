import type { Answer, Asked, Job, Results } from "./log-jobs.ts";
import { Worker } from "node:worker_threads";
import { UpdateError } from "../../shared/update/scan.ts";

/** Milliseconds without work after which the thread is ended, and its memory freed. */
const REST = 5_000;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A worker thread that does one job after another on what is stored. It is started when it is needed. */
export class LogWorker {
  readonly #file: string;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #rest: NodeJS.Timeout | null = null;
  #closed = false;
  #last = 0;

  /** @param file path of the database */
  constructor(file: string) {
    this.#file = file;
  }

  /** Does a job. Rejects with an UpdateError when the update in it is at fault; never settles once the worker is closed. */
  ask<K extends Job["do"]>(job: Extract<Job, { do: K }>): Promise<Results[K]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return;
      const id = ++this.#last;
      const worker = this.#start();
      this.#pending.set(id, { resolve: (result) => resolve(result as Results[K]), reject });
      worker.postMessage({ id, job } satisfies Asked);
    });
  }

  /** Ends the thread; jobs that are not done stay undone. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  #start(): Worker {
    if (this.#rest) clearTimeout(this.#rest);
    this.#rest = null;
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./log-thread.ts", import.meta.url), { workerData: this.#file });
    worker.unref();
    worker.on("message", (answer: Answer) => this.#take(answer));
    worker.on("error", (error) => {
      this.#worker = null;
      for (const pending of this.#pending.values()) pending.reject(error as Error);
      this.#pending.clear();
    });
    this.#worker = worker;
    return worker;
  }

  #take(answer: Answer): void {
    if (this.#closed) return;
    const pending = this.#pending.get(answer.id)!;
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#rest = setTimeout(() => void this.#stop(), REST).unref();
    if ("result" in answer) pending.resolve(answer.result);
    else pending.reject(answer.isUpdate ? new UpdateError(answer.failed) : new Error(answer.failed));
  }

  async #stop(): Promise<void> {
    if (this.#rest) clearTimeout(this.#rest);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
