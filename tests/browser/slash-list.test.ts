/** The list behind `/`, as it is drawn in the window (TA9). */
import { expect, test } from "vitest";
import type { ArticlePage } from "./components/article-page.tsx";
import { axeViolations, componentPages } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";
import { caretAfter } from "./select-words.ts";

const open = componentPages<ArticlePage>("article-page.tsx", "articlePage");

inFaAndEn((language) =>
  test("TA9: the list stands at its block within the window, is read aloud, and takes the mouse", async () => {
    const { page, handle, t } = await open(language);
    await handle.evaluate((article, language) => article.open(language, "# پل نو\n\nپل باز شد."), language);
    const text = page.getByRole("textbox", { name: t("editor.text") });
    await caretAfter(text, "باز شد.");
    await page.keyboard.press("Enter");
    await page.keyboard.type("/");
    const list = page.getByRole("listbox", { name: t("typing.slash") });
    await list.waitFor();
    const options = list.getByRole("option");
    expect(await options.allTextContents()).toContain(t("editor.kind.heading2"));
    await page.getByText(t("typing.slash.count", { count: await options.count() }), { exact: true }).waitFor({ state: "attached" });
    const active = await text.getAttribute("aria-activedescendant");
    expect(await options.first().getAttribute("id")).toBe(active);
    expect(await options.first().getAttribute("aria-selected")).toBe("true");
    expect(await axeViolations(page, "[role=listbox]")).toEqual([]);
    const [box, window] = [(await list.boundingBox())!, page.viewportSize()!];
    expect([box.x >= 0, box.y >= 0, box.x + box.width <= window.width, box.y + box.height <= window.height]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    await options.filter({ hasText: t("editor.kind.quote") }).click();
    await list.waitFor({ state: "detached" });
    expect(await text.locator("blockquote").count()).toBe(1);
    expect(await text.evaluate((text) => text.contains(document.activeElement))).toBe(true);
    await page.keyboard.type("نو");
    expect(await text.locator("blockquote").textContent()).toBe("نو");
  }),
);
