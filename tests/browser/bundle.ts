/** Scripts of the tests' own pages, each bundled once in a run, whichever file needs it first. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";

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

/** @param entry path of a module. @returns it and all that it imports, styles too, as one module */
export async function bundle(entry: string): Promise<string> {
  const file = join(inject("bundles"), `${createHash("sha256").update(entry).digest("hex")}.js`);
  if (existsSync(file)) return readFileSync(file, "utf8");
  const code = await buildModule(entry);
  // Another worker may have made the same meanwhile, and nobody may read half of it.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, file);
  return code;
}

async function buildModule(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    // As in the product's build, whatever NODE_ENV the tests run with.
    oxc: { jsx: { development: false } },
    // React asks for it; a page has no process.
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: { write: false, minify: true, lib: { entry, formats: ["es"], fileName: "page" } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !("output" in first)) throw new Error("vite built nothing");
  const styles = first.output.flatMap((file) => (file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : []));
  // The styles that it imports come with the script.
  const addStyles = `document.head.append(Object.assign(document.createElement("style"), { textContent: ${JSON.stringify(styles.join("\n"))} }));`;
  return `${styles.length > 0 ? addStyles : ""}\n${first.output[0].code}`;
}
