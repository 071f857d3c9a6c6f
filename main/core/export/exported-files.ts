import { createHash } from "node:crypto";
import { FILES, type Format } from "../../../shared/export-formats.ts";
import { FileNames } from "../../../shared/export/file-name.ts";
import type { ZipFile } from "../../../shared/export/zip.ts";
import type { StoredArticles } from "../library/stored-article.ts";
import { writeStored } from "./write-stored.ts";

/** Name of the file that says what the others are. */
export const MANIFEST = "manifest.json";

/** One article in the manifest. */
interface ManifestEntry {
  readonly file: string;
  /** ID of the article. */
  readonly article: string;
  readonly headline: string;
  readonly language: string;
  readonly place: string;
  readonly status: string;
  /** ISO 8601. */
  readonly changedAt: string;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
}

interface FailedExport {
  readonly article: string;
  readonly headline: string;
  readonly reason: string;
}

export interface Manifest {
  readonly application: "Tahrir";
  readonly version: 1;
  readonly format: Format;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly articles: readonly ManifestEntry[];
  /** Articles that could not be written, and why. */
  readonly failed: readonly FailedExport[];
}

/** How far an export has come. */
export interface ExportCount {
  total: number;
  done: number;
  failed: number;
}

/**
 * Articles as files, each read when it is asked for, and behind them a manifest (EX36). One that cannot be read or written is named in
 * the manifest, and does not keep back the others.
 * @param ids null for all on the desk and in the archive
 * @param count is kept up
 */
export function* exportedFiles(
  articles: StoredArticles,
  { ids, format, now, count }: { ids: readonly string[] | null; format: Format; now: number; count: ExportCount },
): Generator<ZipFile> {
  const wanted = ids ?? articles.ids();
  const names = new FileNames();
  names.take(MANIFEST);
  const entries: ManifestEntry[] = [];
  const failed: FailedExport[] = [];
  count.total = wanted.length;
  for (const id of wanted) {
    const entry = articles.entry(id);
    try {
      const stored = articles.read(id);
      // Deleted meanwhile, or a room that nobody wrote into yet.
      if (!stored || !entry) throw new Error("there is no text");
      const { bytes, headline, language } = writeStored(stored, format, { item: { uri: `urn:tahrir:${id}`, at: entry.changedAt } });
      const file = names.next(headline, FILES[format].ending);
      yield { name: file, bytes, at: entry.changedAt, isPacked: format === "docx" };
      const { place, status } = entry;
      const changedAt = new Date(entry.changedAt).toISOString();
      entries.push({ file, article: id, headline, language, place, status, changedAt, sha256: hashOf(bytes) });
      count.done++;
    } catch (error) {
      failed.push({ article: id, headline: entry?.title ?? "", reason: error instanceof Error ? error.message : String(error) });
      count.failed++;
    }
  }
  const manifest: Manifest = {
    application: "Tahrir",
    version: 1,
    format,
    madeAt: new Date(now).toISOString(),
    articles: entries,
    failed,
  };
  yield { name: MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), at: now, isPacked: false };
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
