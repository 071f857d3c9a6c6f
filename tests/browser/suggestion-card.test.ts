/** The margin's cards of suggestions: what they say, and what is decided on them by buttons, keys and the menu. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { axeViolations, componentPages } from "./components/open-component.ts";
import type { SuggestionCardPage } from "./components/suggestion-card-page.tsx";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<SuggestionCardPage>("suggestion-card-page.tsx", "suggestionCardPage");

const BEFORE = "تیتر\nرودخانه دیشبامروز بالا آمد.\nکسی نخوابید.";

async function openCards(language: Language = "fa", mayEdit = true) {
  const opened = await open(language);
  const { page, handle } = opened;
  await handle.evaluate((one, [language, mayEdit]) => one.open(language, mayEdit), [language, mayEdit] as const);
  const cards = page.getByRole("article");
  await expect.poll(() => cards.count()).toBe(2);
  const text = () => handle.evaluate((one) => one.text);
  expect(await text()).toBe(BEFORE);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("article, [role=textbox]")?.getAttribute("aria-label") ?? "text");
  const replaced = opened.t("suggestions.replaced.word", { before: "دیشب", after: "امروز" });
  return { ...opened, replaced, card: (line: string) => cards.filter({ hasText: line }), cards, text, focused };
}

inFaAndEn((language) => {
  test("SU32 SU33: a card says in words what is suggested, and by whom", async () => {
    const { t, card, cards, replaced, page } = await openCards(language);
    expect(await card(replaced).getAttribute("aria-label")).toBe(t("suggestions.card", { name: "سارا", changes: replaced }));
    expect(await cards.locator(".margin-author").allTextContents()).toEqual(["سارا", "سارا"]);
    const drawn = await page.locator(".suggested-inserted, .suggested-struck").allTextContents();
    expect(drawn).toEqual(["دیشب", "امروز"]);
  });

  test("UI4 SU34: the buttons of a card have tooltips with their keys, by the keyboard and by the pointer", { tags: "long" }, async () => {
    const { page, t, cards } = await openCards(language);
    const accept = cards.first().getByRole("button", { name: t("suggestions.accept"), exact: true });
    const refuse = cards.first().getByRole("button", { name: t("suggestions.refuse"), exact: true });
    expect(await accept.getAttribute("aria-keyshortcuts")).toBe("Alt+Shift+Enter");
    const tips = async () => (await page.getByRole("tooltip").allTextContents()).map((tip) => tip.trim());
    await page.keyboard.press("Tab");
    await accept.focus();
    await expect.poll(tips).toEqual([`${t("suggestions.accept")} Alt+Shift+Enter`]);
    await page.keyboard.press("Escape");
    await expect.poll(tips).toEqual([]);
    await page.keyboard.press("Tab");
    expect(await refuse.evaluate((button) => button === document.activeElement)).toBe(true);
    await expect.poll(tips).toEqual([`${t("suggestions.refuse")} Alt+Shift+Delete`]);
    await page.mouse.move(1, 1);
    await page.getByRole("textbox").focus();
    await expect.poll(tips).toEqual([]);
    await refuse.hover();
    await expect.poll(tips).toEqual([`${t("suggestions.refuse")} Alt+Shift+Delete`]);
    await page.mouse.move(1, 1);
    await expect.poll(tips).toEqual([]);
  });

  test("UI13: axe finds nothing in the margin of suggestions", async () => {
    const { page } = await openCards(language);
    expect(await axeViolations(page, "aside")).toEqual([]);
  });
});

test("SU34 SU36: accepting by the button goes on to the next card, refusing the last one to the text, and undo takes it back", async () => {
  const { page, t, card, cards, replaced, text, focused } = await openCards();
  await card(replaced)
    .getByRole("button", { name: t("suggestions.accept"), exact: true })
    .click();
  await expect.poll(text).toBe("تیتر\nرودخانه امروز بالا آمد.\nکسی نخوابید.");
  await expect.poll(() => cards.count()).toBe(1);
  await expect.poll(focused).toBe(await cards.getAttribute("aria-label"));
  await page.keyboard.press("Control+KeyZ");
  await expect.poll(text).toBe(BEFORE);
  await expect.poll(() => cards.count()).toBe(2);
  for (let left = 2; left > 0; left--) {
    await cards
      .first()
      .getByRole("button", { name: t("suggestions.refuse"), exact: true })
      .click();
    await expect.poll(() => cards.count()).toBe(left - 1);
  }
  expect(await text()).toBe("تیتر\nرودخانه دیشب بالا آمد.\nکسی نخوابید.");
  await expect.poll(focused).toBe("text");
});

test("SU34 SU37: keys walk from suggestion to suggestion and decide on the active one", async () => {
  const { page, handle, cards, text } = await openCards();
  await page.getByRole("textbox").focus();
  await page.keyboard.press("Alt+Shift+KeyJ");
  await expect.poll(() => handle.evaluate((one) => one.active)).not.toBeNull();
  const first = await handle.evaluate((one) => one.active);
  await page.keyboard.press("Alt+Shift+KeyJ");
  expect(await handle.evaluate((one) => one.active)).not.toBe(first);
  await page.keyboard.press("Alt+Shift+KeyK");
  expect(await handle.evaluate((one) => one.active)).toBe(first);
  await page.keyboard.press("Alt+Shift+Enter");
  await expect.poll(() => cards.count()).toBe(1);
  await page.keyboard.press("Alt+Shift+Delete");
  await expect.poll(() => cards.count()).toBe(0);
  expect(await text()).toBe("تیتر\nرودخانه امروز بالا آمد.\nکسی نخوابید.");
});

test("SU38: all are refused or accepted from a menu", async () => {
  const { page, t, cards, text } = await openCards();
  await page.locator(".margin-suggestions button").click();
  await page.getByRole("menuitem", { name: t("suggestions.acceptAll"), exact: true }).click();
  await expect.poll(() => cards.count()).toBe(0);
  expect(await text()).toBe("تیتر\nرودخانه امروز بالا آمد.کسی نخوابید.");
});

test("SU34: who may not write the text sees what is suggested, and gets no buttons and no keys", async () => {
  const { page, t, cards, text } = await openCards("fa", false);
  expect(await cards.getByRole("button", { name: t("suggestions.accept"), exact: true }).count()).toBe(0);
  await cards.first().locator(".margin-fold").click();
  await page.keyboard.press("Alt+Shift+Enter");
  expect(await cards.count()).toBe(2);
  expect(await text()).toBe(BEFORE);
});
