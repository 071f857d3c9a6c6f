/** A page of the tests' own in Chromium that runs one module, with the styles that this imports. */
import type { JSHandle, Page } from "playwright-core";
import { build } from "vite";
import { WORKERS } from "../../renderer/vite.config.ts";
import { serve } from "./page-server.ts";

export interface ModulePage<T> {
  readonly page: Page;
  /** What the script put into its window. */
  readonly handle: JSHandle<T>;
  /** What the page threw. */
  readonly errors: string[];
}

/** @param entry path of a module. @returns it and all that it imports, styles too, as one module */
export async function buildModule(entry: string): Promise<string> {
  const built = await build({
    ...WORKERS,
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

/**
 * Opens a module in a page, which has an origin as a window has, and so storage.
 * @param name in its window of what the module puts there @param css of the page besides that which the module imports
 */
export async function openModule<T>(page: Page, code: string, name: string, css = ""): Promise<ModulePage<T>> {
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  await page.goto(await serve(code, css));
  return { page, handle: await handleOf<T>(page, name), errors };
}

/** @param name of what the page's script puts into its window. @returns it, once it is there: also after the page was loaded again */
export async function handleOf<T>(page: Page, name: string): Promise<JSHandle<T>> {
  await page.waitForFunction((name) => name in window, name);
  return (await page.evaluateHandle(name)) as JSHandle<T>;
}
