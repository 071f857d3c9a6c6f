/** One contender at its own page of a browser, and what is measured there. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { pressKey, workOf } from "./keyboard.ts";
import { longestTask } from "./longest-task.ts";
import type { Accepted, Arrival, Choice, FirstCheck, Opened, Place, Return, Stored } from "./page/api.ts";

export interface Opening extends Opened {
  /** Until the text is laid out that is in sight. */
  readonly shown: number;
  /** Of the main thread until then, in milliseconds of processor time. */
  readonly workShown: number;
  readonly work: number;
}

export class Seat {
  readonly page: Page;
  readonly #cdp: CDPSession;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }

  static async take(browser: Browser, url: string): Promise<Seat> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(url);
    await page.evaluate(() => document.fonts.load("400 19px 'Vazirmatn Variable'", "سلام"));
    const cdp = await page.context().newCDPSession(page);
    // Processor time: others may work on the machine.
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Seat(page, cdp);
  }

  prepare(choice: Choice): Promise<Stored> {
    return this.page.evaluate((choice) => window.bench.prepare(choice), choice);
  }

  /** @returns milliseconds until text is laid out, and of all the main thread did until everything is */
  async open(): Promise<Opening> {
    await this.close();
    const before = await this.busy();
    const shown = await this.page.evaluate(() => window.bench.open());
    const workShown = (await this.busy()) - before;
    // An editor may put off what is out of sight, and what stands beside the text.
    const opened = await this.page.evaluate(() => window.bench.opened());
    const work = (await this.busy()) - before;
    if ((await this.page.locator("[data-opening]").count()) > 0) throw new Error("the editor is not done with opening");
    return { ...opened, shown, workShown, work };
  }

  part(edits: number): Promise<number> {
    return this.page.evaluate((edits) => window.bench.part(edits), edits);
  }

  openApart(): Promise<void> {
    return this.page.evaluate(() => window.bench.openApart());
  }

  comeBack(): Promise<Return> {
    return this.page.evaluate(() => window.bench.comeBack());
  }

  async close(): Promise<void> {
    await this.page.evaluate(() => window.bench.close());
    await this.tidy();
  }

  /** Garbage of what came before is not to be collected in what comes. */
  async tidy(): Promise<void> {
    await this.#cdp.send("HeapProfiler.collectGarbage");
  }

  async place(place: Place): Promise<void> {
    await this.page.evaluate((place) => window.bench.place(place), place);
    await this.#rest();
  }

  async suggest(isSuggesting: boolean): Promise<void> {
    await this.page.evaluate((is) => window.bench.suggest(is), isSuggesting);
    await this.#rest();
  }

  async startKeys(): Promise<void> {
    await this.page.evaluate(() => window.bench.startKeys());
  }

  stopKeys(): Promise<readonly number[]> {
    return this.page.evaluate(() => window.bench.stopKeys());
  }

  /** Presses and lets go of the key with this number, and waits until the frame after it is drawn. */
  async press(index: number): Promise<void> {
    await pressKey(this.#cdp, index);
    await this.#rest();
  }

  /** Checks the article for the first time. @returns what came of it, and the longest task of a page meanwhile, in milliseconds */
  async check(): Promise<FirstCheck & { readonly longest: number }> {
    const browser = this.page.context().browser()!;
    await browser.startTracing(this.page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    const checked = await this.page.evaluate(() => window.bench.check());
    return { ...checked, longest: longestTask(await browser.stopTracing()) };
  }

  /** Accepts all findings of a kind. @returns what came of it, and the longest task of a page meanwhile, in milliseconds of processor time */
  async accept(): Promise<Accepted & { readonly longest: number }> {
    const browser = this.page.context().browser()!;
    await browser.startTracing(this.page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    const accepted = await this.page.evaluate(() => window.bench.accept());
    return { ...accepted, longest: longestTask(await browser.stopTracing()) };
  }

  /** @returns milliseconds of processor time of the main thread for one step */
  async scroll(step: number): Promise<number> {
    const before = await this.busy();
    await this.page.evaluate((step) => window.bench.scroll(step), step);
    return (await this.busy()) - before;
  }

  dispatch(): Promise<number> {
    return this.page.evaluate(() => window.bench.dispatch());
  }

  remote(): Promise<Arrival> {
    return this.page.evaluate(() => window.bench.remote());
  }

  /** Milliseconds of processor time that the page's main thread has taken so far. */
  busy(): Promise<number> {
    return workOf(this.#cdp);
  }

  #rest(): Promise<void> {
    return this.page.evaluate(() => window.bench.rest());
  }
}
