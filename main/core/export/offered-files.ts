import type { Format } from "../../../shared/export-formats.ts";
import { JobThreads } from "../job-threads.ts";
import type { FileJob, WrittenFile } from "./file-thread.ts";

/** Beside this module, as source or as Electron's bundle has it. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./file-thread.ts" : "./file-thread.js", import.meta.url);
const MEGABYTES = 1024;
/** How long an offer stands, in milliseconds: somebody may hold what they drag for a while. */
const LIFE = 10 * 60_000;
/** Offers that stand at a time; the oldest falls. Nearly all are dragged nowhere. */
const MOST = 30;

interface Offer {
  readonly articles: readonly string[];
  readonly format: Format;
  /** Milliseconds, never going back. */
  readonly until: number;
}

export interface OfferedFilesDeps {
  /** The desk's folder. */
  readonly desk: string;
  /** Has what was typed stored. */
  readonly flush: () => void;
  readonly now?: () => number;
}

/** Articles that windows offer as files, each to whoever comes with its ticket, once (EX50). Written when it is taken. */
export class OfferedFiles {
  readonly #deps: OfferedFilesDeps;
  readonly #now: () => number;
  readonly #threads = new JobThreads(THREAD, MEGABYTES);
  readonly #offers = new Map<string, Offer>();

  constructor(deps: OfferedFilesDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? (() => performance.now());
  }

  offer(ticket: string, articles: readonly string[], format: Format): void {
    const now = this.#now();
    for (const [one, { until }] of this.#offers) if (until <= now || this.#offers.size >= MOST) this.#offers.delete(one);
    this.#offers.set(ticket, { articles, format, until: now + LIFE });
  }

  /**
   * @param isZip whether several articles are one file
   * @returns null for a ticket that is unknown, used or too old, and for articles that have no text. Rejects when they cannot be written
   */
  async take(ticket: string, isZip: boolean): Promise<readonly WrittenFile[] | null> {
    const offer = this.#offers.get(ticket);
    this.#offers.delete(ticket);
    if (!offer || offer.until <= this.#now()) return null;
    this.#deps.flush();
    const { articles, format } = offer;
    const job: FileJob = { desk: this.#deps.desk, articles, format, isZip };
    const files = await this.#threads.run<readonly WrittenFile[]>(job);
    return files.length > 0 ? files : null;
  }

  close(): void {
    this.#threads.close();
  }
}
