/** Scripts of the tests' own pages, each bundled once in a run, whichever file needs it first. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { buildModule } from "./module-page.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the scripts that this run has bundled. */
    bundles: string;
  }
}

/** Vitest's global setup: makes the folder before the first file, and removes it after the last. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-bundles-"));
  provide("bundles", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What this worker has read already. */
const known = new Map<string, string>();

/** @param entry path of a module. @returns it and all that it imports, styles too, as one module */
export async function bundle(entry: string): Promise<string> {
  const code = known.get(entry) ?? (await bundled(entry));
  known.set(entry, code);
  return code;
}

async function bundled(entry: string): Promise<string> {
  const file = join(inject("bundles"), `${createHash("sha256").update(entry).digest("hex")}.js`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const code = await buildModule(entry);
  // Another worker may have made the same meanwhile, and nobody may read half of it.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, file);
  return code;
}
