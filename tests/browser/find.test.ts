/** Finding and replacing in the open article: real keys, real marks, and what it costs. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { quantile } from "../bench/editor/report.ts";
import { leavePage, openPage } from "./bundled-page.ts";
import { sharedBrowser } from "./chromium.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import type { FindPage } from "./find/page.ts";
import { selectWords } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");
const TEXT = ["# پل نو", "پل نو باز شد و پُل کهنه ماند.", "پل‌ساز پل را ساخت.", "آخرین پل."].join("\n\n");

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, text]) => article.open(language as Language, text!), [language, TEXT]);
  await page.locator(".ProseMirror").waitFor();
  const text = page.getByRole("textbox", { name: t("editor.text") });
  const bar = page.getByRole("search", { name: t("find.name") });
  const field = bar.getByRole("textbox", { name: t("find.words") });
  const said = bar.getByRole("status");
  const says = (words: string) => expect.poll(() => said.textContent()).toBe(words);
  const blocks = () => text.locator(":scope > *").allTextContents();
  return { page, handle, t, text, bar, field, said, says, blocks };
}

/** What is marked, by the names of the highlights. */
const marked = (page: Page, name: string): Promise<string[]> =>
  page.evaluate(
    (name) =>
      [...(CSS.highlights.get(name) ?? [])].map(({ startContainer, startOffset, endContainer, endOffset }) => {
        const range = new Range();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        return String(range);
      }),
    name,
  );

/** Chromium shows a selection up to the end of a letter with what joins it. */
const selected = (page: Page): Promise<string> => page.evaluate(() => String(getSelection()).replaceAll("\u200C", ""));

inFaAndEn((language) => {
  test("FR7, FR16, FR19: Ctrl+F finds as one types, marks all hits and says how many; axe finds nothing wrong", async () => {
    const { page, t, text, bar, field, says } = await openArticle(language);
    await text.focus();
    await page.keyboard.press("Control+KeyF");
    await expect.poll(() => hasFocus(field)).toBe(true);
    await page.keyboard.type("پل");
    await says(t("find.count", { index: 1, count: 6 }));
    expect(await marked(page, "find-current")).toEqual(["پل"]);
    expect(await marked(page, "find-hit")).toEqual(["پل", "پُل", "پل", "پل", "پل"]);
    await page.keyboard.press("Control+KeyH");
    await bar.getByRole("textbox", { name: t("find.template") }).waitFor();
    expect(await axeViolations(page, ".find-bar")).toEqual([]);
    await field.fill("نیست");
    await says(t("find.none"));
    expect(await marked(page, "find-hit")).toEqual([]);
  });
});

test("FR16, FR17: F3 and Shift+F3 walk through the hits and around, and Escape brings the caret back to the one that one is at", async () => {
  const { page, t, text, bar, field, said, says } = await openArticle();
  await text.focus();
  await page.keyboard.press("Control+KeyF");
  await page.keyboard.type("پل");
  await page.keyboard.press("F3");
  await says(t("find.count", { index: 2, count: 6 }));
  await page.keyboard.press("Enter");
  await says(t("find.count", { index: 3, count: 6 }));
  await page.keyboard.press("Shift+F3");
  await page.keyboard.press("Shift+Enter");
  await says(t("find.count", { index: 1, count: 6 }));
  await page.keyboard.press("Control+Shift+KeyG");
  await says(`${t("find.report.wrappedBack")} · ${t("find.count", { index: 6, count: 6 })}`);
  await page.keyboard.press("Control+KeyG");
  await expect.poll(() => said.textContent()).toContain(t("find.report.wrapped"));
  await page.keyboard.press("F3");
  await page.keyboard.press("F3");
  expect(await hasFocus(field)).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(text)).toBe(true);
  expect([await selected(page), await bar.count(), await marked(page, "find-hit")]).toEqual(["پُل", 0, []]);
  // From the text, which keeps the focus.
  await page.keyboard.press("F3");
  await says(t("find.count", { index: 4, count: 6 }));
  expect([await selected(page), await hasFocus(text)]).toEqual(["پل", true]);
});

test("FR16: Ctrl+F takes the words that are selected, and F3 in the text opens the bar to ask for some", async () => {
  const { page, t, text, field, says } = await openArticle();
  await text.focus();
  await page.keyboard.press("F3");
  await expect.poll(() => hasFocus(field)).toBe(true);
  await page.keyboard.press("Escape");
  await selectWords(text, "کهنه");
  await page.keyboard.press("Control+KeyF");
  await says(t("find.count", { index: 1, count: 1 }));
  expect(await field.inputValue()).toBe("کهنه");
});

