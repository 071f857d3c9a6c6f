import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Format } from "../../shared/export-formats.ts";
import { zipOf } from "../../shared/export/zip.ts";
import { exportedFiles, type ExportCount } from "../core/export/exported-files.ts";
import type { StoredArticles } from "../core/library/stored-article.ts";
import { untilInterrupted } from "./interrupted.ts";

interface ArchiveOptions {
  /** Null for all. */
  readonly ids: readonly string[] | null;
  readonly format: Format;
  readonly out: string;
  readonly json: boolean;
}

/** Between two lines that say how far it is, in milliseconds. */
const SAY_EVERY = 2000;

/** Writes articles as a zip, which takes its name when it is whole. @returns the exit code. @throws Error when it cannot be written */
export async function exportArchive(articles: StoredArticles, { ids, format, out, json }: ArchiveOptions): Promise<number> {
  const part = `${out}.part`;
  const count: ExportCount = { total: 0, done: 0, failed: 0 };
  const interrupted = untilInterrupted();
  let bytes = 0;
  try {
    const file = openSync(part, "w", 0o600);
    try {
      let said = performance.now();
      for (const chunk of zipOf(exportedFiles(articles, { ids, format, now: Date.now(), count }))) {
        writeFileSync(file, chunk);
        bytes += chunk.length;
        if (performance.now() - said > SAY_EVERY) {
          said = performance.now();
          console.error(`${count.done + count.failed} of ${count.total}`);
        }
        // A signal is told between two turns.
        await new Promise((resolve) => setImmediate(resolve));
        if (interrupted.signal.aborted) return 130;
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, out);
  } finally {
    interrupted.end();
    rmSync(part, { force: true });
  }
  if (json) console.log(JSON.stringify({ event: "exported", format, file: out, bytes, ...count }));
  if (count.failed > 0) console.error(`${count.failed} of ${count.total} articles could not be written: manifest.json says which.`);
  return count.failed === 0 ? 0 : 1;
}
