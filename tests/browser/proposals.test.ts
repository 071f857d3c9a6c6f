/** Proposals and answers to suggestions in the margin: how one proposes, takes over and refuses, by buttons and keys. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import type { ProposalsPage } from "./components/proposals-page.tsx";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ProposalsPage>("proposals-page.tsx", "proposalsPage");

async function openArticle(language: Language, mayEdit = true) {
  const opened = await open(language);
  const { page, handle, t } = opened;
  await handle.evaluate((one, [language, mayEdit]) => one.open(language, mayEdit), [language, mayEdit] as const);
  const cards = page.getByRole("article");
  const button = (key: Parameters<typeof t>[0]) => page.getByRole("button", { name: t(key), exact: true });
  const field = (key: Parameters<typeof t>[0]) => page.getByRole("textbox", { name: t(key), exact: true });
  const text = () => handle.evaluate((one) => one.text);
  const struck = () => page.locator(".proposed").allTextContents();
  const propose = async (phrase: string, replacement: string) => {
    await handle.evaluate((one, [phrase, replacement]) => one.propose(phrase, replacement), [phrase, replacement] as const);
    await cards.first().waitFor();
    await expect.poll(struck).toEqual([phrase]);
  };
  return { ...opened, cards, button, field, text, struck, propose };
}

inFaAndEn((language) => {
  test("NO62 NO21: a commenter proposes other words by key, keeps the draft, and words them anew or withdraws them", async () => {
    const { page, handle, t, cards, button, field, text, struck } = await openArticle(language, false);
    await handle.evaluate((one) => one.select("دیشب"));
    await page.keyboard.press("Control+Alt+KeyP");
    await field("proposals.replacement").waitFor();
    expect([await hasFocus(field("proposals.replacement")), await field("proposals.replacement").inputValue()]).toEqual([true, "دیشب"]);
    await page.getByText(t("proposals.same")).waitFor();
    expect(await button("margin.post").isDisabled()).toBe(true);
    // The words are selected.
    await page.keyboard.type("پریشب");
    await page.keyboard.press("Control+Enter");
    await cards.first().waitFor();
    const words = t("proposals.words", { before: "دیشب", after: "پریشب" });
    expect(await cards.getAttribute("aria-label")).toBe(t("proposals.card", { name: "Nika", words }));
    expect(await text()).toContain("دیشب");
    await expect.poll(struck).toEqual(["دیشب"]);
    expect(await button("proposals.take").count()).toBe(0);
    await button("proposals.revise").click();
    await page.keyboard.press("Control+KeyA");
    await page.keyboard.type("آن شب");
    await page.keyboard.press("Control+Enter");
    await cards.getByText(t("proposals.words", { before: "دیشب", after: "آن شب" })).waitFor();
    expect(await axeViolations(page, "aside")).toEqual([]);
    await button("proposals.withdraw").click();
    await expect.poll(struck).toEqual([]);
    await page.getByRole("button", { name: t("margin.filter.resolved", { count: 1 }) }).click();
    await cards.locator(".margin-fold").click();
    await cards.getByText(t("proposals.withdrawn", { name: "Nika" })).waitFor();
  });

  test("NO64 NO66: an editor takes a proposal over by the button, goes on to the next, and takes that back in the margin", async () => {
    const { page, t, cards, button, text, propose, struck, handle } = await openArticle(language);
    await propose("دیشب", "پریشب");
    await handle.evaluate((one) => one.propose("کسی", "هیچ‌کس"));
    await expect.poll(() => cards.count()).toBe(2);
    await button("proposals.take").first().click();
    await expect.poll(text).toBe("تیتر\nرودخانه پریشب بالا آمد.\nکسی نخوابید.");
    await expect.poll(struck).toEqual(["کسی"]);
    await expect.poll(() => cards.count()).toBe(1);
    await expect.poll(() => hasFocus(cards.first())).toBe(true);
    await page.keyboard.press("Control+KeyZ");
    await expect.poll(text).toBe("تیتر\nرودخانه دیشب بالا آمد.\nکسی نخوابید.");
    await expect.poll(() => cards.count()).toBe(2);
    await button("proposals.take").first().click();
    await expect.poll(() => cards.count()).toBe(1);
    await page.getByRole("button", { name: t("margin.filter.resolved", { count: 1 }) }).click();
    const done = page.locator(".margin-list").getByRole("article");
    await done.getByText(t("proposals.taken", { name: "سارا" })).waitFor();
    expect(await done.locator(".margin-author").textContent()).toBe("Nika");
  });

  test("NO67: where the text has changed the card shows both, and takes over at the second press", { tags: "long" }, async () => {
    const { page, handle, t, cards, button, text, propose } = await openArticle(language);
    await propose("دیشب بالا", "پریشب پایین");
    await handle.evaluate((one) => one.type("بالا", "کمی "));
    await cards.getByText(t("proposals.now", { text: "دیشب کمی بالا" })).waitFor();
    await cards.getByText(t("proposals.then", { text: "دیشب بالا" })).waitFor();
    await cards.locator(".margin-fold").click();
    await page.keyboard.press("Alt+Shift+Enter");
    await cards.getByRole("alert").getByText(t("proposals.again")).waitFor();
    expect(await text()).toContain("دیشب کمی بالا");
    // What it says changed once more: the first press was for something else.
    await handle.evaluate((one) => one.type("کمی", "نه "));
    await page.keyboard.press("Alt+Shift+Enter");
    expect(await text()).toContain("دیشب نه کمی بالا");
    expect(await axeViolations(page, "aside")).toEqual([]);
    await button("proposals.take").click();
    await expect.poll(text).toBe("تیتر\nرودخانه پریشب پایین آمد.\nکسی نخوابید.");
    await expect.poll(() => cards.count()).toBe(0);
  });

  test("NO69: taken over twice: the card says so, and a press leaves the words there once", { tags: "long" }, async () => {
    const { page, handle, t, cards, button, text, propose } = await openArticle(language);
    await propose("دیشب", "پریشب");
    await handle.evaluate((one) => one.takeElsewhere());
    await button("proposals.take").click();
    await expect.poll(() => cards.count()).toBe(0);
    await handle.evaluate((one) => one.meet());
    await cards.getByText(t("proposals.doubled", { count: 2 })).waitFor();
    expect(await text()).toBe("تیتر\nرودخانه پریشبپریشب بالا آمد.\nکسی نخوابید.");
    expect(await handle.evaluate((one) => one.placeInAnotherWindow())).toBe("پریشب");
    expect(await axeViolations(page, "aside")).toEqual([]);
    await button("proposals.removeDoubled").click();
    await expect.poll(text).toBe("تیتر\nرودخانه پریشب بالا آمد.\nکسی نخوابید.");
    await expect.poll(() => cards.count()).toBe(0);
  });

  test("NO60 NO61: an answer to a suggestion stands in its card, and among the resolved when the suggestion is decided", async () => {
    const { page, handle, t, cards, button, field } = await openArticle(language);
    await handle.evaluate((one) => one.type("بالا", "بسیار ", true));
    await cards.first().locator(".margin-fold").click();
    await button("margin.reply").click();
    await page.keyboard.type("منبع؟");
    expect(await hasFocus(field("margin.reply.text"))).toBe(true);
    await page.keyboard.press("Control+Enter");
    await cards.locator(".margin-message .margin-text").getByText("منبع؟").waitFor();
    // As in any thread: deleted, and put back.
    await button("margin.delete").click();
    await cards.getByText(t("margin.deleted", { name: "سارا" })).waitFor();
    await button("margin.undo").click();
    await cards.locator(".margin-message .margin-text").getByText("منبع؟").waitFor();
    expect(await axeViolations(page, "aside")).toEqual([]);
    await button("suggestions.refuse").click();
    await page.getByRole("button", { name: t("margin.filter.resolved", { count: 1 }) }).click();
    const done = page.locator(".margin-list").getByRole("article");
    await done.getByText(t("proposals.refused.by", { name: "سارا" })).waitFor();
    await done.getByText(t("suggestions.inserted", { text: "بسیار" })).waitFor();
    await done.getByText("منبع؟").waitFor();
    await page.keyboard.press("Control+KeyZ");
    await expect.poll(() => page.locator(".margin-column").getByRole("article").count()).toBe(1);
    await page.locator(".margin-column .margin-count").or(page.locator(".margin-column .margin-message")).first().waitFor();
  });
});

test("NO68: refused by key, named among the resolved, and opened again", async () => {
  const { page, handle, t, cards, button, text, propose, struck } = await openArticle("fa");
  await propose("دیشب", "پریشب");
  await page.getByRole("textbox").first().focus();
  await page.keyboard.press("Alt+Shift+KeyJ");
  await expect.poll(() => handle.evaluate((one) => one.active)).not.toBeNull();
  await page.keyboard.press("Alt+Shift+Delete");
  await expect.poll(struck).toEqual([]);
  expect(await text()).toContain("دیشب");
  await page.getByRole("button", { name: t("margin.filter.resolved", { count: 1 }) }).click();
  await cards.locator(".margin-fold").click();
  await cards.getByText(t("proposals.refused", { name: "سارا" })).waitFor();
  await button("proposals.reopen").click();
  await expect.poll(struck).toEqual(["دیشب"]);
});

test(
  "NO66: a proposal that was taken over stands at what was written for it, and where it was once that is undone",
  { tags: "long" },
  async () => {
    const { page, handle, button, propose, struck } = await openArticle("fa");
    await propose("کسی", "مردم");
    await button("proposals.take").click();
    await expect.poll(() => handle.evaluate((one) => one.placeInAnotherWindow())).toBe("مردم");
    await page.locator(".margin").focus();
    await page.keyboard.press("Control+KeyZ");
    await expect.poll(() => handle.evaluate((one) => one.placeInAnotherWindow())).toBe("کسی");
    await expect.poll(struck).toEqual(["کسی"]);
  },
);

test("NO62: other words are proposed for a part of one block alone", async () => {
  const { page, handle, t, field } = await openArticle("fa", false);
  await handle.evaluate((one) => one.select("آمد.\nکسی"));
  await page.keyboard.press("Control+Alt+KeyM");
  await page.keyboard.press("Control+Alt+KeyP");
  await field("margin.composer.text").waitFor();
  expect(await field("proposals.replacement").count()).toBe(0);
  await page.getByRole("button", { name: t("proposals.propose"), exact: true }).click();
  await page.getByText(t("proposals.nowhere")).waitFor();
});

test(
  "NO62: a proposal's text follows what is typed before it, and is not struck where something is typed beside it",
  { tags: "long" },
  async () => {
    const { handle, struck, propose } = await openArticle("fa");
    await propose("دیشب", "پریشب");
    await handle.evaluate((one) => one.type("رودخانه", "آن "));
    await handle.evaluate((one) => one.type("دیشب", "همین "));
    await expect.poll(struck).toEqual(["دیشب"]);
  },
);

test("NO61: an answer whose suggestion has not arrived waits, and stands in its card as soon as there is one", async () => {
  const { page, handle, t, cards } = await openArticle("fa");
  await handle.evaluate((one) => one.answerElsewhere("کهنه ", "منبع؟"));
  await handle.evaluate((one) => one.propose("دیشب", "پریشب"));
  await expect.poll(() => cards.count()).toBe(1);
  expect(await page.getByRole("button", { name: t("margin.filter.resolved", { count: 1 }) }).count()).toBe(0);
  await handle.evaluate((one) => one.meet());
  await expect.poll(() => cards.count()).toBe(2);
  await cards.filter({ hasText: "کهنه" }).locator(".margin-fold").click();
  await cards.getByText("منبع؟").waitFor();
});

test("NO34 NO36: an answer to a suggestion is found, and unread until its card was open", { tags: "long" }, async () => {
  const { page, handle, t, cards } = await openArticle("fa");
  await handle.evaluate((one) => one.answerElsewhere("کهنه ", "منبع؟"));
  await handle.evaluate((one) => one.propose("دیشب", "پریشب"));
  await handle.evaluate((one) => one.meet());
  await expect.poll(() => cards.count()).toBe(2);
  await page.getByRole("searchbox").fill("منبع");
  await expect.poll(() => cards.count()).toBe(1);
  await cards
    .filter({ hasText: "کهنه" })
    .getByText(t("threads.unread", { count: 1 }))
    .waitFor();
  await page.getByRole("searchbox").fill("پریشب");
  await expect.poll(() => cards.filter({ hasText: "کهنه" }).count()).toBe(0);
  await cards.filter({ hasText: "پریشب" }).waitFor();
  await page.getByRole("searchbox").fill("");
  await cards.filter({ hasText: "کهنه" }).locator(".margin-fold").click();
  await expect.poll(() => cards.filter({ hasText: "کهنه" }).getAttribute("data-unread")).toBeNull();
});
