/** Coming back: what collided, listed with mine, theirs and merged; keys and repairs. */
import { describe, expect, test } from "vitest";
import { componentPages, expectAccessible } from "./components/open-component.ts";
import type { ReturningPage } from "./components/returning-page.tsx";

const open = componentPages<ReturningPage>("returning-page.tsx", "returningPage");
const DOUBLED = "سازمان ملل متحد کمک فرستاد.";

describe.each(["fa", "en"] as const)("%s", (language) => {
  async function openPanel(mayEdit = true) {
    const opened = await open(language);
    const { page, handle } = opened;
    await handle.evaluate((one, [language, mayEdit]) => one.open(language, mayEdit), [language, mayEdit] as const);
    const items = page.locator(".returning-item");
    await items.first().waitFor();
    const text = () => handle.evaluate((one) => one.text);
    return { ...opened, items, text };
  }

  test("VE34: each collision is listed with mine, theirs and merged, and its changes marked", async () => {
    const { page, t, items } = await openPanel();
    const nobody = items.filter({ hasText: t("returning.changed") }).filter({ hasText: "شهر" });
    const sides = nobody.locator(".returning-side");
    expect(await sides.locator(".returning-side-name").allTextContents()).toEqual([
      t("returning.mine"),
      t("returning.theirs"),
      t("returning.merged"),
    ]);
    expect(await sides.locator(".compare-text").allTextContents()).toEqual([
      "هیچ‌کس در شهر نخوابید و بیدار ماند.",
      "هیچ‌کس هم در شهر نخوابید.",
      "هیچ‌کس هم در شهر نخوابید و بیدار ماند.",
    ]);
    expect(await sides.nth(0).locator("ins").allTextContents()).toEqual([" و بیدار ماند"]);
    expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe(t("returning.found", { count: await items.count() }));
  });

  test("VE34: F7 and Shift+F7 go from one to the next and show it in the text", async () => {
    const { page, handle, items } = await openPanel();
    const count = await items.count();
    expect(count).toBeGreaterThan(2);
    for (let i = 0; i < count; i++) {
      await page.keyboard.press("F7");
      expect(await items.nth(i).evaluate((one) => one === document.activeElement)).toBe(true);
    }
    await page.keyboard.press("F7");
    expect(await items.first().evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Shift+F7");
    expect(await items.last().evaluate((one) => one === document.activeElement)).toBe(true);
    const shown = await handle.evaluate((one) => one.block);
    expect(await items.last().textContent()).toContain(shown);
  });

  test("VE35: of a doubled paragraph one is kept", async () => {
    const { t, items, text } = await openPanel();
    expect((await text()).split(DOUBLED).length - 1).toBe(2);
    const count = await items.count();
    await items.getByRole("button", { name: t("returning.keepOne") }).click();
    expect((await text()).split(DOUBLED).length - 1).toBe(1);
    await expect.poll(() => items.count()).toBe(count - 1);
  });

  test("VE35: words that were parted from their paragraph are brought to its end", async () => {
    const { t, items, text } = await openPanel();
    await items.getByRole("button", { name: t("returning.bringHome") }).click();
    const lines = (await text()).split("\n");
    expect(lines.filter((line) => line.includes("ناگهان"))).toEqual([expect.stringMatching(/^رودخانه دیشب بالا آمد\. ناگهان$/)]);
  });

  test("VE35: where the text has changed meanwhile, it is said, and nothing is changed", async () => {
    const { t, handle, items, text } = await openPanel();
    await handle.evaluate((one) => one.write("سازمان ملل", " متفق"));
    await handle.evaluate((one) => one.write("سازمان ملل متحد", " و دیگران"));
    const before = await text();
    await items.getByRole("button", { name: t("returning.keepOne") }).click();
    expect(await text()).toBe(before);
    expect(await handle.evaluate((one) => one.late)).toBe(1);
  });

  test("VE35 UI7: who may not write gets no repairs", async () => {
    const { t, items } = await openPanel(false);
    expect(await items.getByRole("button", { name: t("returning.keepOne") }).count()).toBe(0);
    expect(await items.getByRole("button", { name: t("returning.bringHome") }).count()).toBe(0);
  });

  test("UI13: axe finds nothing in the panel, wide and narrow, light and dark", async () => {
    const { page } = await openPanel();
    await expectAccessible(page, "main", () => page.keyboard.press("F7"));
  });
});
