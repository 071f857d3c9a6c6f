import type { Finding } from "../../shared/style/finding.ts";
import type { ProfileName } from "../../shared/style/profile.ts";
import type { CheckAnswer, CheckRequest } from "./messages.ts";

type Findings = readonly (readonly Finding[])[];

/** What one asks to check texts. */
export interface StyleChecker {
  /** @returns the findings of each text; rejected when the worker broke */
  check(texts: readonly string[], profile: ProfileName): Promise<Findings>;
  destroy(): void;
}

interface Waiting {
  readonly resolve: (findings: Findings) => void;
  readonly reject: (error: Error) => void;
}

/** Checks in a worker, which is started at the first question, and again after one that broke. */
export class WorkerChecker implements StyleChecker {
  #worker: Worker | null = null;
  #jobs = 0;
  readonly #waiting = new Map<number, Waiting>();

  check(texts: readonly string[], profile: ProfileName): Promise<Findings> {
    const worker = (this.#worker ??= this.#start());
    const job = ++this.#jobs;
    return new Promise((resolve, reject) => {
      this.#waiting.set(job, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
      worker.postMessage({ job, profile, texts } satisfies CheckRequest);
    });
  }

  destroy(): void {
    this.#end(new Error("the article was closed"));
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<CheckAnswer>) => {
      this.#waiting.get(data.job)?.resolve(data.findings);
      this.#waiting.delete(data.job);
    });
    worker.addEventListener("error", ({ message }) => this.#end(new Error(message || "the checker of house style broke")));
    return worker;
  }

  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
