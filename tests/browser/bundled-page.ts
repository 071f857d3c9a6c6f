/** A page of the tests' own in Chromium, with its script and styles in it. */
import { readFileSync } from "node:fs";
import type { Browser, JSHandle, Page } from "playwright-core";
import { bundle } from "./bundle.ts";

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
  const code = await bundle(script);
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
