/** The page of `page.ts` in Chromium. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, JSHandle, Page } from "playwright-core";
import { build } from "vite";
import type { EditorPage } from "./page.ts";

const EDITOR = join(import.meta.dirname, "../../../renderer/editor");
const STYLES = [join(EDITOR, "../../node_modules/prosemirror-view/style/prosemirror.css"), ...["editor.css", "lists.css", "carets/carets.css", "blocks/figure.css"].map((name) => join(EDITOR, name))].map((path) => readFileSync(path, "utf8"));

export interface OpenEditor {
  readonly page: Page;
  readonly editor: JSHandle<EditorPage>;
  /** What the page threw. */
  readonly errors: string[];
}

export async function openEditor(browser: Browser): Promise<OpenEditor> {
  const script = await (made ??= bundle());
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => void errors.push(String(error)));
  await page.setContent(`<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><style>${STYLES.join("\n")}</style><body></body></html>`);
  await page.addScriptTag({ content: script, type: "module" });
  await page.waitForFunction(() => "editorPage" in window);
  return { page, editor: await page.evaluateHandle(() => (window as unknown as { editorPage: EditorPage }).editorPage), errors };
}

let made: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: { write: false, minify: false, lib: { entry: join(import.meta.dirname, "page.ts"), formats: ["es"], fileName: "page" } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !("output" in first)) throw new Error("vite built nothing");
  return first.output[0].code;
}
