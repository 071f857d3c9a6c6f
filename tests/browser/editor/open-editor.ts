/** The page of `page.ts` in Chromium. */
import { join } from "node:path";
import type { Browser, CDPSession, JSHandle, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launch } from "../chromium.ts";
import { keepPage, openPage } from "../bundled-page.ts";
import type { EditorPage } from "./page.ts";

const EDITOR = join(import.meta.dirname, "../../../renderer/editor");
/** What a page with an article needs. */
export const STYLES = [
  join(EDITOR, "../../node_modules/prosemirror-view/style/prosemirror.css"),
  ...["editor.css", "lists.css", "carets/carets.css", "blocks/figure.css"].map((name) => join(EDITOR, name)),
];

export interface OpenEditor {
  readonly page: Page;
  readonly editor: JSHandle<EditorPage>;
  /** What the page threw. */
  readonly errors: string[];
}

/** @param kept a page that `keepPage` kept */
export async function openEditor(browser: Browser, options: { readonly userAgent?: string } = {}, kept?: Page): Promise<OpenEditor> {
  const { page, handle, errors } = await openPage<EditorPage>(
    browser,
    {
      script: join(import.meta.dirname, "page.ts"),
      name: "editorPage",
      styles: STYLES,
      ...options,
    },
    kept,
  );
  return { page, editor: handle, errors };
}

/** An editor for each test of a file, in one page, or in pages of their own where tests change more than a page is rid of. */
export class EditorOfEachTest {
  #browser!: Browser;
  #opened!: OpenEditor;
  #cdp!: CDPSession;

  constructor({ isKept = true, ...options }: { readonly userAgent?: string; readonly isKept?: boolean } = {}) {
    let kept: Page | undefined;
    beforeAll(async () => {
      this.#browser = await launch();
    });
    afterAll(() => this.#browser.close());
    beforeEach(async () => {
      this.#opened = await openEditor(this.#browser, options, kept);
      this.#cdp = await this.page.context().newCDPSession(this.page);
    });
    afterEach(async () => {
      await this.cdp.detach();
      if (!isKept) await this.page.close();
      else kept = (await keepPage(this.page)) ? this.page : undefined;
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
