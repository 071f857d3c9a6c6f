/** One thread's card in the margin: what is done to its messages, by keyboard and by name, and how it is set. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { axeViolations, componentPages } from "./components/open-component.ts";
import type { ThreadCardPage } from "./components/thread-card-page.tsx";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ThreadCardPage>("thread-card-page.tsx", "threadCardPage");

/** Where the words of an element begin and end, in pixels. */
const words = (locator: Locator): Promise<{ left: number; right: number }> =>
  locator.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    return { left: Math.round(left), right: Math.round(right) };
  });

async function openCard(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((card, language) => card.open(language), language);
  const card = page.getByRole("article");
  const button = (key: Parameters<typeof t>[0]) => card.getByRole("button", { name: t(key), exact: true });
  await button("margin.reply").waitFor();
  return { page, t, card, button };
}

inFaAndEn((language) => {
  test("UI18: a card's buttons stand in line with its messages and fields", async () => {
    const { page, card, button } = await openCard(language);
    const start = language === "fa" ? "right" : "left";
    const end = language === "fa" ? "left" : "right";
    const message = await words(card.getByText(language === "fa" ? "منبع؟" : "From the city council"));
    for (const name of ["margin.edit", "margin.reply"] as const) expect((await words(button(name)))[start]).toBe(message[start]);
    expect((await words(button("margin.resolve")))[end]).toBe((await words(card.locator("time").first()))[end]);
    await button("margin.reply").click();
    await page.keyboard.type("شهردار");
    const field = card.getByRole("textbox");
    const side = async (locator: Locator) => {
      const { x, width } = (await locator.boundingBox())!;
      return Math.round(start === "left" ? x : x + width);
    };
    expect(await side(button("margin.reply"))).toBe(await side(field));
  });

  test("UI13: axe finds nothing in a card with a reply being written", async () => {
    const { page, button } = await openCard(language);
    await button("margin.reply").click();
    expect(await axeViolations(page, "article")).toEqual([]);
  });
});

test("BD5: a reply runs as a paragraph of its article would", async () => {
  const { page, card, button } = await openCard();
  await button("margin.reply").click();
  await page.keyboard.type("iPhone 15 ");
  const field = card.getByRole("textbox");
  expect(await field.getAttribute("dir")).toBe("ltr");
  await page.keyboard.type("در بازار");
  expect(await field.getAttribute("dir")).toBe("rtl");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => card.locator(".margin-message .margin-text").last().getAttribute("dir")).toBe("rtl");
});

test("BD20: a phone number in a reply stands in order", async () => {
  const { page, card, button } = await openCard();
  await button("margin.reply").click();
  await page.keyboard.type("تلفن 021-8854-1234 است");
  await page.keyboard.press("Control+Enter");
  const number = card.locator(".margin-message bdi[dir=ltr]");
  await expect.poll(() => number.allTextContents()).toEqual(["021-8854-1234"]);
  expect(await number.getAttribute("dir")).toBe("ltr");
});

test("NO22: a reply is written and posted by keyboard", async () => {
  const { page, card, button } = await openCard();
  await button("margin.reply").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("ممنون");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(() => card.locator(".margin-message .margin-text").allTextContents())
    .toEqual(["منبع؟", "From the city council", "ممنون"]);
  expect(await card.getByRole("textbox").count()).toBe(0);
});

test("NO15: a deleted message leaves a stub while it has answers, and comes back by the button", async () => {
  const { t, card, button } = await openCard();
  const deleted = t("margin.deleted", { name: "سارا" });
  await button("margin.delete").click();
  await card.getByText(deleted).waitFor();
  await button("margin.undo").click();
  await card.getByText("منبع؟").waitFor();
  expect(await card.getByText(deleted).count()).toBe(0);
});
