import axe from "axe-core";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../renderer/i18n/catalogue.ts";
import { openPage } from "./bundled-page.ts";
import { launch } from "./chromium.ts";
import type { SuggestionCardPage } from "./components/suggestion-card-page.tsx";
import { STYLES } from "./editor/open-editor.ts";

const RENDERER = join(import.meta.dirname, "../../renderer");
const CARD = {
  script: join(import.meta.dirname, "components/suggestion-card-page.tsx"),
  name: "suggestionCardPage",
  styles: [
    ...["theme/tokens.css", "theme/base.css", "theme/controls.css", "margin/margin.css", "suggestions/suggestions.css"].map((path) =>
      join(RENDERER, path),
    ),
    ...STYLES,
  ],
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const BEFORE = "تیتر\nرودخانه دیشبامروز بالا آمد.\nکسی نخوابید.";

describe.each(["fa", "en"] as const)("%s", (language) => {
  const words = catalogue[language];
  const replaced = words["suggestions.replaced.word"].replace("{before}", "دیشب").replace("{after}", "امروز");

  async function open(mayEdit = true) {
    const opened = await openPage<SuggestionCardPage>(browser, CARD);
    const { page, handle } = opened;
    await handle.evaluate((one, [language, mayEdit]) => one.open(language, mayEdit), [language, mayEdit] as const);
    const cards = page.getByRole("article");
    await expect.poll(() => cards.count()).toBe(2);
    const text = () => handle.evaluate((one) => one.text);
    expect(await text()).toBe(BEFORE);
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest("article, [role=textbox]")?.getAttribute("aria-label") ?? "text");
    return { ...opened, card: (line: string) => cards.filter({ hasText: line }), cards, text, focused };
  }

  test("SU32 SU33: a card says in words what is suggested, and by whom", async () => {
    const { page, card, cards, errors } = await open();
    expect(await card(replaced).getAttribute("aria-label")).toBe(
      words["suggestions.card"].replace("{name}", "سارا").replace("{changes}", replaced),
    );
    expect(await cards.locator(".margin-author").allTextContents()).toEqual(["سارا", "سارا"]);
    const drawn = await page.locator(".suggested-inserted, .suggested-struck").allTextContents();
    expect(drawn).toEqual(["دیشب", "امروز"]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("SU34 SU36: accepting by the button goes on to the next card, refusing the last one to the text, and undo takes it back", async () => {
    const { page, card, cards, text, focused, errors } = await open();
    await card(replaced).getByRole("button", { name: words["suggestions.accept"], exact: true }).click();
    await expect.poll(text).toBe("تیتر\nرودخانه امروز بالا آمد.\nکسی نخوابید.");
    await expect.poll(() => cards.count()).toBe(1);
    await expect.poll(focused).toBe(await cards.getAttribute("aria-label"));
    await page.keyboard.press("Control+KeyZ");
    await expect.poll(text).toBe(BEFORE);
    await expect.poll(() => cards.count()).toBe(2);
    for (let left = 2; left > 0; left--) {
      await cards.first().getByRole("button", { name: words["suggestions.refuse"], exact: true }).click();
      await expect.poll(() => cards.count()).toBe(left - 1);
    }
    expect(await text()).toBe("تیتر\nرودخانه دیشب بالا آمد.\nکسی نخوابید.");
    await expect.poll(focused).toBe("text");
    expect(errors).toEqual([]);
    await page.close();
  });

  test("SU34 SU37: keys walk from suggestion to suggestion and decide on the active one", async () => {
    const { page, handle, cards, text } = await open();
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
    await page.close();
  });

  test("SU38: all are refused or accepted from a menu", async () => {
    const { page, cards, text } = await open();
    await page.locator(".margin-suggestions button").click();
    await page.getByRole("menuitem", { name: words["suggestions.acceptAll"], exact: true }).click();
    await expect.poll(() => cards.count()).toBe(0);
    expect(await text()).toBe("تیتر\nرودخانه امروز بالا آمد.کسی نخوابید.");
    await page.close();
  });

  test("SU34: who may not write the text sees what is suggested, and gets no buttons and no keys", async () => {
    const { page, cards, text } = await open(false);
    expect(await cards.getByRole("button", { name: words["suggestions.accept"], exact: true }).count()).toBe(0);
    await cards.first().locator(".margin-fold").click();
    await page.keyboard.press("Alt+Shift+Enter");
    expect(await cards.count()).toBe(2);
    expect(await text()).toBe(BEFORE);
    await page.close();
  });

  test("UI13: axe finds nothing in the margin of suggestions", async () => {
    const { page } = await open();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(selector: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run("aside")).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    });
    expect(violations).toEqual([]);
    await page.close();
  });
});
