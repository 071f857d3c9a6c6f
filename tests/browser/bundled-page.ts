/** A page of the tests' own in Chromium, with its script and styles in it. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { bundle } from "./bundle.ts";
import { openModule, type ModulePage } from "./module-page.ts";
import { emptyPage } from "./page-server.ts";

/** As Playwright's own. */
const VIEWPORT = { width: 1280, height: 720 };

export { handleOf, type ModulePage as BundledPage } from "./module-page.ts";

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

/** Pages that tests have left, by the user agent that they see. What all scripts have in common is compiled in each. */
const left = new WeakMap<Browser, Map<string, Page[]>>();

function leftIn(browser: Browser, { userAgent = "" }: PageSource): Page[] {
  if (!left.has(browser)) left.set(browser, new Map());
  const pages = left.get(browser)!;
  if (!pages.has(userAgent)) pages.set(userAgent, []);
  return pages.get(userAgent)!;
}

/** Opens a page; one that was left, if there is any. */
export async function openPage<T>(browser: Browser, source: PageSource): Promise<ModulePage<T>> {
  const { script, name, styles = [], userAgent } = source;
  const css = styles.map((path) => readFileSync(path, "utf8")).join("\n");
  const module = await bundle(script);
  const again = leftIn(browser, source).pop();
  const page = again ?? (await browser.newPage(userAgent === undefined ? {} : { userAgent }));
  return openModule<T>(page, module, name, css);
}

/**
 * Leaves a page to whoever opens one next, in a fifth of the time of a new one, and as it was before a test. It
 * stays at its origin: elsewhere Chromium would begin another process for it.
 */
export async function leavePage(browser: Browser, page: Page, source: PageSource): Promise<void> {
  if (page.isClosed()) return;
  for (const event of ["pageerror", "request"]) page.removeAllListeners(event);
  await page.unrouteAll();
  await page.goto(await emptyPage());
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
  await page.setViewportSize(VIEWPORT);
  leftIn(browser, source).push(page);
}
