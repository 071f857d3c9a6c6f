import { Worker } from "node:worker_threads";
import type { ArchiveThreadAnswer, ArchiveThreadData } from "./archive-thread.ts";

/** Beside this module, as source or as Electron's bundle has it. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./archive-thread.ts" : "./archive-thread.js", import.meta.url);
/** Memory of the thread, in megabytes: an article that needs more ends it, and not the core. */
const MEMORY = { maxOldGenerationSizeMb: 1024 };

/** A zip of articles that a thread writes, part by part (EX37). */
export class Archive {
  readonly #worker: Worker;
  /** Rejects when the thread has ended. */
  readonly #ended: Promise<never>;

  constructor(data: ArchiveThreadData) {
    this.#worker = new Worker(THREAD, { workerData: data, resourceLimits: MEMORY });
    this.#worker.unref();
    this.#ended = new Promise((_, reject) => {
      this.#worker.on("error", reject);
      this.#worker.on("exit", () => reject(new Error("the thread that writes articles has ended")));
    });
    // Nobody may be waiting.
    this.#ended.catch(() => undefined);
  }

  /** The next part. Rejects when the thread broke, or was ended. */
  next(): Promise<ArchiveThreadAnswer> {
    const answer = new Promise<ArchiveThreadAnswer>((resolve) => {
      this.#worker.once("message", resolve);
      this.#worker.postMessage("next");
    });
    return Promise.race([answer, this.#ended]);
  }

  end(): void {
    void this.#worker.terminate();
  }
}
