/**
 * Opens pages of one component in Chromium, and what the tests of components ask of them. What depends on the language (names, axe,
 * direction, what fits) is tested in Persian and English, all else in Persian.
 */
import axe from "axe-core";
import { join } from "node:path";
import type { Browser, JSHandle, Locator, Page } from "playwright-core";
import { afterEach, beforeAll, expect } from "vitest";
import { createText, type Text } from "../../../renderer/i18n/text.tsx";
import type { Language } from "../../../shared/rpc/contract.ts";
import { handleOf, leavePage, openPage, type PageSource } from "../bundled-page.ts";
import { sharedBrowser } from "../chromium.ts";

export interface OpenComponent<T> {
  readonly page: Page;
  /** What the page's script put into its window. */
  readonly handle: JSHandle<T>;
  /** The interface's words in the page's language. */
  readonly t: Text;
  /** Loads the page again, which keeps its storage. @returns what its script puts into its window */
  readonly reload: () => Promise<JSHandle<T>>;
}

/**
 * For one file of tests: after each its pages are left, of which none may have thrown anything.
 * @param file the page's script, beside this file
 * @param name of what it puts into its window
 * @returns opens a page of that script, whose `open` the test calls
 */
export function componentPages<T>(file: string, name: string): (language: Language) => Promise<OpenComponent<T>> {
  const source: PageSource = { script: join(import.meta.dirname, file), name };
  let browser: Browser;
  let opened: { readonly page: Page; readonly errors: readonly string[] }[] = [];
  beforeAll(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    const errors = opened.flatMap(({ errors }) => errors);
    for (const { page } of opened) await leavePage(browser, page, source);
    opened = [];
    expect(errors).toEqual([]);
  });
  return async (language) => {
    const { page, handle, errors } = await openPage<T>(browser, source);
    opened.push({ page, errors });
    const reload = async () => {
      await page.reload();
      return handleOf<T>(page, name);
    };
    return { page, handle, t: createText(language), reload };
  };
}

/** What axe finds in a part of the page. @param selector of the part */
export async function axeViolations(page: Page, selector: string): Promise<string[]> {
  // What fades in has no contrast on the way.
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    // All rules, and an account of what fails alone: one of all that passes takes as long as the rules.
    const { axe } = globalThis as unknown as {
      axe: {
        run(selector: string, options: { resultTypes: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    return (await axe.run(selector, { resultTypes: ["violations"] })).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`,
    );
  }, selector);
}

/** For a test in both languages: each scheme with each width in one of them, and in each language all of the schemes and widths. */
const LOOKS = {
  fa: [
    ["light", 1440],
    ["dark", 390],
  ],
  en: [
    ["light", 390],
    ["dark", 1440],
  ],
} as const;

/**
 * Expects that axe finds nothing in a part of the page, light and dark, wide and narrow.
 * @param language of the page, in a test in Persian and English @param prepare runs before each look
 */
export async function expectAccessible(
  page: Page,
  language: keyof typeof LOOKS,
  selector: string,
  prepare: () => Promise<void>,
): Promise<void> {
  for (const [colorScheme, width] of LOOKS[language]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await prepare();
    expect(await axeViolations(page, selector), `${colorScheme} ${width}`).toEqual([]);
  }
}

/** Name of what has the focus, or its text; "nothing" where it fell to the body. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return "nothing";
    return activeElement.getAttribute("aria-label") ?? activeElement.textContent?.trim().slice(0, 60) ?? activeElement.tagName;
  });

/** Whether this very element has the focus. */
export const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement);
