import type { AddedLanguage, DictionaryFiles } from "../../shared/spelling/added-dictionary.ts";
import type { Note } from "../../shared/style/finding.ts";
import type { AddedSpellingRequest, SpellingAnswer } from "./messages.ts";
import { WorkerJobs } from "./worker-jobs.ts";

/** Milliseconds in which a worker has opened the largest dictionary and answered; one that has not is ended. */
const WITHIN = 60_000;
/** Characters of a text by which a new dictionary is tried. */
const TRIED = 400;

/** Who asked hears of it. */
const NOTHING = (): void => {};

type Jobs = WorkerJobs<AddedSpellingRequest, SpellingAnswer>;

const startJobs = (): Jobs => new WorkerJobs(() => new Worker(new URL("./added-spelling-worker.ts", import.meta.url), { type: "module" }));

/** An answer, or an error and the end of the worker when it takes too long. */
async function inTime(jobs: Jobs, answer: Promise<SpellingAnswer>): Promise<SpellingAnswer> {
  const timer = setTimeout(() => jobs.stop("a dictionary took too long"), WITHIN);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Opens a dictionary in a worker of its own, checks its own words and asks for a suggestion (SP18).
 * @returns false when that breaks, or is not done in time
 */
export async function isUsable(language: AddedLanguage, files: DictionaryFiles): Promise<boolean> {
  const jobs = startJobs();
  try {
    jobs.tell({ language, files, words: [] });
    const words = files.dic.slice(0, TRIED).replace(/\/\S*|\d/g, " ");
    const checked = await inTime(
      jobs,
      jobs.ask((job) => ({ job, texts: [words] })),
    );
    await inTime(
      jobs,
      jobs.ask((job) => ({ job, word: words.trim().slice(0, 12) })),
    );
    return "notes" in checked;
  } catch {
    return false;
  } finally {
    jobs.stop("it was tried");
  }
}

/** Checks spelling by the dictionaries that a person added, each in a worker of its own, which is started when it is first needed. */
export class AddedSpelling {
  readonly #read: (language: AddedLanguage) => Promise<DictionaryFiles | null>;
  readonly #started = new Map<AddedLanguage, Promise<{ readonly jobs: Jobs; readonly files: DictionaryFiles } | null>>();
  #words: readonly string[] = [];

  /** @param read the files of a dictionary; null where there is none */
  constructor(read: (language: AddedLanguage) => Promise<DictionaryFiles | null>) {
    this.#read = read;
  }

  /** @returns the misspelt words of each text, none without a dictionary; rejected when it broke or took too long */
  async check(language: AddedLanguage, texts: readonly string[]): Promise<readonly (readonly Note[])[]> {
    const jobs = await this.#of(language);
    if (!jobs) return [];
    const answer = await inTime(
      jobs,
      jobs.ask((job) => ({ job, texts })),
    );
    return "notes" in answer ? answer.notes : [];
  }

  /** @returns words that may be meant, the likeliest first */
  async suggest(language: AddedLanguage, word: string): Promise<readonly string[]> {
    const jobs = await this.#of(language);
    if (!jobs) return [];
    const answer = await inTime(
      jobs,
      jobs.ask((job) => ({ job, word })),
    );
    return "suggestions" in answer ? answer.suggestions : [];
  }

  /** @param words that are right from now on, besides those of the dictionaries */
  use(words: readonly string[]): void {
    this.#words = words;
    for (const [language, started] of this.#started)
      void started.then((one) => one?.jobs.tell({ language, files: one.files, words }), NOTHING);
  }

  /** Ends the workers; what is asked next reads the dictionaries anew. */
  stop(): void {
    for (const started of this.#started.values()) void started.then((one) => one?.jobs.stop("the dictionaries changed"), NOTHING);
    this.#started.clear();
  }

  async #of(language: AddedLanguage): Promise<Jobs | null> {
    const known = this.#started.get(language);
    if (known) return (await known)?.jobs ?? null;
    const started = this.#read(language).then((files) => {
      if (!files) return null;
      const jobs = startJobs();
      jobs.tell({ language, files, words: this.#words });
      return { jobs, files };
    });
    this.#started.set(language, started);
    started.catch(() => this.#started.delete(language));
    return (await started)?.jobs ?? null;
  }
}
