import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileKind, isProgramFile } from "../../shared/import/file.ts";

export interface FoundFiles {
  /** In the order of their names, folder by folder. */
  readonly files: readonly string[];
  /** Files in folders that are not read for what their names say. */
  readonly skipped: readonly string[];
}

/**
 * The files that paths name: each file itself, of a folder those in it and below that can be articles. Links in a folder are not
 * followed, so that no file is met twice and none from elsewhere.
 */
export function filesIn(paths: readonly string[]): FoundFiles {
  const files: string[] = [];
  const skipped: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".")) walk(path);
      else if (entry.isFile() && fileKind(entry.name) !== null && !isProgramFile(entry.name)) files.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) skipped.push(path);
    }
  };
  for (const path of paths)
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) walk(path);
    else files.push(path);
  return { files, skipped };
}
