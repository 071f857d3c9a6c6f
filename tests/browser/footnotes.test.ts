/** Footnotes in one article, as one writes and reads them: keys, clicks, tips, the clipboard, names for screen readers (rules FN). */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages } from "./components/open-component.ts";
import { caretAfter } from "./select-words.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const ARTICLE = `# پل نو

پل کهنه[^1] امروز باز شد.

رفت‌وآمد کند بود.

[^1]: ساختهٔ ۱۲۸۱، با **یک** [نشانی](https://example.com/).`;

async function openArticle(language: Language = "fa", article = ARTICLE) {
  const { page, handle, t } = await open(language);
  await handle.evaluate((one, [said, markdown]) => one.open(said, markdown), [language, article] as const);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  const numbers = () => text.locator(".footnote-reference").evaluateAll((all) => all.map((one) => one.getAttribute("data-number")));
  const notes = () =>
    text.locator(".footnote").evaluateAll((all) => all.map((one) => `${one.getAttribute("data-number") ?? "?"} ${one.textContent}`));
  return { page, handle, t, text, numbers, notes };
}

test("FN2, FN4, FN7: Ctrl+Alt+D inserts a footnote, and goes from it to its number and back; numbers are in the article's digits", async () => {
  const { page, text, numbers, notes } = await openArticle();
  expect(await numbers()).toEqual(["۱"]);
  await caretAfter(text, "کند بود");
  await page.keyboard.press("Control+Alt+d");
  await page.keyboard.type("پلیس گفت");
  expect(await numbers()).toEqual(["۱", "۲"]);
  expect(await notes()).toEqual(["۱ ساختهٔ ۱۲۸۱، با یک نشانی.", "۲ پلیس گفت"]);
  await page.keyboard.press("Control+Alt+d");
  await page.keyboard.type(" هنوز");
  expect(await text.locator("p").nth(1).textContent()).toBe("رفت‌وآمد کند بود هنوز.");
  await caretAfter(text, "کهنه");
  await page.keyboard.press("Control+Alt+d");
  await page.keyboard.type(" بود");
  expect((await notes())[0]).toBe("۱ ساختهٔ ۱۲۸۱، با یک نشانی. بود");
});

test("FN6: Backspace selects a reference, Enter opens it, and Backspace once more takes the footnote along; one undo brings both back", async () => {
  const { page, text, numbers, notes } = await openArticle();
  await caretAfter(text, "کهنه");
  // An arrow key stops on it.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.keyboard.type("!");
  expect((await notes())[0]).toContain("نشانی.!");
  await page.keyboard.press("Control+Alt+d");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  expect([await numbers(), await notes()]).toEqual([[], []]);
  await page.keyboard.press("Control+z");
  expect(await numbers()).toEqual(["۱"]);
  expect((await notes())[0]).toContain("نشانی.!");
});

test(
  "FN3, FN7: a click on a number leads to its footnote and back, pointing at it shows the text; what is missing is said",
  { tags: "long" },
  async () => {
    const { page, text, notes, t } = await openArticle("en");
    const reference = text.locator(".footnote-reference");
    expect(await reference.getAttribute("aria-label")).toBe(t("editor.footnote.named", { number: 1 }));
    expect(await reference.getAttribute("role")).toBe("doc-noteref");
    await reference.hover();
    await expect.poll(() => text.getAttribute("title")).toContain("۱۲۸۱");
    await text.locator("p").nth(1).hover();
    await expect.poll(() => text.getAttribute("title")).toBeNull();
    await reference.click();
    await page.keyboard.type("!");
    expect((await notes())[0]).toMatch(/!$/);
    const box = (await text.locator(".footnote").boundingBox())!;
    const isRtl = (await text.locator(".footnote").evaluate((one) => getComputedStyle(one).direction)) === "rtl";
    await page.mouse.click(isRtl ? box.x + box.width - 8 : box.x + 8, box.y + box.height - 10);
    await page.keyboard.type("؟");
    expect(await text.locator("p").first().textContent()).toBe("پل کهنه؟ امروز باز شد.");
    expect(await axeViolations(page, ".ProseMirror")).toEqual([]);
  },
);

test(
  "FN9: what is copied takes its footnote along as a copy, also through the clipboard's HTML, and other programs read its number",
  { tags: "long" },
  async () => {
    const { page, text, numbers, notes } = await openArticle();
    await caretAfter(text, "باز شد");
    await page.keyboard.press("Shift+Home");
    const copied = await text.evaluate((element) => {
      const data = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return { html: data.getData("text/html"), plain: data.getData("text/plain") };
    });
    expect(copied.plain).toBe("پل کهنه[۱] امروز باز شد\n\n[۱] ساختهٔ ۱۲۸۱، با یک نشانی.");
    await caretAfter(text, "کند بود");
    await text.evaluate((element, { html, plain }) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", plain);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, copied);
    await expect.poll(numbers).toEqual(["۱", "۲"]);
    expect(await notes()).toEqual(["۱ ساختهٔ ۱۲۸۱، با یک نشانی.", "۲ ساختهٔ ۱۲۸۱، با یک نشانی."]);
    expect(await text.locator(".footnote strong").count()).toBe(2);
  },
);

test.each(["fa", "en"] as const)(
  "FN2 SU32 SU40: in %s a suggested footnote has a card of its own words, and a view that hides it does not count it",
  { tags: "long" },
  async (language) => {
    const { page, text, numbers, t } = await openArticle(language);
    await caretAfter(text, "پل کهنه");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+Shift+E");
    await page.keyboard.press("Control+Alt+d");
    await page.keyboard.type("از آهن");
    expect(await numbers()).toEqual(["۱", "۲"]);
    const card = page.locator(".margin-suggestion");
    await expect.poll(() => card.textContent()).toContain(t("suggestions.insertedFootnote", { text: "از آهن" }));
    await page.keyboard.press("Alt+Shift+Digit4");
    await expect.poll(numbers).toEqual([null, "۱"]);
    const visible = text.locator(".footnote:visible");
    expect(await visible.evaluateAll((all) => all.map((one) => one.getAttribute("data-number")))).toEqual(["۱"]);
    await page.keyboard.press("Alt+Shift+Digit3");
    await expect.poll(numbers).toEqual(["۱", "۲"]);
    // The first is to go, and is not counted where it is gone.
    await page.keyboard.press("Alt+Shift+Digit1");
    await caretAfter(text, " کهنه");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Backspace");
    expect(await numbers()).toEqual(["۱", "۲"]);
    await expect
      .poll(() => card.allTextContents().then((all) => all.join()))
      .toContain(t("suggestions.struckFootnote", { text: "ساختهٔ ۱۲۸۱، با یک نشانی." }));
    await page.keyboard.press("Alt+Shift+Digit2");
    await expect.poll(numbers).toEqual(["۱", null]);
  },
);

test("FN4: the slash menu and the toolbar offer it", async () => {
  const { page, text, numbers, t } = await openArticle();
  await caretAfter(text, "کند بود.");
  await page.getByRole("button", { name: t("editor.footnote"), exact: true }).click();
  await page.keyboard.type("از نوار");
  expect(await numbers()).toEqual(["۱", "۲"]);
  await page.keyboard.press("Control+Alt+d");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/پانو");
  await page.keyboard.press("Enter");
  await page.keyboard.type("از فهرست");
  expect(await numbers()).toEqual(["۱", "۲", "۳"]);
});
