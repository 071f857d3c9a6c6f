/** A worker thread that writes one article as a file, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { FILES, type Format } from "../../../shared/export-formats.ts";
import { fileNameOf } from "../../../shared/export/file-name.ts";
import { StoredArticles } from "../library/stored-article.ts";
import { writeStored } from "./write-stored.ts";

export interface FileJob {
  /** The desk's folder. */
  readonly desk: string;
  readonly article: string;
  readonly format: Format;
}

export interface WrittenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

function write({ desk, article, format }: FileJob): WrittenFile | null {
  const articles = new StoredArticles(desk);
  try {
    const stored = articles.read(article);
    if (!stored) return null;
    const at = articles.entry(article)?.changedAt ?? Date.now();
    const { bytes, headline } = writeStored(stored, format, { item: { uri: `urn:tahrir:${article}`, at } });
    const { type, ending } = FILES[format];
    return { name: `${fileNameOf(headline)}.${ending}`, type, bytes };
  } finally {
    articles.close();
  }
}

parentPort!.postMessage(write(workerData as FileJob));
