/** The page of `page.ts` in Chromium, and what it gives away: whom it asked, and what was complained of. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, JSHandle, Page } from "playwright-core";
import { bundle } from "../bundle.ts";
import type { BuiltModule } from "../module-page.ts";
import type { ClipboardPage } from "./page.ts";

const ORIGIN = "http://clipboard.test";
const FILES = `${ORIGIN}/files/`;
const html = (script: string): string => `<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><title>تحریر</title><script type="module" src="${FILES}${script}"></script><body></body></html>`;

/** @returns the page's module */
export const bundlePage = (): Promise<BuiltModule> => bundle(join(import.meta.dirname, "page.ts"));

export interface Watched {
  readonly page: Page;
  readonly clipboard: JSHandle<ClipboardPage>;
  readonly asked: string[];
  readonly complaints: string[];
}

/** @param policy the page's Content-Security-Policy; null for none, so that nothing but the code itself keeps scripts out */
export async function openClipboardPage(browser: Browser, { folder, script }: BuiltModule, policy: string | null): Promise<Watched> {
  const page = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && !message.text().startsWith("Failed to load resource") && complaints.push(message.text())));
  page.on("pageerror", (error) => void complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === `${ORIGIN}/`) await route.fulfill({ body: html(script), contentType: "text/html; charset=utf-8", headers: policy === null ? {} : { "content-security-policy": policy } });
    else if (url.startsWith(FILES)) await route.fulfill({ body: readFileSync(join(folder, url.slice(FILES.length))), contentType: "text/javascript; charset=utf-8" });
    else {
      asked.push(url);
      await route.abort();
    }
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => "clipboardPage" in window);
  const clipboard = await page.evaluateHandle(() => (window as unknown as { clipboardPage: ClipboardPage }).clipboardPage);
  return { page, clipboard, asked, complaints };
}
