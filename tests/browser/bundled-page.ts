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

export interface Parts {
  /** Path of the script. */
  readonly script: string;
  /** Name in its window of what the script puts there. */
  readonly name: string;
  /** Paths of style sheets. */
  readonly styles: readonly string[];
  /** That the page sees; Chromium's own by default. */
  readonly userAgent?: string;
}

export async function openPage<T>(browser: Browser, { script, name, styles, userAgent }: Parts): Promise<BundledPage<T>> {
  const code = await bundle(script);
  const page = await browser.newPage(userAgent === undefined ? {} : { userAgent });
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  const css = styles.map((path) => readFileSync(path, "utf8")).join("\n");
  await page.setContent(`<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><style>${css}</style><body></body></html>`);
  await page.addScriptTag({ content: code, type: "module" });
  await page.waitForFunction((name) => name in window, name);
  return { page, handle: (await page.evaluateHandle(name)) as JSHandle<T>, errors };
}
