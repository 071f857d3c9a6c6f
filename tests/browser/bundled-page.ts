/** A page of the tests' own in Chromium, with its script and styles in it. */
import { readFileSync } from "node:fs";
import type { Browser, JSHandle, Page } from "playwright-core";
import { bundle } from "./bundle.ts";
import { serve } from "./page-server.ts";

/** As Playwright's own. */
const VIEWPORT = { width: 1280, height: 720 };

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

/** A page has an origin as a window has, and so storage. @param kept a page that `keepPage` kept */
export async function openPage<T>(
  browser: Browser,
  { script, name, styles = [], userAgent }: PageSource,
  kept?: Page,
): Promise<BundledPage<T>> {
  const css = styles.map((path) => readFileSync(path, "utf8")).join("\n");
  const addresses = await serve(await bundle(script), css);
  const page = kept ?? (await browser.newPage(userAgent === undefined ? {} : { userAgent }));
  if (kept) {
    await page.goto(addresses.empty);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  await page.goto(addresses.page);
  return { page, handle: await handleOf<T>(page, name), errors };
}

/**
 * Keeps a page for the next test, which opens it in a fifth of the time of a new one: it is left, and what a test may have set
 * is as in a new page.
 * @returns whether it may be opened again
 */
export async function keepPage(page: Page): Promise<boolean> {
  if (page.isClosed()) return false;
  page.removeAllListeners("pageerror");
  await page.unrouteAll();
  await page.goto("about:blank");
  await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
  await page.setViewportSize(VIEWPORT);
  return true;
}

/** @param name of what the page's script puts into its window. @returns it, once it is there: also after the page was loaded again */
export async function handleOf<T>(page: Page, name: string): Promise<JSHandle<T>> {
  await page.waitForFunction((name) => name in window, name);
  return (await page.evaluateHandle(name)) as JSHandle<T>;
}
