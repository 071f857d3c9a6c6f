/** The composer of a note and the margin around it: its keys, its draft, and where the focus is. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, focused, hasFocus } from "./components/open-component.ts";
import { caretAfter, selectWords } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const ARTICLE = "# پل نو\n\nپل در شهریور باز می‌شود.";
const ZWNJ = "\u200C";

async function openArticle(language: Language = "fa") {
  const { page, handle, t, reload } = await open(language);
  const show = async (article: typeof handle): Promise<void> => {
    await article.evaluate((article, [language, markdown]) => article.open(language, markdown), [language, ARTICLE] as const);
    await text.waitFor();
  };
  const text = page.getByRole("textbox", { name: t("editor.text") });
  const composer = page.getByRole("region", { name: t("margin.composer") });
  const field = composer.getByRole("textbox", { name: t("margin.composer.text") });
  const button = (within: Locator, key: Parameters<typeof t>[0]) => within.getByRole("button", { name: t(key), exact: true });
  const toolbar = page.getByRole("toolbar", { name: t("editor.toolbar") });
  const notes = () => page.locator(".margin-message .margin-text").allTextContents();
  await show(handle);
  return { page, t, text, composer, field, button, toolbar, notes, again: async () => show(await reload()) };
}

inFaAndEn((language) => {
  test("NO22: Ctrl+Alt+M opens the composer on the selection, Ctrl+Enter posts, and the focus goes back to the text", async () => {
    const { page, t, text, composer, field, button, notes } = await openArticle(language);
    await selectWords(text, "شهریور");
    await page.keyboard.press("Control+Alt+m");
    await composer.getByText(t("margin.composer.about", { quote: "شهریور" })).waitFor();
    await expect.poll(() => hasFocus(field)).toBe(true);
    expect(await button(composer, "margin.post").isDisabled()).toBe(true);
    await page.keyboard.type("کدام");
    await page.keyboard.press("Shift+Space");
    await page.keyboard.type("سال؟");
    expect(await field.inputValue()).toBe(`کدام${ZWNJ}سال؟`);
    expect(await button(composer, "margin.post").isDisabled()).toBe(false);
    expect(await axeViolations(page, "[data-region=margin]")).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await expect.poll(notes).toEqual([`کدام${ZWNJ}سال؟`]);
    expect(await composer.count()).toBe(0);
    await expect.poll(() => hasFocus(text)).toBe(true);
    expect(await text.textContent()).toBe("پل نوپل در شهریور باز می‌شود.");
  });
});

test("NO22: without a selection a comment is on the word at the caret, and without a word the button says what is missing", async () => {
  const { page, t, text, composer, button, toolbar } = await openArticle();
  await caretAfter(text, "در شهر");
  await button(toolbar, "margin.comment").click();
  await composer.getByText(t("margin.composer.about", { quote: "شهریور" })).waitFor();
  await button(composer, "margin.cancel").click();
  await composer.waitFor({ state: "detached" });
  await caretAfter(text, "باز می‌شود.");
  await page.keyboard.press("Enter");
  await button(toolbar, "margin.comment").click();
  await page.getByRole("alert").getByText(t("margin.comment.nothing")).waitFor();
  expect(await composer.count()).toBe(0);
});

test("NO21: Escape goes back to the text and keeps what was written, also when the page is loaded again, until it is discarded", async () => {
  const { page, t, text, composer, field, button, again } = await openArticle();
  await selectWords(text, "شهریور");
  await page.keyboard.press("Control+Alt+m");
  await page.keyboard.type("نیمه‌کاره");
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(text)).toBe(true);
  expect(await field.inputValue()).toBe("نیمه‌کاره");
  await again();
  await field.waitFor();
  expect(await field.inputValue()).toBe("نیمه‌کاره");
  await composer.getByText(t("margin.composer.about", { quote: "شهریور" })).waitFor();
  // It takes no focus by itself.
  expect(await hasFocus(field)).toBe(false);
  await button(composer, "margin.discard").click();
  await composer.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).not.toBe("nothing");
  await again();
  expect(await composer.count()).toBe(0);
});

test("NO21: Escape keeps what was written in an answer, which its button discards", { tags: "long" }, async () => {
  const { page, t, text, button, notes } = await openArticle();
  await selectWords(text, "شهریور");
  await page.keyboard.press("Control+Alt+m");
  await page.keyboard.type("کدام سال؟");
  await page.keyboard.press("Control+Enter");
  const note = page.getByRole("article");
  await button(note, "margin.reply").click();
  const answer = note.getByRole("textbox", { name: t("margin.reply.text") });
  await page.keyboard.type("همین سال");
  await page.keyboard.press("Escape");
  expect(await answer.inputValue()).toBe("همین سال");
  await button(note, "margin.cancel").click();
  expect(await answer.count()).toBe(0);
  await expect.poll(notes).toEqual(["کدام سال؟"]);
});

test("UI5, NO22: a commenter, who may not edit the text, comments by the same keys", async () => {
  const { page, t, text, composer, notes } = await openArticle();
  await page.evaluate(() => (window as unknown as { articlePage: ArticlePage }).articlePage.setRole("commenter"));
  await page.getByText(t("app.role.commenter")).waitFor();
  await selectWords(text, "شهریور");
  await page.keyboard.press("Control+Alt+m");
  await composer.waitFor();
  await page.keyboard.type("چرا؟");
  await page.keyboard.press("Control+Enter");
  await expect.poll(notes).toEqual(["چرا؟"]);
  await expect.poll(() => focused(page)).not.toBe("nothing");
});
