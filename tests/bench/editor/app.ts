/**
 * The program as a person has it: started, its library filled, a long article imported and noted on; then the page loaded
 * until its words are there, and keys typed with the whole window around them.
 */
import type { Browser, Page } from "playwright-core";
import { setTimeout as wait } from "node:timers/promises";
import { LauncherProcess } from "../../e2e/launcher.ts";
import { pressKey, workOf } from "./keyboard.ts";
import { WHOLE_APP, type Measured } from "./report.ts";
import type { Scale } from "./scale.ts";
import { Seat } from "./seat.ts";
import { writeArticle } from "./words.ts";

/** Longest time of one step in the page, in milliseconds: a long article is imported in one. */
const STEP_TIMEOUT = 120_000;
/** A brisk typist's, in milliseconds. */
const PACE = 150;
/** Words are counted, notes checked and lists told anew when the typist rests, in milliseconds. */
const REST = 1500;

interface Plan {
  readonly words: number;
  readonly seed: number;
  readonly keys: number;
  readonly rounds: number;
  readonly scale: Scale;
}

/** @param url of the bench page, for the bare editor that the window is compared with */
export async function measureApp(browser: Browser, url: string, plan: Plan): Promise<Measured[]> {
  const { articles, loads: count, notes } = plan.scale;
  const launcher = new LauncherProcess();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const { editors } = await launcher.start();
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT);
    await page.addInitScript(watch);
    await page.goto(`${editors[0]!.url}&lang=en`);
    await page.locator(".ProseMirror").waitFor();
    await importFiles(
      page,
      Array.from({ length: articles }, (_, i) => markdown(`other-${i}`, 60, plan.seed + i + 1)),
    );
    await importFiles(page, [markdown("bench", plan.words, plan.seed)]);
    const loads: number[] = [];
    for (let i = 0; i < count; i++) loads.push(await load(page, plan.words));
    for (let i = 0; i < notes; i++) await comment(page, (i + 0.5) / notes, `Bench note ${i + 1}.`);
    const bare = await Seat.take(browser, url);
    await bare.prepare({ contender: "ProseMirror", history: "fresh", notes: 0, words: plan.words, seed: plan.seed });
    await bare.open();
    const rows = [{ measure: "npm start, page.goto", times: { Tahrir: loads } }, await measureKeys(page, bare, plan)];
    await bare.page.close();
    return rows;
  } finally {
    await context.close();
    await launcher.close();
  }
}

const markdown = (name: string, words: number, seed: number) => ({
  name: `${name}.md`,
  mimeType: "text/markdown",
  buffer: Buffer.from(writeArticle(words, seed)),
});

/** Imports these, and waits until the last of them is open. */
async function importFiles(page: Page, files: ReturnType<typeof markdown>[]): Promise<void> {
  const { hash } = new URL(page.url());
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await (await chosen).setFiles(files);
  await page.waitForFunction((hash) => location.hash !== hash, hash);
}

async function load(page: Page, words: number): Promise<number> {
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await page.waitForFunction(() => "articleShown" in window);
  const [at, characters] = await page.evaluate(
    () =>
      [(window as unknown as { articleShown: number }).articleShown, document.querySelector(".ProseMirror")!.textContent.length] as const,
  );
  if (characters < words) throw new Error(`the page shows ${characters} characters of an article of ${words} words`);
  return at;
}

/** Comments on a word of the plain paragraph that stands at `fraction` of the article. */
async function comment(page: Page, fraction: number, words: string): Promise<void> {
  await placeCaret(page, fraction);
  await page.keyboard.press("Control+Alt+m");
  await page.getByRole("textbox", { name: "Text of the comment" }).waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press("Control+Enter");
  await page.getByText(words).first().waitFor();
}

/** The window and a bare ProseMirror take turns; the whole work of both, with what follows a key when the typist rests. */
async function measureKeys(page: Page, bare: Seat, { keys, rounds }: Plan): Promise<Measured> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await placeCaret(page, 0.5);
  await bare.place("middle");
  const tahrir: number[] = [];
  const prosemirror: number[] = [];
  for (let round = -1; round < rounds; round++) {
    await cdp.send("HeapProfiler.collectGarbage");
    await bare.tidy();
    await wait(REST);
    const before = [await workOf(cdp), await bare.busy()] as const;
    for (let i = 0; i < keys; i++) {
      await pressKey(cdp, i);
      await bare.press(i);
      await wait(PACE);
    }
    await wait(REST);
    const after = [await workOf(cdp), await bare.busy()] as const;
    // The first warms up.
    if (round < 0) continue;
    tahrir.push((after[0] - before[0]) / keys);
    prosemirror.push((after[1] - before[1]) / keys);
  }
  return { measure: WHOLE_APP, times: { Tahrir: tahrir, ProseMirror: prosemirror } };
}

/** Puts the caret into the middle of the plain paragraph that stands at `fraction` of the article. */
async function placeCaret(page: Page, fraction: number): Promise<void> {
  await page.locator(".ProseMirror").evaluate(async (element, fraction) => {
    const paragraphs = [...element.querySelectorAll<HTMLElement>(":scope > p")].filter((block) => block.childNodes.length === 1);
    const block = paragraphs[Math.floor(paragraphs.length * fraction)]!;
    block.scrollIntoView({ block: "center" });
    (element as HTMLElement).focus({ preventScroll: true });
    const text = block.firstChild as Text;
    const told = new Promise((resolve) => document.addEventListener("selectionchange", resolve, { once: true }));
    const selection = getSelection()!;
    const [node, offset] = [selection.anchorNode, selection.anchorOffset];
    selection.collapse(text, Math.floor(text.length / 2));
    // Nothing is told where it stood there before.
    if (selection.anchorNode !== node || selection.anchorOffset !== offset) await told;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }, fraction);
}

/** Runs in the page: notes when the article stands in it and is laid out, on the clock that starts with the navigation. */
function watch(): void {
  const text = document.querySelector(".ProseMirror");
  if (!text || text.childElementCount < 3 || text.getBoundingClientRect().height === 0) requestAnimationFrame(watch);
  else Object.assign(window, { articleShown: performance.now() });
}
