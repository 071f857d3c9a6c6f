import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { ImportError, type ImportedFile } from "../../../shared/import/imported-file.ts";
import type { Loss } from "../../../shared/import/loss.ts";
import { Store, type Readable } from "../../store/store.ts";
import { explain, type Explanation } from "../frame/explain.ts";

/** A file that became no article, and why: by itself, or because the core did not take it. */
export type ImportFailure = { readonly file: string } & (
  | { readonly code: ImportError["code"] }
  | ({ readonly code: "core" } & Explanation)
);

/** A file that is an article now. */
export interface ImportedArticle {
  readonly file: string;
  readonly id: string;
  /** What is not in it as it is in the file. */
  readonly losses: readonly Loss[];
}

export interface ImportProgress {
  readonly total: number;
  readonly articles: readonly ImportedArticle[];
  readonly failures: readonly ImportFailure[];
  /** Files of folders that are of other kinds. */
  readonly skipped: number;
  readonly isRunning: boolean;
}

export interface ImportDeps<File> {
  readonly read: (file: File) => Promise<ImportedFile>;
  readonly create: (rooms: { readonly body: Uint8Array; readonly notes?: Uint8Array }) => Promise<{ readonly id: string }>;
  /** The last of the files is there. */
  readonly onImported: (id: string) => void;
}

/** While it runs, the report is not told more often, in milliseconds: each time, the window is rendered. */
const TELL_EVERY = 100;

/** Imports files one after the other, with one report. A file that fails does not keep back the others (DX20). */
export class ImportQueue<File extends { readonly name: string }> {
  readonly #deps: ImportDeps<File>;
  readonly #progress = new Store<ImportProgress | null>(null);
  /** Of the last import; null when there was none, or its report was closed. */
  readonly progress: Readable<ImportProgress | null> = this.#progress;
  #waiting: File[] = [];
  #next = 0;
  #articles: ImportedArticle[] = [];
  #failures: ImportFailure[] = [];
  #skipped = 0;
  #isRunning = false;
  #told = 0;

  constructor(deps: ImportDeps<File>) {
    this.#deps = deps;
  }

  /** What is added while an import runs is a part of it. @param skipped files that came along and are of other kinds */
  async add(files: readonly File[], skipped = 0): Promise<void> {
    if (files.length === 0 && skipped === 0) return;
    if (this.#isRunning) {
      this.#waiting.push(...files);
      this.#skipped += skipped;
      return this.#tell();
    }
    [this.#waiting, this.#next, this.#articles, this.#failures, this.#skipped] = [[...files], 0, [], [], skipped];
    this.#isRunning = true;
    this.#tell();
    while (this.#next < this.#waiting.length) await this.#import(this.#waiting[this.#next++]!);
    this.#isRunning = false;
    this.#tell();
    const last = this.#articles.at(-1);
    if (last) this.#deps.onImported(last.id);
    if (this.#articles.length === 1 && last!.losses.length === 0 && this.#failures.length + this.#skipped === 0) this.close();
  }

  /** Leaves the files that have not been begun. */
  stop(): void {
    this.#waiting.length = this.#next;
    this.#tell();
  }

  /** Closes the report. */
  close(): void {
    this.#progress.set(null);
  }

  async #import(file: File): Promise<void> {
    const name = isolateControls(file.name);
    try {
      const { rooms, losses } = await this.#deps.read(file);
      const { body, notes } = rooms;
      const { id } = await this.#deps.create({ body, ...(notes && { notes }) });
      this.#articles.push({ file: name, id, losses });
    } catch (error) {
      this.#failures.push(failureOf(name, error));
    }
    if (performance.now() - this.#told >= TELL_EVERY) this.#tell();
  }

  #tell(): void {
    this.#told = performance.now();
    this.#progress.set({
      total: this.#waiting.length,
      articles: [...this.#articles],
      failures: [...this.#failures],
      skipped: this.#skipped,
      isRunning: this.#isRunning,
    });
  }
}

const failureOf = (file: string, error: unknown): ImportFailure =>
  error instanceof ImportError ? { file, code: error.code } : { file, code: "core", ...explain(error) };
