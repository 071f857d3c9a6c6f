/** The page of `page.ts` in Chromium. */
import { join } from "node:path";
import type { Browser, CDPSession, JSHandle, Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";
import { sharedBrowser } from "../chromium.ts";
import { leavePage, openPage, type PageSource } from "../bundled-page.ts";
import type { EditorPage } from "./page.ts";

const EDITOR = join(import.meta.dirname, "../../../renderer/editor");
/** What a page with an article needs. */
export const STYLES = [
  join(EDITOR, "../../node_modules/prosemirror-view/style/prosemirror.css"),
  ...["editor.css", "invisibles.css", "lists.css", "page-settings.css", "carets/carets.css", "blocks/figure.css"].map((name) =>
    join(EDITOR, name),
  ),
];

export interface OpenEditor {
  readonly page: Page;
  readonly editor: JSHandle<EditorPage>;
  /** What the page threw. */
  readonly errors: string[];
}

const sourceOf = (options: { readonly userAgent?: string }): PageSource => ({
  script: join(import.meta.dirname, "page.ts"),
  name: "editorPage",
  styles: STYLES,
  ...options,
});

export async function openEditor(browser: Browser, options: { readonly userAgent?: string } = {}): Promise<OpenEditor> {
  const { page, handle, errors } = await openPage<EditorPage>(browser, sourceOf(options));
  return { page, editor: handle, errors };
}

/** An editor for each test of a file. */
export class EditorOfEachTest {
  #browser!: Browser;
  #opened!: OpenEditor;
  #cdp!: CDPSession;

  /** @param isLeft whether the next test may have the page; not where a test sets its clock, which nothing takes back */
  constructor({ isLeft = true, ...options }: { readonly userAgent?: string; readonly isLeft?: boolean } = {}) {
    beforeAll(async () => {
      this.#browser = await sharedBrowser();
    });
    beforeEach(async () => {
      this.#opened = await openEditor(this.#browser, options);
      this.#cdp = await this.page.context().newCDPSession(this.page);
    });
    afterEach(async () => {
      await this.cdp.detach();
      if (isLeft) await leavePage(this.#browser, this.page, sourceOf(options));
      else await this.page.close();
    });
  }

  get page(): Page {
    return this.#opened.page;
  }

  get editor(): JSHandle<EditorPage> {
    return this.#opened.editor;
  }

  get errors(): readonly string[] {
    return this.#opened.errors;
  }

  /** Chromium's own protocol. */
  get cdp(): CDPSession {
    return this.#cdp;
  }

  /** Opens an article with these paragraphs and puts the caret at an index of its body. */
  async open(paragraphs: readonly string[], caret: number): Promise<void> {
    await this.editor.evaluate(
      (page, { paragraphs, caret }) => {
        page.open(paragraphs);
        page.caret(caret);
      },
      { paragraphs, caret },
    );
  }

  /** Another article in the place of the one that is open. */
  async anew(): Promise<void> {
    this.#opened = { ...this.#opened, editor: await this.editor.evaluateHandle((page) => page.anew()) };
  }

  async colleague(change: Parameters<EditorPage["colleague"]>[0]): Promise<void> {
    await this.editor.evaluate((page, change) => page.colleague(change), change);
  }

  /** What each side has. */
  texts(): Promise<EditorPage["texts"]> {
    return this.editor.evaluate((page) => page.texts);
  }

  /** Waits until all sides have this text. */
  async expectText(text: string): Promise<void> {
    await expect.poll(() => this.texts()).toEqual({ shown: text, dom: text, body: text, colleague: text, isEqual: true });
    expect([this.errors, await this.editor.evaluate((page) => page.repairs)]).toEqual([[], []]);
  }
}