test("FR1, FR3: whole words, and what counts as the same, are switched by keyboard", { tags: "long" }, async () => {
  const { page, t, text, bar, says } = await openArticle();
  await text.focus();
  await page.keyboard.press("Control+KeyF");
  await page.keyboard.type("پل");
  await bar.getByRole("button", { name: t("find.wholeWord") }).press("Space");
  await says(t("find.count", { index: 1, count: 5 }));
  await bar.getByRole("button", { name: t("find.options") }).press("Enter");
  const marks = page.getByRole("menuitemcheckbox", { name: t("find.folding.marks") });
  await marks.waitFor();
  await marks.press("Enter");
  await page.keyboard.press("Escape");
  await says(t("find.count", { index: 1, count: 4 }));
});

test("FR10, FR12: one is replaced and the next is shown, all are replaced at once, and Ctrl+Z takes all back", async () => {
  const { page, t, text, bar, says, blocks } = await openArticle();
  const before = await blocks();
  await text.focus();
  await page.keyboard.press("Control+KeyH");
  await page.keyboard.type("پل");
  const template = bar.getByRole("textbox", { name: t("find.template") });
  await template.fill("سد");
  await template.press("Enter");
  await says(`${t("find.report.replaced", { count: 1 })} · ${t("find.count", { index: 1, count: 5 })}`);
  expect((await blocks())[0]).toBe("سد نو");
  await template.press("Control+Enter");
  await says(`${t("find.report.replaced", { count: 5 })} · ${t("find.none")}`);
  expect(await blocks()).toEqual(["سد نو", "سد نو باز شد و سد کهنه ماند.", "سد‌ساز سد را ساخت.", "آخرین سد."]);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(text)).toBe(true);
  await page.keyboard.press("Control+KeyZ");
  await expect.poll(async () => (await blocks())[3]).toBe("آخرین پل.");
  await page.keyboard.press("Control+KeyZ");
  await expect.poll(blocks).toEqual(before);
});

test("FR10: in a selection only the hits in it are found and replaced", { tags: "long" }, async () => {
  const { page, t, text, bar, says, blocks } = await openArticle();
  await selectWords(text, "پل‌ساز پل را");
  await page.keyboard.press("Control+KeyH");
  await bar.getByRole("button", { name: t("find.inSelection") }).click();
  await bar.getByRole("textbox", { name: t("find.words") }).fill("پل");
  await says(t("find.count", { index: 1, count: 2 }));
  await bar.getByRole("textbox", { name: t("find.template") }).fill("سد");
  await bar.getByRole("button", { name: t("find.replaceAll") }).click();
  await expect.poll(blocks).toEqual(["پل نو", "پل نو باز شد و پُل کهنه ماند.", "سد‌ساز سد را ساخت.", "آخرین پل."]);
});

