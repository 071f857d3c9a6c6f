/** Which notes the margin shows: by kind, by what is searched for, and which are unread. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, focused, hasFocus } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const ARTICLE = "# پل نو\n\nپل در شهریور باز می‌شود.\n\nبند دوم دربارهٔ هزینه است.\n\nبند آخر";

const ALL = ["کدام سال؟", "چه کسی می‌پردازد؟", "کوتاه شود"];
/** A folded card cuts it off, so that only opening it reads it. */
const long = (text: string): string => `${text} ${"و هنوز چیزهای دیگری هم هست ".repeat(8)}`;

/** @param write what becomes of the words of a note */
async function openArticle(language: Language = "fa", write = long) {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, markdown]) => article.open(language, markdown), [language, ARTICLE] as const);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  const said = ALL.map(write);
  await handle.evaluate((article, [first, second, third]) => {
    article.note([["شهریور", first!]], true);
    article.note([
      ["هزینه", second!],
      ["آخر", third!],
    ]);
  }, said);
  const filter = (key: "open" | "mine" | "mentions" | "unread", count: number) =>
    page.getByRole("button", { name: t(`margin.filter.${key}`, { count }), exact: true });
  const begin = (texts: string[]) => texts.map((text) => ALL.find((one) => text.startsWith(one)) ?? text);
  const cards = async () =>
    begin(await page.locator(".margin-fold > .margin-text, .margin-message:first-of-type .margin-text").allTextContents());
  const active = async () => begin(await page.locator("[data-active] .margin-message .margin-text").allTextContents());
  const search = page.getByRole("searchbox", { name: t("threads.search") });
  await filter("open", 3).waitFor();
  const answer = (note: number) => handle.evaluate((article, text) => article.answer(text, "۱۴۰۵"), said[note]!);
  return { page, t, text, filter, cards, active, search, answer };
}

inFaAndEn((language) => {
  test("NO34: mentions and unread notes are counted, and what is filtered out is not drawn", async () => {
    const { page, filter, cards } = await openArticle(language);
    await expect.poll(cards).toEqual(ALL);
    await filter("unread", 3).waitFor();
    expect(await axeViolations(page, "[data-region=margin]")).toEqual([]);
    await filter("mentions", 1).click();
    await expect.poll(cards).toEqual(["کدام سال؟"]);
    expect(await filter("mentions", 1).getAttribute("aria-pressed")).toBe("true");
    await filter("mine", 0).click();
    await expect.poll(cards).toEqual([]);
    await filter("open", 3).click();
    await expect.poll(cards).toEqual(ALL);
  });

  test("NO34: where the notes that are counted have lost their text, the empty column says where they are", { tags: "long" }, async () => {
    const { page, t, text, filter, cards } = await openArticle(language);
    const said = page.locator("output.margin-empty");
    expect(await said.count()).toBe(0);
    for (const block of [2, 1, 0]) {
      await text.locator("p").nth(block).click({ clickCount: 3 });
      await page.keyboard.press("Delete");
    }
    const lost = t("margin.filter.orphans", { count: 3 });
    await page.getByRole("button", { name: lost }).waitFor();
    await expect.poll(cards).toEqual([]);
    expect(await said.allTextContents()).toEqual([t("threads.filter.orphans", { list: lost })]);
    expect(await axeViolations(page, "[data-region=margin]")).toEqual([]);
    await filter("mine", 0).click();
    await expect.poll(() => said.allTextContents()).toEqual([t("threads.filter.none")]);
  });
});

test(
  "NO34: next and previous go by what is shown, and the active note stays when it is of that kind no more",
  { tags: "long" },
  async () => {
    const { page, text, filter, cards, active } = await openArticle();
    await caretAfter(text, "پل نو");
    await filter("mentions", 1).click();
    await expect.poll(cards).toEqual(["کدام سال؟"]);
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await expect.poll(active).toEqual(["کدام سال؟"]);
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await filter("unread", 2).waitFor();
    expect(await active()).toEqual(["کدام سال؟"]);
    await filter("unread", 2).click();
    await expect.poll(cards).toEqual(ALL);
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await expect.poll(cards).toEqual(ALL.slice(1));
  },
);

test("NO35: Ctrl+Alt+F searches in the notes, however a word is spelled; Enter goes to the first, Escape shows all again", async () => {
  const { page, t, cards, search, filter } = await openArticle();
  await page.keyboard.press("Control+Alt+f");
  await expect.poll(() => hasFocus(search)).toBe(true);
  await page.keyboard.type("ميپردازد");
  await expect.poll(cards).toEqual(["چه کسی می‌پردازد؟"]);
  await page
    .locator("output")
    .getByText(t("threads.filter.count", { count: 1 }))
    .waitFor({ state: "attached" });
  await filter("open", 1).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toContain("هزینه");
  await search.fill("zzz");
  await search.press("ArrowRight");
  await page.locator("output").getByText(t("threads.filter.none")).waitFor({ state: "attached" });
  await search.press("Escape");
  expect(await search.inputValue()).toBe("");
  await expect.poll(async () => (await cards()).length).toBe(3);
});

test("NO36: what was open is read; a new answer in it is unread", { tags: "long" }, async () => {
  const { page, t, text, filter, answer } = await openArticle();
  await filter("unread", 3).waitFor();
  const card = page.locator(".margin-note", { hasText: "کدام سال؟" });
  await card.locator(".margin-fold").click();
  await filter("unread", 2).waitFor();
  await caretAfter(text, "پل نو");
  await expect.poll(() => card.getAttribute("data-active")).toBe(null);
  await answer(0);
  await card.getByText(t("threads.unread", { count: 1 })).waitFor();
  await filter("unread", 3).waitFor();
});

test("NO37: a short note that was in sight is read; one whose answers are folded is not", { tags: "long" }, async () => {
  const { page, filter, answer } = await openArticle("fa", (text) => text);
  await answer(0);
  await filter("unread", 1).waitFor();
  await expect.poll(() => page.locator("[data-unread] .margin-fold > .margin-text").allTextContents()).toEqual(["کدام سال؟"]);
});

test("NO37: all are marked as read by one button", { tags: "long" }, async () => {
  const { page, t, filter } = await openArticle();
  await filter("unread", 3).click();
  await page.getByRole("button", { name: t("threads.unread.all") }).click();
  await expect.poll(() => page.locator("[data-unread]").count()).toBe(0);
  await filter("unread", 0).waitFor();
});
