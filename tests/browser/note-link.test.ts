/** The link to a note: copied from its card, opened in the window's address. */
import { expect, test } from "vitest";
import type { ArticlePage } from "./components/article-page.tsx";
import { componentPages, focused } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

async function openArticle() {
  const { page, handle, t } = await open("fa");
  await page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text: string) => void copied.push(text) } });
  });
  await handle.evaluate((article) => article.open("fa", "# پل نو\n\nپل در شهریور باز می‌شود.\n\nبند آخر"));
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  await handle.evaluate((article) =>
    article.note([
      ["شهریور", "کدام سال؟"],
      ["آخر", "کوتاه شود"],
    ]),
  );
  const card = page.locator(".margin-note", { hasText: "کدام سال؟" });
  await card.waitFor();
  /** Opens the card and copies its link. */
  const copy = async (): Promise<string> => {
    await card.locator(".margin-fold").click();
    await card.getByRole("button", { name: t("threads.link.copy") }).click();
    await card.getByText(t("threads.link.copied")).waitFor();
    return page.evaluate(() => (window as unknown as { copied: string[] }).copied.at(-1)!);
  };
  const follow = (link: string) => page.evaluate((hash) => void (location.hash = hash), new URL(link).hash);
  const hash = () => page.evaluate(() => location.hash);
  return { page, handle, t, text, card, copy, follow, hash };
}

test("NO38: opening the copied link shows the note and gives it the focus, whatever is filtered, and the address is the article's", async () => {
  const { page, t, text, card, copy, follow, hash } = await openArticle();
  const link = await copy();
  expect(link).toMatch(/#component-test\/\d+\.\d+$/);
  await caretAfter(text, "پل نو");
  await expect.poll(() => card.getAttribute("data-active")).toBe(null);
  await page.getByRole("searchbox", { name: t("threads.search") }).fill("کوتاه");
  await expect.poll(() => card.count()).toBe(0);
  await follow(link);
  await expect.poll(() => card.getAttribute("data-active")).toBe("true");
  await expect.poll(() => focused(page)).toContain("شهریور");
  expect(await hash()).toBe("#component-test");
});

test("NO38: a note that is resolved is shown in its list", async () => {
  const { page, t, card, copy, follow } = await openArticle();
  const link = await copy();
  await card.getByRole("button", { name: t("margin.resolve"), exact: true }).click();
  await expect.poll(() => card.count()).toBe(0);
  await follow(link);
  const list = page.getByRole("region", { name: t("margin.filter.resolved", { count: 1 }) });
  await list.getByText("کدام سال؟").waitFor();
  await expect.poll(() => focused(page)).toContain("شهریور");
});

test("NO38: a link to a note that is not there changes nothing, and says so", { tags: "long" }, async () => {
  const { page, t, follow } = await openArticle();
  await follow("http://x/#component-test/77.7");
  await page.getByText(t("threads.link.missing")).waitFor();
  expect(await page.locator("[data-active]").count()).toBe(0);
});
