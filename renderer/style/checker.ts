import type { Finding } from "../../shared/style/finding.ts";
import type { NewsroomStyle, ProfileName } from "../../shared/style/profile.ts";
import type { CheckAnswer, CheckRequest, NewsroomNews } from "./messages.ts";
import { WorkerJobs } from "./worker-jobs.ts";

/** What one asks to check texts. */
export interface StyleChecker {
  /** @returns the findings of each text; rejected when the worker broke */
  check(texts: readonly string[], profile: ProfileName): Promise<readonly (readonly Finding[])[]>;
  /** Checks from now on by what the newsroom has decided, too. */
  use(newsroom: NewsroomStyle): void;
  destroy(): void;
}

/** Checks house style in a worker. */
export class WorkerChecker implements StyleChecker {
  readonly #jobs = new WorkerJobs<CheckRequest | NewsroomNews, CheckAnswer>(
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  );

  async check(texts: readonly string[], profile: ProfileName): Promise<readonly (readonly Finding[])[]> {
    return (await this.#jobs.ask((job) => ({ job, profile, texts }))).findings;
  }

  use(newsroom: NewsroomStyle): void {
    this.#jobs.tell({ newsroom });
  }

  destroy(): void {
    this.#jobs.stop("the article was closed");
  }
}
