/** Notes on a block, a picture, the headline and the article: how they are begun, and where they stand. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, hasFocus } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const ARTICLE = `# پل نو\n\nپل در شهریور باز می‌شود.\n\n![پل](${PIXEL} "عکس پل")\n\nبند آخر`;

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, markdown]) => article.open(language, markdown), [language, ARTICLE] as const);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  const composer = page.getByRole("region", { name: t("margin.composer") });
  const field = composer.getByRole("textbox", { name: t("margin.composer.text") });
  /** Begins a note by the menu beside the button. */
  const choose = async (choice: "block" | "headline" | "article") => {
    await page.getByRole("button", { name: t("threads.compose"), exact: true }).click();
    await page.getByRole("menuitem", { name: t(`threads.compose.${choice}`) }).click();
    await expect.poll(() => hasFocus(field)).toBe(true);
  };
  const post = async (words: string) => {
    await page.keyboard.type(words);
    await page.keyboard.press("Control+Enter");
    await page.locator(".margin-text", { hasText: words }).waitFor();
  };
  /** What is tinted as the active note's, in words. */
  const levels = () => page.locator(".margin-place .margin-text").allTextContents();
  return { page, t, text, composer, field, choose, post, levels };
}

inFaAndEn((language) => {
  test(
    "NO33: the menu begins a note on headline and article, which stand above all others and say what they are about",
    { tags: "long" },
    async () => {
      const { page, t, text, composer, choose, post, levels } = await openArticle(language);
      await caretAfter(text, "بند آخر");
      await page.keyboard.press("Control+Alt+m");
      await post("واژه");
      await choose("headline");
      await composer.getByText(t("threads.target.headline")).waitFor();
      await post("تیتر کوتاه‌تر؟");
      await choose("article");
      await composer.getByText(t("threads.target.article")).waitFor();
      expect(await axeViolations(page, "[data-region=margin]")).toEqual([]);
      await post("کی منتشر شود؟");
      await expect.poll(levels).toEqual(["کی منتشر شود؟", "تیتر کوتاه‌تر؟", "واژه"]);
      expect(await page.locator(".margin-target").allTextContents()).toEqual([t("threads.target.article"), t("threads.target.headline")]);
    },
  );
});

test("NO33: Ctrl+Alt+Shift+M is on the block of the caret, and the note stays while all of its words are written anew", async () => {
  const { page, t, text, composer, post, levels } = await openArticle();
  await caretAfter(text, "شهریور");
  await page.keyboard.press("Control+Alt+Shift+m");
  await composer.getByText(t("threads.target.block")).waitFor();
  await post("این بند دراز است");
  await text.locator("p").first().click({ clickCount: 3 });
  await page.keyboard.type("از نو");
  await expect.poll(() => text.locator("p").first().textContent()).toBe("از نو");
  // Longer than anchors take to be resolved again.
  await expect.poll(() => page.getByRole("button", { name: t("margin.filter.orphans", { count: 1 }) }).count()).toBe(0);
  expect(await levels()).toEqual(["این بند دراز است"]);
  await caretAfter(text, "بند آخر");
  await expect.poll(() => page.locator(".margin-note[data-active]").count()).toBe(0);
  await caretAfter(text, "از");
  await page.locator(".margin-note[data-active]", { hasText: "این بند دراز است" }).waitFor();
});

test(
  "NO33: in the headline the key is on the headline, and with a picture chosen Ctrl+Alt+M is on the picture",
  { tags: "long" },
  async () => {
    const { page, t, text, composer, post } = await openArticle();
    await caretAfter(text, "پل نو");
    await page.keyboard.press("Control+Alt+Shift+m");
    await composer.getByText(t("threads.target.headline")).waitFor();
    await page.keyboard.press("Escape");
    await text.locator("figure img").click();
    await page.keyboard.press("Control+Alt+m");
    await composer.getByText(t("threads.target.picture")).waitFor();
    await post("از کیست؟");
    await page.locator(".margin-note", { hasText: "از کیست؟" }).getByText(t("threads.target.picture")).waitFor();
    // The tint stands out around the picture, which covers the rest of it.
    const sides = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      return box && { left: box.x, right: box.x + box.width, top: box.y };
    };
    await expect
      .poll(async () => {
        const [tint, figure] = [await sides('[data-tint="active"]'), await sides("figure")];
        return tint && figure && tint.left < figure.left && tint.right > figure.right && tint.top < figure.top;
      })
      .toBe(true);
    await caretAfter(text, "بند آخر");
    await expect.poll(() => page.locator(".margin-note[data-active]").count()).toBe(0);
    await text.locator("figure img").click();
    await page.locator(".margin-note[data-active]", { hasText: "از کیست؟" }).waitFor();
  },
);
