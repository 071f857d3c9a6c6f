/** A worker thread that writes articles as files, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { FILES, type Format } from "../../../shared/export-formats.ts";
import { zipOf } from "../../../shared/export/zip.ts";
import { StoredArticles } from "../library/stored-article.ts";
import { exportedFiles, MANIFEST } from "./exported-files.ts";

export interface FileJob {
  /** The desk's folder. */
  readonly desk: string;
  readonly articles: readonly string[];
  readonly format: Format;
  /** Whether several articles are one file, with a manifest (EX36). */
  readonly isZip: boolean;
}

export interface WrittenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** @returns none where no article has a text */
function write({ desk, articles, format, isZip }: FileJob): WrittenFile[] {
  const stored = new StoredArticles(desk);
  try {
    const count = { total: 0, done: 0, failed: 0 };
    const all = [...exportedFiles(stored, { ids: articles, format, now: Date.now(), count })];
    const files = all.filter(({ name }) => name !== MANIFEST);
    const [first, ...others] = files;
    if (isZip && first && others.length > 0) {
      const name = `${first.name.slice(0, -FILES[format].ending.length - 1)} +${others.length}.zip`;
      return [{ name, type: "application/zip", bytes: Buffer.concat([...zipOf(all)]) }];
    }
    return files.map(({ name, bytes }) => ({ name, type: FILES[format].type, bytes }));
  } finally {
    stored.close();
  }
}

parentPort!.postMessage(write(workerData as FileJob));