test("FR8: while the bar is open, hits follow what is typed and what a colleague writes", async () => {
  const { page, handle, t, text, says } = await openArticle();
  await text.focus();
  await page.keyboard.press("Control+KeyF");
  await page.keyboard.type("پل");
  await page.keyboard.press("F3");
  await says(t("find.count", { index: 2, count: 6 }));
  await handle.evaluate((article) => article.writes("امید", 2, 0, "پل پل ", 0));
  await says(t("find.count", { index: 4, count: 8 }));
  expect(await marked(page, "find-current")).toEqual(["پل"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("F3");
  await text.press("Backspace");
  await says(t("find.count.some", { count: 7 }));
});

test(
  "FR26: after a letter only the marks of its block are made anew, and the map shows where there are hits",
  { tags: "long" },
  async () => {
    const { page, t, text, says } = await openArticle();
    await text.focus();
    await page.keyboard.press("Control+KeyF");
    await page.keyboard.type("پل");
    await says(t("find.count", { index: 1, count: 6 }));
    await page.evaluate(() => Object.assign(window, { before: new Set(CSS.highlights.get("find-hit")) }));
    await text.evaluate((editor) => getSelection()!.collapse(editor.lastElementChild!.firstChild, 2));
    await text.focus();
    await page.keyboard.insertText("ب");
    await expect.poll(async () => (await marked(page, "find-hit")).length).toBe(5);
    await expect.poll(() => text.locator(":scope > *").last().textContent()).toBe("آخبرین پل.");
    const stayed = () =>
      page.evaluate(() => {
        const { before } = window as unknown as { before: ReadonlySet<AbstractRange> };
        return [...CSS.highlights.get("find-hit")!].filter((range) => before.has(range)).length;
      });
    await expect.poll(stayed).toBe(4);
    const map = page.locator(".find-map");
    const drawn = () =>
      map.evaluate((canvas: HTMLCanvasElement) =>
        canvas.height > 100
          ? canvas
              .getContext("2d")!
              .getImageData(0, 0, canvas.width, canvas.height)
              .data.filter((one) => one > 0).length
          : 0,
      );
    await expect.poll(drawn).toBeGreaterThan(0);
    const before = await drawn();
    await page.keyboard.press("Control+KeyF");
    await page.keyboard.type("کهنه");
    await says(t("find.count", { index: 1, count: 1 }));
    await expect.poll(drawn).toBeLessThan(before);
  },
);

test("FR18: who may not write in the text finds, and is offered nothing to replace with", async () => {
  const { page, handle, t, text, bar, says, blocks } = await openArticle();
  await handle.evaluate((article) => article.setRole("commenter"));
  await page.getByText(t("app.role.commenter")).waitFor();
  await text.focus();
  await page.keyboard.press("Control+KeyH");
  await page.keyboard.type("پل");
  await says(t("find.count", { index: 1, count: 6 }));
  expect(await bar.getByRole("textbox").count()).toBe(1);
  expect(await bar.getByRole("button", { name: t("find.toggleReplace") }).count()).toBe(0);
  await page.keyboard.press("Control+Enter");
  expect((await blocks())[0]).toBe("پل نو");
});

test("FR5: what is wrong with an expression is said, and nothing is marked", async () => {
  const { page, t, text, bar, field, says } = await openArticle();
  await text.focus();
  await page.keyboard.press("Control+KeyF");
  await bar.getByRole("button", { name: t("find.pattern") }).press("Space");
  await field.fill("(پل");
  await says(t("find.fault.group"));
  expect([await field.getAttribute("aria-invalid"), await marked(page, "find-hit")]).toEqual(["true", []]);
});

const FIND_PAGE = { script: join(import.meta.dirname, "find/page.ts"), name: "findPage" };
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

test.each([
  [0, 2],
  [300, 3],
])(
  "FR9: with %i suggestions in 10,000 words a key costs at most %i times as much while hits are marked",
  { tags: "long" },
  async (suggestions, most) => {
    const { page, handle, errors } = await openPage<FindPage>(browser, FIND_PAGE);
    const times = await handle.evaluate(async (one, suggestions) => {
      one.open("tahrir", 10_000, suggestions);
      const times = { closed: [] as number[], opened: [] as number[], count: (await one.find("ار")).count };
      for (let round = 0; round < 5; round++) {
        for (const kind of ["closed", "opened"] as const) {
          await one.find(kind === "closed" ? "" : "ار");
          one.settle();
          one.key();
          for (let i = 0; i < 20; i++) times[kind].push(one.key());
        }
      }
      return times;
    }, suggestions);
    // Others may work on the machine, which tells in the slower ones.
    const [closed, opened] = [times.closed, times.opened].map((all) => quantile(all, 0.2));
    console.log(`${times.count} hits: closed ${closed!.toFixed(2)} ms, open ${opened!.toFixed(2)} ms`);
    expect(times.count).toBeGreaterThan(500);
    expect(opened! / closed!).toBeLessThan(most);
    expect(errors).toEqual([]);
    await leavePage(browser, page, FIND_PAGE);
  },
);

test.each([false, true])(
  "FR30: of thousands it is said first that they are replaced, once however often one asks (suggesting: %s)",
  { tags: "long" },
  async (isSuggesting) => {
    const { page, handle, errors } = await openPage<FindPage>(browser, {
      script: join(import.meta.dirname, "find/page.ts"),
      name: "findPage",
    });
    const { count, said, grown } = await handle.evaluate(async (one, isSuggesting) => {
      one.open("tahrir", 3_000, 0);
      const { count } = await one.find("ا");
      one.suggest(isSuggesting);
      return { count, ...(await one.replaceAllTwice("اا")) };
    }, isSuggesting);
    expect(count).toBeGreaterThan(1_000);
    expect(said).toEqual([`replacing ${count}`, `replaced ${count}`]);
    // Of a suggestion, what it strikes out stays.
    expect(grown).toBe(isSuggesting ? 2 * count : count);
    expect(errors).toEqual([]);
    await page.close();
  },
);
