/** People in a thread's card: naming them as one types, assigning, reacting; by keyboard and by name. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { axeViolations, componentPages, focused } from "./components/open-component.ts";
import type { ThreadCardPage } from "./components/thread-card-page.tsx";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ThreadCardPage>("thread-card-page.tsx", "threadCardPage");

async function openCard(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((card, language) => card.open(language), language);
  const card = page.getByRole("article");
  await card.getByRole("button", { name: t("margin.reply"), exact: true }).click();
  const field = card.getByLabel(t("margin.reply.text"));
  const options = page.getByRole("option");
  const answer = (text: string, ...mentions: { member: string; name: string }[]) =>
    handle.evaluate((page, [text, mentions]) => page.answer(text, mentions), [text, mentions] as const);
  return { page, t, card, field, options, answer };
}

inFaAndEn((language) => {
  test("NO28: while one chooses, the field says so, axe finds nothing in it, and the choice is said", async () => {
    const { page, t, field, options } = await openCard(language);
    await page.keyboard.type("@");
    await options.first().waitFor();
    expect(await field.getAttribute("aria-autocomplete")).toBe("list");
    expect(await page.getByRole("listbox", { name: t("threads.mention.list") }).count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    const active = await field.getAttribute("aria-activedescendant");
    expect(await options.nth(1).getAttribute("id")).toBe(active);
    expect(await options.nth(1).getAttribute("aria-selected")).toBe("true");
    await expect
      .poll(() => page.locator("output").filter({ hasText: /\S/ }).first().textContent())
      .toContain(language === "fa" ? "۳" : "3");
    expect(await axeViolations(page, "article")).toEqual([]);
  });

  test("NO30: axe finds nothing among reactions, and each is named with whose it is", async () => {
    const { page, t, card } = await openCard(language);
    await card
      .getByRole("button", { name: t("threads.react") })
      .first()
      .click();
    await page.getByRole("menuitemcheckbox", { name: t("threads.reaction.❓") }).click();
    await page.keyboard.press("Escape");
    const mine = card.getByRole("button", {
      name: t("threads.reaction", { reaction: t("threads.reaction.❓"), count: 1, names: "سارا" }),
      pressed: true,
    });
    await mine.waitFor();
    expect(await axeViolations(page, "article")).toEqual([]);
    await mine.click();
    await expect.poll(() => card.locator(".margin-reaction").count()).toBe(0);
  });
});

test("NO28: a name is found by any of its words, however it is spelled, and Enter writes it", async () => {
  const { page, card, field, options } = await openCard();
  await page.keyboard.type("از @ميبد");
  await expect.poll(() => options.allTextContents()).toEqual(["رضا می‌بدی"]);
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("از @رضا می‌بدی ");
  await page.keyboard.type("بپرس");
  expect(await options.count()).toBe(0);
  await page.keyboard.press("Control+Enter");
  const mention = card.locator(".margin-mention");
  await mention.waitFor();
  expect(await mention.textContent()).toBe("@رضا می‌بدی");
  expect(await mention.evaluate((one) => getComputedStyle(one).borderBlockEndColor)).toBe("rgb(64, 96, 32)");
});

test("NO28: Escape puts the list away and leaves the field as it is; the arrows go round", { tags: "long" }, async () => {
  const { page, field, options } = await openCard();
  await page.keyboard.type("@");
  await options.first().waitFor();
  await page.keyboard.press("ArrowUp");
  expect(await options.last().getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("ArrowDown");
  expect(await options.first().getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("Escape");
  expect(await options.count()).toBe(0);
  expect([await field.inputValue(), await focused(page)]).toEqual(["@", "متن پاسخ"]);
  await page.keyboard.type("س");
  expect(await options.count()).toBe(0);
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("@س\n");
});

test("NO28: an address of mail offers nobody", { tags: "long" }, async () => {
  const { page, options, field } = await openCard();
  await page.keyboard.type("a@");
  await expect.poll(() => field.inputValue()).toBe("a@");
  expect(await options.count()).toBe(0);
});

test("NO28: a click chooses, and the focus stays in the field", { tags: "long" }, async () => {
  const { page, field, options } = await openCard();
  await page.keyboard.type("@");
  await options.filter({ hasText: "Omid" }).click();
  expect([await field.inputValue(), await focused(page)]).toEqual(["@Omid ", "متن پاسخ"]);
});

test("NO29: a thread is assigned by keyboard, says by whom, and is taken from them again", async () => {
  const { page, t, card } = await openCard();
  await card.getByRole("button", { name: t("threads.assign") }).focus();
  await page.keyboard.press("Enter");
  // Who has it now is where one begins.
  await expect.poll(() => focused(page)).toBe(t("threads.assign.nobody"));
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await card.getByText(t("threads.assigned", { by: "سارا", name: "Omid" })).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: t("threads.assign.nobody") }).click();
  await expect.poll(() => card.locator(".margin-assigned").count()).toBe(0);
});

test(
  "NO28: who writes a mention under another's name shows the one who is mentioned; somebody unknown stands as written",
  { tags: "long" },
  async () => {
    const { card, answer } = await openCard();
    await answer("@سارا و @<b>کسی</b>", { member: "omid", name: "سارا" }, { member: "nobody-known", name: "<b>کسی</b>" });
    const mentions = card.locator(".margin-mention");
    await expect.poll(() => mentions.allTextContents()).toEqual(["@Omid", "@<b>کسی</b>"]);
    expect(await mentions.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["known"]))).toEqual(["true", "false"]);
  },
);
