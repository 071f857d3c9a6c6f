import type { Note } from "../../shared/style/finding.ts";
import type { SpellingAnswer, SpellingRequest } from "./messages.ts";
import { WorkerJobs } from "./worker-jobs.ts";

/** What one asks of spelling. */
export interface SpellingChecker {
  /** @returns the misspelt words of each text; rejected when the worker broke */
  check(texts: readonly string[]): Promise<readonly (readonly Note[])[]>;
  /** @returns words that may be meant, the likeliest first; none when another word was asked about meanwhile; rejected when the worker broke */
  suggest(word: string): Promise<readonly string[]>;
  /** @param words that are right from now on, besides those of the dictionaries */
  use(words: Iterable<string>): void;
  /** Ends the worker, with the memory that it takes. */
  stop(): void;
}

/** Checks spelling in a worker. */
export class WorkerSpellingChecker implements SpellingChecker {
  readonly #jobs = new WorkerJobs<SpellingRequest, SpellingAnswer>(
    () => new Worker(new URL("./spelling-worker.ts", import.meta.url), { type: "module" }),
  );

  async check(texts: readonly string[]): Promise<readonly (readonly Note[])[]> {
    const answer = await this.#jobs.ask((job) => ({ job, texts }));
    return "notes" in answer ? answer.notes : [];
  }

  async suggest(word: string): Promise<readonly string[]> {
    const answer = await this.#jobs.ask((job) => ({ job, word }));
    return "suggestions" in answer ? answer.suggestions : [];
  }

  use(words: Iterable<string>): void {
    this.#jobs.tell({ words: [...words] });
  }

  stop(): void {
    this.#jobs.stop("the article was closed");
  }
}
