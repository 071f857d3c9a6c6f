import type { AddedLanguage } from "../../shared/spelling/added-dictionary.ts";
import type { Note } from "../../shared/style/finding.ts";
import type { AddedSpelling } from "./added-spelling.ts";
import type { SpellingAnswer, SpellingRequest } from "./messages.ts";
import { WorkerJobs } from "./worker-jobs.ts";

/** What one asks of spelling. */
export interface SpellingChecker {
  /**
   * @param language of a dictionary that a person added; null for Persian and English
   * @returns the misspelt words of each text; rejected when the worker broke
   */
  check(texts: readonly string[], language: AddedLanguage | null): Promise<readonly (readonly Note[])[]>;
  /** @returns words that may be meant, the likeliest first; none when another word was asked about meanwhile; rejected when the worker broke */
  suggest(word: string, language: AddedLanguage | null): Promise<readonly string[]>;
  /** @param words that are right from now on, besides those of the dictionaries */
  use(words: Iterable<string>): void;
  /** Ends the workers, with the memory that they take. */
  stop(): void;
}

/** Checks spelling in workers: one for the languages that the program ships, one for each dictionary that a person added. */
export class WorkerSpellingChecker implements SpellingChecker {
  readonly #jobs = new WorkerJobs<SpellingRequest, SpellingAnswer>(
    () => new Worker(new URL("./spelling-worker.ts", import.meta.url), { type: "module" }),
  );

  readonly #added: AddedSpelling;

  constructor(added: AddedSpelling) {
    this.#added = added;
  }

  async check(texts: readonly string[], language: AddedLanguage | null): Promise<readonly (readonly Note[])[]> {
    if (language !== null) return this.#added.check(language, texts);
    const answer = await this.#jobs.ask((job) => ({ job, texts }));
    return "notes" in answer ? answer.notes : [];
  }

  async suggest(word: string, language: AddedLanguage | null): Promise<readonly string[]> {
    if (language !== null) return this.#added.suggest(language, word);
    const answer = await this.#jobs.ask((job) => ({ job, word }));
    return "suggestions" in answer ? answer.suggestions : [];
  }

  use(words: Iterable<string>): void {
    const right = [...words];
    this.#jobs.tell({ words: right });
    this.#added.use(right);
  }

  stop(): void {
    this.#jobs.stop("the article was closed");
    this.#added.stop();
  }
}
