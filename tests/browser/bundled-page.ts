/** A page of the tests' own in Chromium, with its script, which is bundled once in a run, and styles in it. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { bundle } from "./bundle.ts";
import { openModule, type ModulePage } from "./module-page.ts";

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

export const openPage = async <T>(browser: Browser, { script, name, styles = [], userAgent }: PageSource): Promise<ModulePage<T>> =>
  openModule<T>(browser, await bundle(script), name, { css: styles.map((path) => readFileSync(path, "utf8")).join("\n"), userAgent });
