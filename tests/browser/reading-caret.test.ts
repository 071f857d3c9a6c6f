/** The caret of who may only comment, or read: moved and seen by keyboard, in a text that is not edited. */
import { expect, test } from "vitest";
import type { ArticlePage } from "./components/article-page.tsx";
import { componentPages } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const ARTICLE = `# پل نو\n\nپل در شهریور باز می‌شود.\n\n![پل](${PIXEL})\n\n---\n\nThe last paragraph`;

async function openArticle() {
  const { page, handle, t } = await open("fa");
  await handle.evaluate((article, markdown) => {
    article.open("fa", markdown);
    article.setRole("commenter");
  }, ARTICLE);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await expect.poll(() => text.getAttribute("aria-readonly")).toBe("true");
  await text.locator("figure img").waitFor();
  await text.focus();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const selected = () => page.evaluate(() => getSelection()!.toString());
  const caret = page.locator(".reading-caret");
  return { page, t, text, press, selected, caret };
}

test("NO93: who may only comment chooses words by keyboard, letter by letter and word by word, and notes something on them", async () => {
  const { page, t, press, selected, caret } = await openArticle();
  await press("Control+Home");
  await expect.poll(() => caret.isVisible()).toBe(true);
  const top = async () => (await caret.boundingBox())!.y;
  const inHeadline = await top();
  await press("ArrowDown", "Home");
  await expect.poll(top).toBeGreaterThan(inHeadline);
  await press("Shift+ArrowLeft", "Shift+ArrowLeft");
  await expect.poll(selected).toBe("پل");
  await expect.poll(() => caret.isVisible()).toBe(false);
  // Within a line a word with a half-space is left where the browser leaves it.
  await press("ArrowLeft", "ArrowLeft", "Shift+Control+ArrowLeft");
  await expect.poll(selected).toContain("در");
  await press("Control+Alt+KeyM");
  const field = page.getByRole("textbox", { name: t("margin.composer.text") });
  await field.waitFor();
  await page.keyboard.insertText("کی؟");
  await press("Control+Enter");
  const note = page.getByRole("article").filter({ hasText: "کی؟" });
  expect(await note.getAttribute("aria-label")).toContain("در");
  // Nothing was written into the text.
  await press("Control+KeyA");
  await expect.poll(selected).toContain("شهریور باز");
  await page.keyboard.type("x");
  await press("Delete", "Enter");
  expect(await page.getByRole("textbox", { name: t("editor.text") }).textContent()).not.toContain("x");
});

test("NO93: arrows lead to a picture and a divider, and past them; at the ends of the text they stay", async () => {
  const { page, t, text, press, selected, caret } = await openArticle();
  await caretAfter(text, "می‌شود");
  await press("ArrowDown", "ArrowUp", "Shift+Home");
  await expect.poll(selected).toContain("پل در");
  await press("ArrowLeft", "End", "ArrowDown", "Control+Alt+Shift+KeyM");
  await page.keyboard.insertText("کهنه است");
  await press("Control+Enter");
  await page.getByText(t("threads.target.picture")).waitFor();
  await text.focus();
  await press("ArrowDown", "ArrowDown", "Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
  await expect.poll(selected).toBe("The");
  await press("Control+End", "ArrowDown", "ArrowRight", "Shift+ArrowLeft");
  await expect.poll(selected).toBe("h");
  await press("Control+Home", "ArrowUp", "Shift+Control+End");
  await expect.poll(selected).toContain("The last");
  expect(await caret.isVisible()).toBe(false);
});
