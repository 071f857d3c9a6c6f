import type { Finding } from "../../shared/style/finding.ts";
import type { NewsroomStyle, ProfileName } from "../../shared/style/profile.ts";
import type { CheckAnswer, CheckRequest, NewsroomNews } from "./messages.ts";

type Findings = readonly (readonly Finding[])[];

/** What one asks to check texts. */
export interface StyleChecker {
  /** @returns the findings of each text; rejected when the worker broke */
  check(texts: readonly string[], profile: ProfileName): Promise<Findings>;
  /** Checks from now on by what the newsroom has decided, too. */
  use(newsroom: NewsroomStyle): void;
  destroy(): void;
}

interface Waiting {
  readonly resolve: (findings: Findings) => void;
  readonly reject: (error: Error) => void;
}

/** Checks in a worker, which is started at the first question, and again after one that broke. */
export class WorkerChecker implements StyleChecker {
  #worker: Worker | null = null;
  #newsroom: NewsroomStyle | null = null;
  #jobs = 0;
  readonly #waiting = new Map<number, Waiting>();

  check(texts: readonly string[], profile: ProfileName): Promise<Findings> {
    const worker = (this.#worker ??= this.#start());
    const job = ++this.#jobs;
    return new Promise((resolve, reject) => {
      this.#waiting.set(job, { resolve, reject });
      this.#tell(worker, { job, profile, texts });
    });
  }

  use(newsroom: NewsroomStyle): void {
    this.#newsroom = newsroom;
    if (this.#worker) this.#tell(this.#worker, { newsroom });
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
    if (this.#newsroom) this.#tell(worker, { newsroom: this.#newsroom });
    return worker;
  }

  #tell(worker: Worker, message: CheckRequest | NewsroomNews): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
    worker.postMessage(message);
  }

  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
