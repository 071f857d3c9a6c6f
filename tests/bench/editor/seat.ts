/** One contender at its own page of a browser, and what is measured there. */
import type { Browser, CDPSession, Page } from "playwright-core";
import type { Choice, Place, Stored, Times } from "./page/api.ts";

/** Typed over and over: a word and a space. */
const KEYS = ["س", "ل", "ا", "م", " "];

export interface KeyTimes extends Times {
  /** The editor's own part of a key. */
  readonly dispatched: readonly number[];
  /** Everything the main thread did for one letter until two frames later, as a mean in milliseconds. */
  readonly busy: number;
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
    await cdp.send("Performance.enable");
    return new Seat(page, cdp);
  }

  prepare(choice: Choice): Promise<Stored> {
    return this.page.evaluate((choice) => window.bench.prepare(choice), choice);
  }

  /** @returns milliseconds of each time; the last one stays open */
  async open(times: number): Promise<number[]> {
    const taken: number[] = [];
    for (let i = 0; i < times; i++) {
      await this.#tidy();
      taken.push(await this.page.evaluate(() => window.bench.open()));
      await this.#rest();
    }
    return taken;
  }

  /** Types into the open editor: some keys to warm up, then `keys` that count. */
  async type(place: Place, warmUp: number, keys: number): Promise<KeyTimes> {
    await this.page.evaluate((place) => window.bench.place(place), place);
    await this.#rest();
    for (let i = 0; i < warmUp; i++) await this.#press(i);
    await this.#tidy();
    await this.page.evaluate(() => window.bench.startKeys());
    const before = await this.#busy();
    for (let i = 0; i < keys; i++) await this.#press(i);
    const busy = (await this.#busy()) - before;
    const times = await this.page.evaluate(() => window.bench.stopKeys());
    if (times.shown.length !== keys) throw new Error(`${times.shown.length} of ${keys} keys came to the text`);
    const dispatched = await this.page.evaluate((letters) => window.bench.dispatch(letters), keys);
    return { ...times, busy: busy / keys, dispatched };
  }

  async remote(warmUp: number, letters: number): Promise<Times> {
    await this.page.evaluate(() => window.bench.place("end"));
    await this.#tidy();
    const { shown, laidOut } = await this.page.evaluate((letters) => window.bench.remote(letters), warmUp + letters);
    return { shown: shown.slice(warmUp), laidOut: laidOut.slice(warmUp) };
  }

  async close(): Promise<void> {
    await this.page.evaluate(() => window.bench.close());
  }

  async #press(index: number): Promise<void> {
    const key = KEYS[index % KEYS.length]!;
    const of = { key, code: key === " " ? "Space" : "KeyS", windowsVirtualKeyCode: key === " " ? 32 : 83 };
    await this.#cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, unmodifiedText: key, ...of });
    await this.#cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...of });
    await this.#rest();
  }

  #rest(): Promise<void> {
    return this.page.evaluate(() => window.bench.rest());
  }

  async #tidy(): Promise<void> {
    await this.#cdp.send("HeapProfiler.collectGarbage");
  }

  /** Milliseconds the main thread has worked so far. */
  async #busy(): Promise<number> {
    const { metrics } = await this.#cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
  }
}
