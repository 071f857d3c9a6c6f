interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Questions to a worker, which is started at the first one, and again after one that broke or was stopped. */
export class WorkerJobs<Request extends object, Answer extends { readonly job: number }> {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  /** What each worker is told first. */
  #told: Request | null = null;
  #jobs = 0;
  readonly #waiting = new Map<number, Waiting<Answer>>();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** Tells the worker, and each later one before anything is asked. */
  tell(message: Request): void {
    this.#told = message;
    if (this.#worker) post(this.#worker, message);
  }

  /** @returns the answer; rejected when the worker broke or was stopped */
  ask(question: (job: number) => Request): Promise<Answer> {
    const worker = (this.#worker ??= this.#started());
    const job = ++this.#jobs;
    return new Promise((resolve, reject) => {
      this.#waiting.set(job, { resolve, reject });
      post(worker, question(job));
    });
  }

  /** Ends the worker with whatever it was asked. */
  stop(why: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error(why));
  }

  #started(): Worker {
    const worker = this.#start();
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.job)?.resolve(data);
      this.#waiting.delete(data.job);
    });
    worker.addEventListener("error", ({ message }) => {
      if (worker === this.#worker) this.stop(message || "a worker broke");
    });
    if (this.#told) post(worker, this.#told);
    return worker;
  }
}

function post(worker: Worker, message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
  worker.postMessage(message);
}
