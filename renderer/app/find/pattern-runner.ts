import type { FindQuery } from "../../../shared/text/find.ts";

/** What a worker is to do: find, or, with a template, say what is written for each hit. */
export interface PatternJob {
  readonly id: number;
  readonly query: FindQuery;
  readonly texts: readonly string[];
  readonly template: string | null;
}

/** By text. */
export interface PatternAnswer {
  readonly id: number;
  readonly offsets: readonly (readonly number[])[];
  readonly replacements: readonly (readonly string[])[];
}

/** Milliseconds that an expression may take for an article. */
const DEADLINE = 2_000;

interface Running {
  readonly id: number;
  readonly resolve: (answer: PatternAnswer | null) => void;
  readonly timer: number;
}

/** Runs regular expressions in a worker, so that none can hold up the window (FR5). One job at a time: another one ends it. */
export class PatternRunner {
  #worker: Worker | null = null;
  #running: Running | null = null;
  #id = 0;
  readonly #deadline: number;

  /** @param deadline in milliseconds */
  constructor(deadline = DEADLINE) {
    this.#deadline = deadline;
  }

  /** @returns null when it took too long; never settles when another job, or the end, came before */
  run(query: FindQuery, texts: readonly string[], template: string | null = null): Promise<PatternAnswer | null> {
    // What runs may never end.
    if (this.#running) this.end();
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#id;
    const job: PatternJob = { id, query, texts, template };
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => {
        this.end();
        resolve(null);
      }, this.#deadline);
      this.#running = { id, resolve, timer };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has none.
      worker.postMessage(job);
    });
  }

  /** Ends the worker, and what it is at. */
  end(): void {
    window.clearTimeout(this.#running?.timer);
    this.#running = null;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    const worker = new Worker(new URL("./pattern-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<PatternAnswer>) => this.#settle(data));
    // It cannot be started, or has no memory left.
    worker.addEventListener("error", () => {
      const running = this.#running;
      this.end();
      running?.resolve(null);
    });
    return worker;
  }

  #settle(answer: PatternAnswer): void {
    if (this.#running?.id !== answer.id) return;
    const { resolve, timer } = this.#running;
    window.clearTimeout(timer);
    this.#running = null;
    resolve(answer);
  }
}
