/** One person at one window: what they see and do, in the words of the interface (English unless said otherwise). */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { FSI, PDI } from "../../shared/text/bidi-controls.ts";
import { hasRightToLeftLetter } from "../../shared/text/direction.ts";
import { caretAfter, selectWords } from "../browser/select-words.ts";

/** How long anything on a screen may take on a loaded machine, in milliseconds. */
export const SEEN_WITHIN = 40_000;

export class Person {
  readonly name: string;
  readonly page: Page;
  /** What went wrong in the window without being caught. */
  readonly errors: string[] = [];

  constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
    page.setDefaultTimeout(SEEN_WITHIN);
    page.on("pageerror", (error) => this.errors.push(`${name}: ${error.stack ?? error.message}`));
  }

  /** The name as a sentence of the interface has it (SU47). */
  get shownName(): string {
    return hasRightToLeftLetter(this.name) ? `${FSI}${this.name}${PDI}` : this.name;
  }

  get article(): Locator {
    return this.page.getByRole("textbox", { name: "Article text" });
  }

  get sync(): Locator {
    return this.page.getByRole("status", { name: "Sync" });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async open(url: string, language = "en"): Promise<void> {
    const address = new URL(url);
    address.searchParams.set("lang", language);
    await this.page.goto(address.href);
    // An article, or the page that greets a newcomer.
    await this.page.getByRole("textbox").or(this.page.locator(".app-welcome")).first().waitFor();
  }

  /** Another window of the same person, in the same browser. */
  async anotherWindow(language: string): Promise<Person> {
    const { origin } = new URL(this.page.url());
    const person = new Person(this.name, await this.page.context().newPage());
    await person.open(origin, language);
    return person;
  }

  /** Creates an article with this headline and leaves the caret in an empty paragraph. */
  async createArticle(headline: string): Promise<void> {
    await this.button("New article").click();
    await expect.poll(() => this.text(), { timeout: SEEN_WITHIN, message: `${this.name} sees a new article` }).toBe("");
    await this.article.focus();
    await this.insert(headline);
    await this.page.keyboard.press("Enter");
  }

  /** Opens an article of the library by its headline. */
  async openArticle(headline: string): Promise<void> {
    await this.page.getByRole("navigation").getByText(headline, { exact: true }).click();
    await this.sees(headline);
  }

  /** The article's blocks, one per line, without what the window draws between the letters. */
  async text(): Promise<string> {
    return this.article.evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const drawn of copy.querySelectorAll(".ProseMirror-widget, [contenteditable=false]")) drawn.remove();
      for (const line of copy.querySelectorAll("br:not(.ProseMirror-trailingBreak)")) line.replaceWith("\u2028");
      return [...copy.children]
        .map((block) => block.textContent ?? "")
        .join("\n")
        .trim();
    });
  }

  async sees(text: string): Promise<void> {
    await expect.poll(() => this.text(), { timeout: SEEN_WITHIN, message: `${this.name} sees "${text}"` }).toContain(text);
  }

  /** Puts the caret behind `phrase`, which stands within one block. */
  async caretAfter(phrase: string): Promise<void> {
    await this.sees(phrase);
    await caretAfter(this.article, phrase);
  }

  async select(phrase: string): Promise<void> {
    await this.sees(phrase);
    await selectWords(this.article, phrase);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Puts text at the caret at once, as an input method does: what a test begins with, and is not about. */
  async insert(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Comments on `phrase`. */
  async comment(phrase: string, words: string): Promise<void> {
    await this.select(phrase);
    await this.button("Comment").click();
    await this.insert(words);
    await this.press("Control+Enter");
    await this.page.getByText(words).first().waitFor();
  }

  /** Sets the switch that keeps this desk off the network. */
  async workOffline(offline: boolean): Promise<void> {
    const control = this.page.getByRole("switch", { name: "Work offline" });
    if ((await control.isChecked()) !== offline) await this.page.getByText("Work offline", { exact: true }).click();
    // It shows what the core did, not what was asked of it.
    await expect.poll(() => control.isChecked(), { timeout: SEEN_WITHIN, message: `${this.name}'s switch` }).toBe(offline);
  }

  /** Waits until the sync state says this. */
  async syncSays(words: RegExp): Promise<void> {
    await expect
      .poll(async () => (await this.sync.textContent()) ?? "", { timeout: SEEN_WITHIN, message: `${this.name}'s sync state` })
      .toMatch(words);
  }

  /** Pastes as from another program. */
  async paste(data: { readonly "text/html"?: string; readonly "text/plain": string }): Promise<void> {
    await this.article.evaluate((element, data) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, data);
  }
}
