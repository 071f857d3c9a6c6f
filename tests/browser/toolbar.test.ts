/** The toolbar and the link dialog of one article: their names, their state by the selection, and the keys that do the same. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages, focused } from "./components/open-component.ts";
import { caretAfter, selectWords } from "./select-words.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

const ARTICLE = `# پل نو

نخستین بند گزارش است.

## میان‌تیتر

- یکم
- دوم

English paragraph.`;

async function openArticle(language: Language = "fa") {
  const { page, handle, t } = await open(language);
  await handle.evaluate((article, [language, markdown]) => article.open(language, markdown), [language, ARTICLE] as const);
  const text = page.getByRole("textbox", { name: t("editor.text") });
  await text.waitFor();
  const toolbar = page.getByRole("toolbar", { name: t("editor.toolbar") });
  const tool = (name: string): Locator => toolbar.getByRole("button", { name, exact: true });
  return { page, handle, t, text, toolbar, tool };
}

inFaAndEn((language) => {
  test("UI4: every tool has a name, and a tooltip with it and its keys, also one that does nothing here, which keeps the focus", async () => {
    const { page, text, toolbar, tool, t } = await openArticle(language);
    await selectWords(text, "نخستین");
    const buttons = toolbar.getByRole("button");
    const nameless = await buttons.evaluateAll((all) =>
      all.filter((one) => !(one.getAttribute("aria-label") ?? one.textContent ?? "").trim()).map(({ outerHTML }) => outerHTML),
    );
    expect(nameless).toEqual([]);
    const tip = page.getByRole("tooltip");
    const tips = async () => (await tip.allTextContents()).join();
    // Tooltips come at once when the focus moves by keyboard.
    await page.keyboard.press("Tab");
    for (const button of await toolbar.locator("button[aria-label]:not([aria-haspopup=listbox])").all()) {
      const name = (await button.getAttribute("aria-label"))!;
      await button.focus();
      await expect.poll(tips, { message: name }).toContain(name);
    }
    const outdent = tool(t("editor.outdent"));
    expect(await outdent.getAttribute("aria-disabled")).toBe("true");
    expect(await outdent.getAttribute("aria-keyshortcuts")).toBe("Shift+Tab");
    await outdent.focus();
    await expect.poll(tips).toContain("Shift+Tab");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe(t("editor.outdent"));
    // By the pointer, that moves as hands do it.
    await page.keyboard.press("Escape");
    await page.mouse.move(300, 500);
    await tool(t("editor.bold")).hover();
    await expect.poll(tips).toContain("Ctrl+B");
  });

  test("UI5: at 390 px the toolbar is one row that scrolls, and reaches every tool by the arrow keys", { tags: "long" }, async () => {
    const { page, text, toolbar, t } = await openArticle(language);
    await page.setViewportSize({ width: 390, height: 844 });
    await selectWords(text, "نخستین");
    expect((await toolbar.boundingBox())!.height).toBeLessThan(60);
    const middles = await toolbar.getByRole("button").evaluateAll((buttons) =>
      buttons.map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return Math.round((top + bottom) / 2);
      }),
    );
    expect(new Set(middles).size).toBe(1);
    // Nothing is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await toolbar.getByRole("button").first().focus();
    const reached = new Set<string>();
    for (let step = 0; step < middles.length; step++) {
      reached.add(await focused(page));
      const { left, right } = await page.evaluate(() => document.activeElement!.getBoundingClientRect());
      expect({ name: await focused(page), left: left >= 0, right: right <= 390 }).toMatchObject({ left: true, right: true });
      await page.keyboard.press(language === "fa" ? "ArrowLeft" : "ArrowRight");
    }
    expect(reached.size).toBe(middles.length);
    expect(reached).toContain(t("margin.comment"));
  });

  test("UI5: beside margin and library no tool is cut off, and the bar has two rows", { tags: "long" }, async () => {
    const { page, text, toolbar } = await openArticle(language);
    // As wide as the window is without a library.
    await page.setViewportSize({ width: 1000, height: 800 });
    await selectWords(text, "نخستین");
    const bar = (await toolbar.boundingBox())!;
    for (const button of await toolbar.getByRole("button").all()) {
      const { x, width } = (await button.boundingBox())!;
      expect([x >= bar.x, x + width <= bar.x + bar.width]).toEqual([true, true]);
    }
    expect(bar.height).toBeLessThan(100);
  });

  test("UI13: axe finds nothing in the toolbar, nor in the list of kinds", async () => {
    const { page, text, toolbar, t } = await openArticle(language);
    await selectWords(text, "نخستین");
    expect(await axeViolations(page, "[role=toolbar]")).toEqual([]);
    await toolbar.getByRole("button", { name: t("editor.kind") }).click();
    await page.getByRole("listbox").waitFor();
    expect(await axeViolations(page, "[role=listbox]")).toEqual([]);
  });
});

test("TX4: a mark's button shows what the selection has, and changes it, by pointer, button and key", async () => {
  const { page, text, tool, t } = await openArticle();
  for (const [mark, tag, keys] of [
    ["bold", "strong", "Control+b"],
    ["italic", "em", "Control+i"],
    ["underline", "u", "Control+u"],
    ["strike", "s", "Control+Shift+x"],
    ["superscript", "sup", "Control+Shift+Period"],
    ["subscript", "sub", "Control+Shift+Comma"],
  ] as const) {
    const button = tool(t(`editor.${mark}`));
    const isOn = (on: boolean) => expect.poll(() => button.getAttribute("aria-pressed"), { message: mark }).toBe(String(on));
    await selectWords(text, "گزارش");
    await isOn(false);
    await button.click();
    await isOn(true);
    expect(await text.locator(tag).allTextContents()).toEqual(["گزارش"]);
    // The press took neither focus nor selection.
    await page.keyboard.press(keys);
    await isOn(false);
    expect(await text.locator(tag).count()).toBe(0);
    await button.focus();
    await page.keyboard.press("Enter");
    await isOn(true);
    expect(await focused(page)).toBe(t(`editor.${mark}`));
    await page.keyboard.press("Space");
    await isOn(false);
  }
});

test("TX4: the kind of block follows the caret, and is chosen by keyboard, which goes back to the text", async () => {
  const { page, text, toolbar, tool, t } = await openArticle();
  const kind = toolbar.getByRole("button", { name: t("editor.kind") });
  const shows = (name: Parameters<typeof t>[0]) => expect.poll(() => kind.textContent()).toBe(t(name));
  await selectWords(text, "نو");
  await shows("editor.kind.headline");
  expect(await kind.isDisabled()).toBe(true);
  await selectWords(text, "میان‌تیتر");
  await shows("editor.kind.heading1");
  await selectWords(text, "نخستین");
  await shows("editor.kind.paragraph");
  await kind.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: t("editor.kind.lead"), exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await shows("editor.kind.lead");
  await expect.poll(() => focused(page)).toBe(t("editor.text"));
  expect(await text.locator(".lead").allTextContents()).toEqual(["نخستین بند گزارش است."]);
  await selectWords(text, "یکم");
  await shows("editor.kind.item");
  await expect.poll(() => tool(t("editor.bullets")).getAttribute("aria-pressed")).toBe("true");
  await tool(t("editor.indent")).click();
  await expect.poll(() => text.locator("[data-kind=item]").first().getAttribute("data-indent")).toBe("1");
  await tool(t("editor.numbers")).click();
  await expect.poll(() => text.locator("[data-kind=item]").first().getAttribute("data-list")).toBe("number");
});

test("BD36: the inspector says what is unseen in the block, and takes it away", { tags: "long" }, async () => {
  const { page, text, tool, t } = await openArticle();
  await caretAfter(text, "نخستین");
  await page.keyboard.insertText("\u200F  ");
  await tool(t("invisibles")).click();
  const dialog = page.getByRole("dialog", { name: t("invisibles") });
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual(
    (["rlm", "spaces"] as const).map((kind) => t("invisibles.count", { name: t(`invisibles.${kind}`), count: 1 })),
  );
  await dialog.getByText(t("invisibles.show")).click();
  expect(await page.locator("p:not(.item) > .invisible").count()).toBe(2);
  await dialog.getByRole("button", { name: t("invisibles.strip") }).click();
  await expect.poll(() => dialog.getByText(t("invisibles.none")).count()).toBe(1);
  await page.keyboard.press("Escape");
  await expect.poll(() => text.textContent()).toContain("نخستین بند");
});

test("TX5: the direction of a block is named by its button, and changed by it", async () => {
  const { text, tool, t } = await openArticle();
  await selectWords(text, "English");
  await tool(t("editor.direction.ltr")).click();
  await tool(t("editor.direction.rtl")).waitFor();
  expect(await text.locator("p").last().getAttribute("dir")).toBe("rtl");
});

test("UI6: undo by the toolbar keeps the focus there when there is nothing more to undo", { tags: "long" }, async () => {
  const { page, text, tool, t } = await openArticle();
  const undo = tool(t("editor.undo"));
  expect(await undo.getAttribute("aria-disabled")).toBe("true");
  await caretAfter(text, "گزارش");
  await page.keyboard.type("خبر");
  await expect.poll(() => undo.getAttribute("aria-disabled")).toBe(null);
  await undo.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => text.textContent()).not.toContain("خبر");
  await expect.poll(() => undo.getAttribute("aria-disabled")).toBe("true");
  expect(await focused(page)).toBe(t("editor.undo"));
  await tool(t("editor.redo")).click();
  await expect.poll(() => text.textContent()).toContain("خبر");
});

test("TX8, UI6: a link by its key, refused, applied, changed and taken off, with the focus where it was", async () => {
  const { page, text, tool, t } = await openArticle();
  const dialog = page.getByRole("dialog", { name: t("editor.link") });
  const address = dialog.getByRole("textbox", { name: t("editor.link.address") });
  const links = () => text.locator("a").evaluateAll((all) => all.map((link) => `${link.textContent} → ${link.getAttribute("href")}`));
  await selectWords(text, "گزارش");
  await page.keyboard.press("Control+k");
  await address.waitFor();
  expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await dialog.getByRole("button", { name: t("editor.apply") }).isDisabled()).toBe(true);
  await page.keyboard.type("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await dialog.getByText(t("editor.link.refused")).waitFor();
  expect(await address.getAttribute("aria-invalid")).toBe("true");
  expect(await links()).toEqual([]);
  await address.fill("example.org/map");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  expect(await links()).toEqual(["گزارش → https://example.org/map"]);

  await caretAfter(text, "گزا");
  await tool(t("editor.link")).focus();
  await page.keyboard.press("Enter");
  expect(await address.inputValue()).toBe("https://example.org/map");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(t("editor.link"));
  expect(await links()).toEqual(["گزارش → https://example.org/map"]);
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: t("editor.link.remove") }).click();
  await expect.poll(links).toEqual([]);
  await expect.poll(() => focused(page)).not.toBe("nothing");
});

test("UI6: the picture's dialog takes the focus and gives it back", { tags: "long" }, async () => {
  const { page, tool, t } = await openArticle();
  const button = tool(t("editor.figure"));
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("editor.figure") });
  await dialog.waitFor();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.type("ftp://nowhere");
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").getByText(t("editor.figure.address.refused")).waitFor();
  expect(await axeViolations(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe(t("editor.figure"));
});

test("UI5: a commenter has the button for it and a sentence, a reader the sentence, and both the button that names the authors", async () => {
  const { page, handle, toolbar, t } = await openArticle();
  const names = () => toolbar.getByRole("button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? one.textContent));
  await handle.evaluate((article) => article.setRole("commenter"));
  await page.getByText(t("app.role.commenter")).waitFor();
  const looks = [t("app.writers"), t("versions.name"), t("views.choose", { view: t("views.marks") })];
  expect(await names()).toEqual([...looks, t("margin.comment"), t("threads.compose")]);
  await handle.evaluate((article) => article.setRole("reader"));
  await page.getByText(t("app.role.reader")).waitFor();
  expect(await names()).toEqual(looks);
});

test("UI15: an empty headline and lead say what belongs there, unlike words", async () => {
  const { page, text, t } = await openArticle();
  const hint = (selector: string) =>
    text.locator(selector).evaluate((block) => {
      const { content, color, fontWeight } = getComputedStyle(block, "::before");
      return {
        content,
        isWord: color === getComputedStyle(block).color || (block.tagName === "H1" && fontWeight === getComputedStyle(block).fontWeight),
      };
    });
  await selectWords(text, "پل نو");
  await page.keyboard.press("Delete");
  await expect.poll(() => hint("h1")).toEqual({ content: `"${t("editor.hint.headline")}"`, isWord: false });
  await selectWords(text, "نخستین بند گزارش است.");
  await page.keyboard.press("Control+Alt+4");
  await page.keyboard.press("Delete");
  await expect.poll(() => hint(".lead")).toEqual({ content: `"${t("editor.hint.lead")}"`, isWord: false });
});
