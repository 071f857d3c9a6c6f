/** A comparison as a person reads it: what is marked and named, the way from change to change, and long ones. */
import { expect, test } from "vitest";
import { listOf } from "../../renderer/i18n/list-of.ts";
import type { Language } from "../../shared/rpc/contract.ts";
import type { ComparePage } from "./components/compare-page.tsx";
import { componentPages, expectAccessible } from "./components/open-component.ts";
import { inFaAndEn } from "./languages.ts";

const open = componentPages<ComparePage>("compare-page.tsx", "comparePage");

async function openComparison(language: Language = "fa") {
  const opened = await open(language);
  await opened.handle.evaluate((one, language) => one.open(language), language);
  const { page, t } = opened;
  await page.locator(".compare-block").first().waitFor();
  const beside = (words: string) => page.locator("article.compare-block").filter({ hasText: words }).locator(".compare-beside").first();
  const current = () => page.evaluate(() => document.activeElement?.closest("[data-compared]")?.getAttribute("data-compared") ?? null);
  const count = page.locator(".compare-count");
  return { ...opened, t, beside, current, count };
}

inFaAndEn((language) => {
  test("VE26: changes of kind, list, marks, links and pictures are named in words", async () => {
    const { t, beside, page } = await openComparison(language);
    const heading = t("compare.kind", { before: t("editor.kind.heading1"), after: t("editor.kind.heading2") });
    expect(await beside("شبی بی‌خواب").textContent()).toContain(heading);
    expect(await beside("نخست آب").textContent()).toContain(
      t("compare.list", { before: t("compare.list.bullet"), after: t("compare.list.number") }),
    );
    expect(await beside("سپس برق").textContent()).toContain(t("compare.indent", { before: 1, after: 2 }));
    const mayor = await beside("بمانند").textContent();
    expect(mayor).toContain(t("compare.mark.removed", { mark: t("editor.bold"), text: "مردم" }));
    expect(mayor).toContain(t("compare.mark.added", { mark: t("editor.italic"), text: "خانه" }));
    expect(mayor).toContain(t("compare.link.changed", { text: "گزارش", before: "https://example.org/a", after: "https://example.org/b" }));
    const picture = await beside("پل قدیمی شهر").textContent();
    expect(picture).toContain(t("compare.picture.changed"));
    expect(picture).toContain(t("compare.attribute.added", { name: t("suggestions.credit"), after: "سارا" }));
    expect(await page.locator(".compare-pictures img").count()).toBe(2);
  });

  test("VE28: the writers of what was added are named beside it", async () => {
    const { beside, t } = await openComparison(language);
    expect(await beside("استاندار").textContent()).toContain(
      t("compare.writers", { names: listOf(["سارا", "امید"], language === "fa" ? "fa-IR" : "en-GB") }),
    );
  });

  test(
    "VE42: who erased what went stands beside it, with the time, and whose computer only brought a deletion",
    { tags: "long" },
    async () => {
      const { page, t } = await openComparison(language);
      const when = new Intl.DateTimeFormat(language === "fa" ? "fa-IR" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(
        1_000_000_000_000,
      );
      const removed = page.locator("[data-type=removed]").first();
      for (const [key, name] of [
        ["compare.erasers", "سارا"],
        ["compare.erasureBroughtBy", "امید"],
      ] as const) {
        const words = t(key, { names: t("compare.erasedAt", { name, when }) });
        expect(await removed.locator(".compare-beside").textContent()).toContain(words);
        expect(await removed.getAttribute("aria-label")).toContain(words);
      }
      // Of what was only added nobody erased anything.
      expect(await page.locator("[data-type=added] .compare-beside").first().textContent()).not.toContain("سارا (");
    },
  );

  test("UI13: axe finds nothing in a comparison, wide and narrow, light and dark", async () => {
    const { page } = await openComparison(language);
    await expectAccessible(page, language, "main", async () => {
      await page.keyboard.press("F7");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });

  test("VE20: two equal articles are said to be equal", async () => {
    const { page, handle, t } = await open(language);
    await handle.evaluate((one, language) => one.openEqual(language), language);
    await expect.poll(() => page.getByText(t("compare.nothing")).count()).toBe(1);
    expect(await page.locator("article.compare-block").count()).toBe(0);
  });
});

test("VE25 FN2: references to footnotes have the numbers of their articles, and footnotes too", async () => {
  const { page, handle } = await openComparison();
  await handle.evaluate((one) => one.openFootnotes("fa"));
  const opened = page.locator("article.compare-block").filter({ hasText: "پل کهنه" });
  await opened.waitFor();
  expect(await opened.locator("del .footnote-sign").allTextContents()).toEqual(["۲"]);
  expect(await opened.locator("ins .footnote-sign").allTextContents()).toEqual(["۲"]);
  expect(await page.locator(".compare-block").filter({ hasText: "رود بالا آمد" }).locator(".footnote-sign").allTextContents()).toEqual([
    "۳",
  ]);
  const notes = await page.locator(".compare-footnote").evaluateAll((all) => all.map(({ textContent }) => textContent));
  expect(notes).toEqual(expect.arrayContaining(["۱ساختهٔ ۱۲۸۱", "۲روز دوشنبه", "۲به گفتهٔ پلیس", "۳دو متر"]));
});

test("VE25: added and removed words are marked where they stand, whole, and told apart without colour", async () => {
  const { page } = await openComparison();
  const nobody = page.locator("article.compare-block").filter({ hasText: "نخوابید" });
  expect(await nobody.locator("del").allTextContents()).toEqual(["شهردار", "۱۲٫۵", "."]);
  expect((await nobody.locator("ins").allTextContents()).join("|")).toBe("استاندار|۱۲٫۷|!");
  const line = (selector: string) =>
    nobody
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).textDecorationLine);
  expect([await line("ins"), await line("del")]).toEqual(["underline", "line-through"]);
  const styles = await nobody.locator("ins > span, ins:not(del + ins)").evaluateAll((all) =>
    all.map((one) => {
      const { paddingInline, marginInline, borderInlineWidth, letterSpacing, display } = getComputedStyle(one);
      return [paddingInline, marginInline, borderInlineWidth, letterSpacing, display].join(" ");
    }),
  );
  expect([...new Set(styles)]).toEqual(["0px 0px 0px normal inline"]);
  // Letters of what was removed never join those of what stands there now.
  expect(
    await nobody
      .locator("del + ins")
      .first()
      .evaluate((one) => parseFloat(getComputedStyle(one).marginInlineStart)),
  ).toBeGreaterThan(0);
});

test("VE22 VE26: what was moved says from where, and leads to its other place and back", async () => {
  const { page, t, current } = await openComparison();
  const [away, moved] = [page.locator("[data-type=movedAway]"), page.locator("[data-type=moved]")];
  expect(await away.textContent()).toContain(t("compare.movedTo.below"));
  expect(await moved.textContent()).toContain(t("compare.movedFrom.above"));
  expect(await moved.locator("ins").textContent()).toBe("بازار");
  await away.getByRole("button", { name: t("compare.newPlace") }).click();
  expect(await current()).toBe(await moved.getAttribute("data-compared"));
  await moved.getByRole("button", { name: t("compare.oldPlace") }).click();
  expect(await current()).toBe(await away.getAttribute("data-compared"));
});

test("VE27: F7 and Shift+F7 walk from change to change, and say which of how many", { tags: "long" }, async () => {
  const { page, t, current, count } = await openComparison();
  const blocks = page.locator("article.compare-block:not([data-type=movedAway])");
  const total = await blocks.count();
  expect(await count.textContent()).toBe(t("compare.count", { count: total }));
  for (let place = 0; place < total; place++) {
    await page.keyboard.press("F7");
    expect(await current()).toBe(await blocks.nth(place).getAttribute("data-compared"));
    expect(await count.textContent()).toBe(t("compare.place", { place: place + 1, count: total }));
    expect(await blocks.nth(place).getAttribute("aria-label")).not.toBe("");
  }
  await page.keyboard.press("F7");
  expect(await current()).toBe(await blocks.first().getAttribute("data-compared"));
  await page.keyboard.press("Shift+F7");
  expect(await current()).toBe(await blocks.last().getAttribute("data-compared"));
  await page.getByRole("button", { name: t("compare.previous") }).click();
  expect(await current()).toBe(await blocks.nth(total - 2).getAttribute("data-compared"));
});

test("VE27: unchanged paragraphs can be left out", async () => {
  const { page, t } = await openComparison();
  expect(await page.locator("[data-type=equal]").count()).toBeGreaterThan(0);
  await page.getByText(t("compare.onlyChanges")).click();
  await expect.poll(() => page.locator("[data-type=equal]").count()).toBe(0);
});

test(
  "VE29: of a comparison of 20,000 paragraphs the first are there at once, keys reach those that are not drawn yet, and no frame draws all",
  { tags: "long" },
  async () => {
    const { page, handle } = await open("fa");
    const { changes } = await handle.evaluate((one) => one.openLong("fa", 20_000));
    expect(changes).toBe(400);
    await page.locator("article.compare-block").first().waitFor();
    const drawn = () => page.locator(".compare-block").count();
    const atFirst = await drawn();
    expect(atFirst).toBeLessThan(20_000);
    await page.keyboard.press("Shift+F7");
    const last = page.locator("article.compare-block").last();
    expect(await last.textContent()).toContain("بند 19999");
    expect(await last.evaluate((one) => one === document.activeElement)).toBe(true);
    await expect.poll(() => last.evaluate((one) => one.getBoundingClientRect().top < innerHeight)).toBe(true);
  },
);
