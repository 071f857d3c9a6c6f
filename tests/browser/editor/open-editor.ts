/** The page of `page.ts` in Chromium. */
import { join } from "node:path";
import type { Browser, JSHandle, Page } from "playwright-core";
import { openPage } from "../bundled-page.ts";
import type { EditorPage } from "./page.ts";

const EDITOR = join(import.meta.dirname, "../../../renderer/editor");
/** What a page with an article needs. */
export const STYLES = [join(EDITOR, "../../node_modules/prosemirror-view/style/prosemirror.css"), ...["editor.css", "lists.css", "carets/carets.css", "blocks/figure.css"].map((name) => join(EDITOR, name))];

export interface OpenEditor {
  readonly page: Page;
  readonly editor: JSHandle<EditorPage>;
  /** What the page threw. */
  readonly errors: string[];
}

export async function openEditor(browser: Browser, options: { readonly userAgent?: string } = {}): Promise<OpenEditor> {
  const { page, handle, errors } = await openPage<EditorPage>(browser, { script: join(import.meta.dirname, "page.ts"), name: "editorPage", styles: STYLES, ...options });
  return { page, editor: handle, errors };
}
