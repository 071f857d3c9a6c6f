/** A page of the tests' own in Chromium, with its script and styles in it. */
import { readFileSync } from "node:fs";
import type { Browser, JSHandle, Page } from "playwright-core";
import { build } from "vite";

export interface BundledPage<T> {
  readonly page: Page;
  /** What the script put into its window. */
  readonly handle: JSHandle<T>;
  /** What the page threw. */
  readonly errors: string[];
}

export interface PageSource {
  /** Path of the script. */
  readonly script: string;
  /** Name in its window of what the script puts there. */
  readonly name: string;
  /** Paths of style sheets besides those that the script imports. */
  readonly styles?: readonly string[];
  /** That the page sees; Chromium's own by default. */
  readonly userAgent?: string;
}

/** Answered by the test itself. A page has an origin as a window has, and so storage. */
const ORIGIN = "https://page.test";

export async function openPage<T>(browser: Browser, { script, name, styles = [], userAgent }: PageSource): Promise<BundledPage<T>> {
  const code = await bundled(script);
  const page = await browser.newPage(userAgent === undefined ? {} : { userAgent });
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  const css = styles.map((path) => readFileSync(path, "utf8")).join("\n");
  const html = `<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><style>${css}</style><body></body><script type="module" src="page.js"></script></html>`;
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith("/page.js")
      ? route.fulfill({ body: code, contentType: "text/javascript" })
      : route.fulfill({ body: html, contentType: "text/html" }),
  );
  await page.goto(`${ORIGIN}/`);
  return { page, handle: await handleOf<T>(page, name), errors };
}

/** @param name of what the page's script puts into its window. @returns it, once it is there: also after the page was loaded again */
export async function handleOf<T>(page: Page, name: string): Promise<JSHandle<T>> {
  await page.waitForFunction((name) => name in window, name);
  return (await page.evaluateHandle(name)) as JSHandle<T>;
}

const made = new Map<string, Promise<string>>();

function bundled(script: string): Promise<string> {
  if (!made.has(script)) made.set(script, bundle(script));
  return made.get(script)!;
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    // As in the product's build, whatever NODE_ENV the tests run with.
    oxc: { jsx: { development: false } },
    // React asks for it; a page has no process.
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: { write: false, minify: false, lib: { entry, formats: ["es"], fileName: "page" } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !("output" in first)) throw new Error("vite built nothing");
  const styles = first.output.flatMap((file) => (file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : []));
  // The styles that it imports come with the script.
  const addStyles = `document.head.append(Object.assign(document.createElement("style"), { textContent: ${JSON.stringify(styles.join("\n"))} }));`;
  return `${styles.length > 0 ? addStyles : ""}\n${first.output[0].code}`;
}
