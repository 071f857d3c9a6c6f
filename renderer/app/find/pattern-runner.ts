import type { PatternAnswer, PatternJob } from "./pattern-job.ts";
import type { FindQuery } from "../../../shared/text/find.ts";

/** What became of a job: it took too long, or another one came before it was done. */
type PatternOutcome = PatternAnswer | "slow" | "stopped";

/** Milliseconds that an expression may take for an article. */
const DEADLINE = 2_000;

interface Running {
  readonly id: number;
  readonly resolve: (outcome: PatternOutcome) => void;
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

  run(query: FindQuery, texts: readonly string[], template: string | null = null): Promise<PatternOutcome> {
    this.interrupt();
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#id;
    const job: PatternJob = { id, query, texts, template };
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => this.#fail("slow"), this.#deadline);
      this.#running = { id, resolve, timer };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has none.
      worker.postMessage(job);
    });
  }

  /** Ends what runs, which may have no end of its own. */
  interrupt(): void {
    if (this.#running) this.#fail("stopped");
  }

  /** Ends the worker, too. */
  end(): void {
    this.#fail("stopped");
  }

  #fail(outcome: "slow" | "stopped"): void {
    const running = this.#running;
    window.clearTimeout(running?.timer);
    this.#running = null;
    this.#worker?.terminate();
    this.#worker = null;
    running?.resolve(outcome);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./pattern-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<PatternAnswer>) => this.#settle(data));
    // It cannot be started, or has no memory left.
    worker.addEventListener("error", () => this.#fail("slow"));
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
