/** The way a person opens an article: the program started, the article imported, the page loaded until its words are there. */
import type { Browser, Page } from "playwright-core";
import { Office } from "../../e2e/office.ts";
import type { Measured } from "./report.ts";
import { writeArticle } from "./words.ts";

const LOADS = 5;
const PATIENCE = 120_000;

/** @returns milliseconds from the navigation to the first layout with the article, through SQLite, core and WebSocket */
export async function measureOffice(browser: Browser, words: number, { seed }: { readonly seed: number }): Promise<Measured> {
  const office = new Office();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const { editors } = await office.start();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(watch);
    await page.goto(editors[0]!.url);
    await page.locator(".ProseMirror").waitFor();
    const { hash } = new URL(page.url());
    const chosen = page.waitForEvent("filechooser");
    await page.locator(".app-library-actions button").nth(1).click();
    await (await chosen).setFiles({ name: "bench.md", mimeType: "text/markdown", buffer: Buffer.from(writeArticle(words, seed)) });
    await page.waitForFunction((hash) => location.hash !== hash, hash);
    const taken: number[] = [];
    for (let i = 0; i < LOADS; i++) taken.push(await load(page, words));
    return { measure: "npm start, page.goto", times: { Tahrir: taken } };
  } finally {
    await context.close();
    await office.close();
  }
}

async function load(page: Page, words: number): Promise<number> {
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await page.waitForFunction(() => "articleShown" in window);
  const [at, characters] = await page.evaluate(() => [
    (window as unknown as { articleShown: number }).articleShown,
    document.querySelector(".ProseMirror")!.textContent.length,
  ] as const);
  if (characters < words) throw new Error(`the page shows ${characters} characters of an article of ${words} words`);
  return at;
}

/** Runs in the page: notes when the article stands in it and is laid out, on the clock that starts with the navigation. */
function watch(): void {
  const text = document.querySelector(".ProseMirror");
  if (!text || text.childElementCount < 3 || text.getBoundingClientRect().height === 0) requestAnimationFrame(watch);
  else Object.assign(window, { articleShown: performance.now() });
}
