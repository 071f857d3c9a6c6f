/** Pages of the tests' own in Chromium, each of which runs one module, with the styles that this imports. */
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { JSHandle, Page } from "playwright-core";
import { build, type Manifest } from "vite";
import { WORKERS } from "../../renderer/vite.config.ts";
import { serve } from "./page-server.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MANIFEST = "manifest.json";

export interface ModulePage<T> {
  readonly page: Page;
  /** What the script put into its window. */
  readonly handle: JSHandle<T>;
  /** What the page threw. */
  readonly errors: string[];
}

/** A module among those that were built. */
export interface BuiltModule {
  /** Folder that they were built into. */
  readonly folder: string;
  /** Within the folder. */
  readonly script: string;
  /** What it imports, in the order in which it applies. */
  readonly styles: readonly string[];
}

/**
 * Builds modules at once, since they have most of their code in common.
 * @param entries paths of modules @param folder in which they are put
 */
export async function buildModules(entries: readonly string[], folder: string): Promise<void> {
  await build({
    ...WORKERS,
    configFile: false,
    root: ROOT,
    base: "./",
    logLevel: "warn",
    // As in the product's build, whatever NODE_ENV the tests run with.
    oxc: { jsx: { development: false } },
    // React asks for it; a page has no process.
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: MANIFEST,
      minify: true,
      modulePreload: false,
      // Faces come with the styles, so that no text is drawn before it has its own.
      assetsInlineLimit: (path) => path.endsWith(".woff2"),
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: [...entries], checks: { pluginTimings: false } },
    },
  });
}

/** @param entry path of a module that was built into `folder` */
export function builtModule(folder: string, entry: string): BuiltModule {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest;
  const styles = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const { imports = [], css = [] } = manifest[name]!;
    imports.forEach(visit);
    for (const file of css) styles.add(file);
  };
  const name = relative(ROOT, entry).replaceAll("\\", "/");
  visit(name);
  return { folder, script: manifest[name]!.file, styles: [...styles] };
}

/**
 * Opens a module in a page, which has an origin as a window has, and so storage.
 * @param name in its window of what the module puts there @param css of the page besides that which the module imports
 */
export async function openModule<T>(page: Page, module: BuiltModule, name: string, css = ""): Promise<ModulePage<T>> {
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  await page.goto(await serve(module, css));
  return { page, handle: await handleOf<T>(page, name), errors };
}

/** @param name of what the page's script puts into its window. @returns it, once it is there: also after the page was loaded again */
export async function handleOf<T>(page: Page, name: string): Promise<JSHandle<T>> {
  await page.waitForFunction((name) => name in window, name);
  return (await page.evaluateHandle(name)) as JSHandle<T>;
}
