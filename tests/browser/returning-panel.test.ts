/** Coming back: what collided, listed with mine, theirs and merged; keys and repairs. */
import { expect, test } from "vitest";
import type { Language } from "../../shared/rpc/contract.ts";
import { componentPages, expectAccessible } from "./components/open-component.ts";
import type { ReturningPage } from "./components/returning-page.tsx";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ReturningPage>("returning-page.tsx", "returningPage");
const DOUBLED = "سازمان ملل متحد کمک فرستاد.";

async function openPanel(language: Language = "fa", mayEdit = true, isRemoved = false) {
  const opened = await open(language);
  const { page, handle } = opened;
  await handle.evaluate((one, [language, mayEdit, isRemoved]) => one.open(language, mayEdit, isRemoved), [
    language,
    mayEdit,
    isRemoved,
  ] as const);
  const items = page.locator(".returning-item");
  await items.first().waitFor();
  const text = () => handle.evaluate((one) => one.text);
  return { ...opened, items, text };
}

const LINES = {
  mine: "هیچ‌کس در شهر نخوابید و بیدار ماند.",
  theirs: "هیچ‌کس هم در شهر نخوابید.",
  merged: "هیچ‌کس هم در شهر نخوابید و بیدار ماند.",
};

inFaAndEn((language) => {
  test("VE34: each collision is listed with mine, theirs and merged, and its changes marked", async () => {
    const { page, t, items } = await openPanel(language);
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

  test("UI13: axe finds nothing in the panel, wide and narrow, light and dark", async () => {
    const { page } = await openPanel(language);
    await expectAccessible(page, language, "main", () => page.keyboard.press("F7"));
  });
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

test("VE35: of a doubled paragraph one is kept", { tags: "long" }, async () => {
  const { t, items, text } = await openPanel();
  expect((await text()).split(DOUBLED).length - 1).toBe(2);
  const count = await items.count();
  await items.getByRole("button", { name: t("returning.keepOne") }).click();
  expect((await text()).split(DOUBLED).length - 1).toBe(1);
  await expect.poll(() => items.count()).toBe(count - 1);
});

test("VE35: words that were parted from their paragraph are brought to its end", { tags: "long" }, async () => {
  const { t, items, text } = await openPanel();
  await items.getByRole("button", { name: t("returning.bringHome") }).click();
  const lines = (await text()).split("\n");
  expect(lines.filter((line) => line.includes("ناگهان"))).toEqual([expect.stringMatching(/^رودخانه دیشب بالا آمد\. ناگهان$/)]);
});

test("VE36 VE37: one side of a paragraph is chosen by a key or a button, another one instead, and undo takes it back", async () => {
  const { page, t, handle, items, text } = await openPanel();
  const line = async () => (await text()).split("\n").filter((one) => one.includes("نخوابید"));
  const others = async () => (await text()).split("\n").filter((one) => !one.includes("نخوابید"));
  const untouched = await others();
  const count = await items.count();
  const item = items.filter({ hasText: t("returning.changed") }).filter({ hasText: "شهر" });
  const button = (name: "mine" | "theirs" | "merged") => item.getByRole("button", { name: t(`returning.use.${name}`) });
  for (let i = 0; i < count && !(await item.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press("F7");
  await page.keyboard.press("1");
  expect(await line()).toEqual([LINES.mine]);
  await expect.poll(() => button("mine").getAttribute("aria-pressed")).toBe("true");
  expect(
    await page
      .getByRole("status")
      .filter({ hasText: t("returning.chose.mine", { keys: "Ctrl+Z" }) })
      .count(),
  ).toBe(1);
  expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe(t("returning.found", { count: count - 1 }));
  await page.keyboard.press("2");
  expect(await line()).toEqual([LINES.theirs]);
  await button("merged").click();
  expect(await line()).toEqual([LINES.merged]);
  await button("mine").click();
  expect(await line()).toEqual([LINES.mine]);
  expect(await others()).toEqual(untouched);
  await handle.evaluate((one) => one.undo());
  expect(await line()).toEqual([LINES.merged]);
  await expect.poll(() => button("mine").getAttribute("aria-pressed")).toBe("false");
  expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe(t("returning.found", { count }));
  expect(await handle.evaluate((one) => one.settled)).toBe(0);
});

test(
  "VE36: where one side removed the paragraph, choosing that removes it, and choosing the other brings it back",
  { tags: "long" },
  async () => {
    const { t, items, text } = await openPanel("fa", true, true);
    const item = items.filter({ hasText: t("returning.removed") });
    const line = async () => (await text()).split("\n").filter((one) => one.includes("سفید"));
    const [before] = [await text()];
    await item.getByRole("button", { name: t("returning.use.theirs") }).click();
    expect(await line()).toEqual(["کوه‌ها سفید و بلند بودند و راه‌ها بسته."]);
    await item.getByRole("button", { name: t("returning.use.mine") }).click();
    expect(await line()).toEqual([]);
    expect((await text()).split("\n").length).toBeLessThanOrEqual(before.split("\n").length);
    await item.getByRole("button", { name: t("returning.use.theirs") }).click();
    expect(await line()).toEqual(["کوه‌ها سفید و بلند بودند و راه‌ها بسته."]);
  },
);

test("VE36: where somebody wrote in the paragraph meanwhile, it is said, and nothing is changed", { tags: "long" }, async () => {
  const { t, handle, items, text } = await openPanel();
  await handle.evaluate((one) => one.write("هیچ‌کس هم", " دیگر"));
  const before = await text();
  const item = items.filter({ hasText: t("returning.changed") }).filter({ hasText: "شهر" });
  await item.getByRole("button", { name: t("returning.use.mine") }).click();
  expect(await text()).toBe(before);
  expect(await handle.evaluate((one) => one.late)).toBe(1);
  expect(await item.getByRole("button", { name: t("returning.use.mine") }).getAttribute("aria-pressed")).toBe("false");
});

test("VE35: where the text has changed meanwhile, it is said, and nothing is changed", { tags: "long" }, async () => {
  const { t, handle, items, text } = await openPanel();
  await handle.evaluate((one) => one.write("سازمان ملل", " متفق"));
  await handle.evaluate((one) => one.write("سازمان ملل متحد", " و دیگران"));
  const before = await text();
  await items.getByRole("button", { name: t("returning.keepOne") }).click();
  expect(await text()).toBe(before);
  expect(await handle.evaluate((one) => one.late)).toBe(1);
});

test("VE35 UI7: who may not write gets no repairs", async () => {
  const { t, items } = await openPanel("fa", false);
  expect(await items.getByRole("button", { name: t("returning.keepOne") }).count()).toBe(0);
  expect(await items.getByRole("button", { name: t("returning.bringHome") }).count()).toBe(0);
  expect(await items.getByRole("button", { name: t("returning.use.mine") }).count()).toBe(0);
});
