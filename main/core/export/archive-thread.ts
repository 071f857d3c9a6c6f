/** A worker thread that writes articles as a zip, each part when it is asked for, so that no more of it waits than one. */
import { parentPort, workerData } from "node:worker_threads";
import type { Format } from "../../../shared/export-formats.ts";
import { ZipTooLarge, zipOf } from "../../../shared/export/zip.ts";
import { StoredArticles } from "../library/stored-article.ts";
import { exportedFiles, type ExportCount } from "./exported-files.ts";

/** What the thread is started with. */
export interface ArchiveThreadData {
  /** The desk's. */
  readonly folder: string;
  /** Null for all articles. */
  readonly articles: readonly string[] | null;
  readonly format: Format;
}

/** Answers each message that it gets. */
export interface ArchiveThreadAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: Readonly<ExportCount>;
  readonly isEnd: boolean;
  /** They are more than a zip holds; nothing more is written. */
  readonly isTooLarge: boolean;
}

/** Bytes of a part, about, and how long one may take, in milliseconds: whoever waits for it shows how far it is. */
const LARGE = 1024 * 1024;
const LONG = 200;

const { folder, articles, format } = workerData as ArchiveThreadData;
const stored = new StoredArticles(folder);
const count: ExportCount = { total: 0, done: 0, failed: 0 };
const parts = zipOf(exportedFiles(stored, { ids: articles, format, now: Date.now(), count }));

function next(): ArchiveThreadAnswer {
  const until = performance.now() + LONG;
  const taken: Uint8Array[] = [];
  let size = 0;
  let isEnd = false;
  while (size < LARGE && performance.now() < until) {
    const part = parts.next();
    if (part.done) {
      isEnd = true;
      break;
    }
    taken.push(part.value);
    size += part.value.length;
  }
  return { bytes: joined(taken, size), count: { ...count }, isEnd, isTooLarge: false };
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function nextOrRefusal(): ArchiveThreadAnswer {
  try {
    return next();
  } catch (error) {
    if (error instanceof ZipTooLarge) return { bytes: new Uint8Array(), count, isEnd: true, isTooLarge: true };
    throw error;
  }
}

parentPort!.on("message", () => {
  const answer = nextOrRefusal();
  parentPort!.postMessage(answer, [answer.bytes.buffer]);
  if (answer.isEnd) {
    stored.close();
    parentPort!.close();
  }
});
