import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Format } from "../../../shared/export-formats.ts";
import { StoredArticles } from "../library/stored-article.ts";
import { exportedFiles, MANIFEST, type ExportCount } from "./exported-files.ts";

export interface NightJob {
  /** The desk's folder. */
  readonly desk: string;
  /** In which each night has a folder. */
  readonly folder: string;
  readonly format: Format;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** For how many days folders are kept, this one among them. */
  readonly keep: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const PREFIX = "tahrir-";
const NIGHT = /^tahrir-(\d{4}-\d{2}-\d{2})$/;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Writes all articles into a folder of the night (EX43). It takes its name when it is whole; one that is there is replaced. Then older
 * folders that this wrote are removed.
 * @throws Error when the folder cannot be written; nothing is removed then
 */
export function writeNight({ desk, folder, format, date, keep, now }: NightJob): Readonly<ExportCount> {
  const night = join(folder, `${PREFIX}${date}`);
  const [part, old] = [`${night}.part`, `${night}.old`];
  const count: ExportCount = { total: 0, done: 0, failed: 0 };
  const articles = new StoredArticles(desk);
  try {
    for (const left of [part, old]) rmSync(left, { recursive: true, force: true });
    // Not what is around it: a disk that is not mounted has no folder.
    mkdirSync(part);
    for (const { name, bytes } of exportedFiles(articles, { ids: null, format, now, count }))
      writeFileSync(join(part, name), bytes, { flag: "wx", flush: true });
    if (isThere(night)) renameSync(night, old);
    renameSync(part, night);
    rmSync(old, { recursive: true, force: true });
  } finally {
    articles.close();
    rmSync(part, { recursive: true, force: true });
  }
  removeOlder(folder, dayBefore(date, keep));
  return count;
}

/** The date so many days before another. */
const dayBefore = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10);

/** Removes the folders of nights up to a date. What this did not write, or what is a link, stays. */
function removeOlder(folder: string, last: string): void {
  for (const name of readdirSync(folder)) {
    const date = NIGHT.exec(name)?.[1];
    const path = join(folder, name);
    if (date !== undefined && date <= last && isOurs(path)) rmSync(path, { recursive: true, force: true });
  }
}

function isOurs(path: string): boolean {
  if (!lstatSync(path).isDirectory()) return false;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(path, MANIFEST), "utf8"));
    return typeof manifest === "object" && manifest !== null && "application" in manifest && manifest.application === "Tahrir";
  } catch {
    return false;
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
