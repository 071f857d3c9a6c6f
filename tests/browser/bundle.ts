/** The tests' own pages, built at once and once in a run, by whichever file needs one first. */
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { buildModules, builtModule, type BuiltModule } from "./module-page.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder for the pages that this run builds. */
    bundles: string;
  }
}

const PAGES = ["components/*-page.tsx", "*/page.ts"];
/** Between two looks whether another worker has built them, in milliseconds. */
const LOOK = 100;

/** Vitest's global setup: makes the folder before the first file, and removes it after the last. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-bundles-"));
  provide("bundles", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What this worker has looked up already. */
const known = new Map<string, BuiltModule>();

/** @param entry path of a page's module. @returns it, built */
export async function bundle(entry: string): Promise<BuiltModule> {
  const module = known.get(entry) ?? builtModule(await builtPages(inject("bundles")), entry);
  known.set(entry, module);
  return module;
}

/** @returns folder of all pages, once they are there */
async function builtPages(bundles: string): Promise<string> {
  const [folder, taken, done, failed] = ["pages", "taken", "done", "failed"].map((name) => join(bundles, name)) as [
    string,
    string,
    string,
    string,
  ];
  if (isFirst(taken)) {
    try {
      const entries = globSync(PAGES, { cwd: import.meta.dirname }).map((path) => join(import.meta.dirname, path));
      await buildModules(entries, folder);
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
    writeFileSync(done, "");
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error("another worker could not build the pages: its file says why");
    await wait(LOOK);
  }
  return folder;
}

/** Whether nobody has made this folder before. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
