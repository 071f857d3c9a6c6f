import type { DeletionJob, PackedVersion, VersionJob } from "../../../shared/versions/jobs.ts";
import { JobThreads } from "../job-threads.ts";
import type { EndedAbsence, PackedSides } from "./absence-jobs.ts";
import type { VersionThreadData } from "./version-thread.ts";

/** Beside this module, as source or as Electron's bundle has it. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./version-thread.ts" : "./version-thread.js", import.meta.url);
const MEGABYTES = 512;

/** Does the work of versions in threads of their own, so that the thread that serves windows builds no document. Rejects when it is closed meanwhile. */
export class VersionWorker {
  readonly #file: string;
  readonly #threads = new JobThreads(THREAD, MEGABYTES);

  /** @param file path of the database */
  constructor(file: string) {
    this.#file = file;
  }

  /** As `makePackedVersion`. */
  make(job: VersionJob): Promise<PackedVersion | null> {
    return this.#run({ do: "version", file: this.#file, job });
  }

  /** As `makeVersionBeforeDeletion`. */
  makeBeforeDeletion(job: DeletionJob): Promise<PackedVersion | null> {
    return this.#run({ do: "deletion", file: this.#file, job });
  }

  /** As `packBase`. */
  packBase(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    return this.#run({ do: "base", updates });
  }

  /** As `collidedSides`. */
  collidedSides(absence: EndedAbsence): Promise<PackedSides | null> {
    return this.#run({ do: "sides", absence });
  }

  /** Ends all threads. */
  close(): void {
    this.#threads.close();
  }

  #run<T>(job: VersionThreadData): Promise<T> {
    return this.#threads.run(job);
  }
}
