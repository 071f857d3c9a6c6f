import { Worker } from "node:worker_threads";
import type { PackedVersion, VersionJob } from "../../../shared/versions/jobs.ts";
import type { VersionThreadData } from "./version-thread.ts";

/** Beside this module, as source or as Electron's bundle has it. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./version-thread.ts" : "./version-thread.js", import.meta.url);
/** Memory of the thread, in megabytes: an article that needs more ends it, and not the core. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

/** Makes versions in threads of their own, so that the thread that serves windows builds no document. */
export class VersionWorker {
  readonly #file: string;
  readonly #threads = new Set<Worker>();

  /** @param file path of the database */
  constructor(file: string) {
    this.#file = file;
  }

  /** As `makePackedVersion`. Rejects also when the worker is closed meanwhile. */
  make(job: VersionJob): Promise<PackedVersion | null> {
    const worker = new Worker(THREAD, { workerData: { file: this.#file, job } satisfies VersionThreadData, resourceLimits: MEMORY });
    worker.unref();
    this.#threads.add(worker);
    return new Promise((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", () => {
        this.#threads.delete(worker);
        reject(new Error("the thread that makes a version has ended"));
      });
    });
  }

  /** Ends all threads. */
  close(): void {
    for (const worker of this.#threads) void worker.terminate();
  }
}
