/** How a person sees articles, as Chromium draws them (WS). */
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGE_DEFAULTS, type PageSettings } from "../../shared/typing/page-settings.ts";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const fixture = new EditorOfEachTest();
const TOKENS = join(import.meta.dirname, "../../renderer/theme/tokens.css");

async function show(change: Partial<PageSettings>) {
  await fixture.editor.evaluate((page, settings) => page.show(settings), { ...PAGE_DEFAULTS, ...change });
}
const styleOf = (block: number) => fixture.editor.evaluate((page, block) => page.styleOf(block), block);
const width = () => fixture.page.locator(".editor-page").evaluate((page) => page.getBoundingClientRect().width);
const dimmed = async () => [(await styleOf(0)).opacity, (await styleOf(1)).opacity, (await styleOf(2)).opacity].map(Number);
const px = (length: string): number => Number.parseFloat(length);

async function openIn(language: string) {
  await fixture.page.addStyleTag({ path: TOKENS });
  // The page's size is said there.
  await fixture.page.evaluate(() => document.body.classList.add("app-article"));
  await fixture.editor.evaluate((page, language) => void (page.language = language as never), language);
  await fixture.open(["بند نخست", "بند دوم"], 8);
  await show({});
}

test("WS1: letters, lines and their length are as a person chose", async () => {
  await openIn("fa");
  const normal = await styleOf(1);
  expect([normal.fontSize, normal.lineHeight]).toEqual(["19px", "35px"]);
  const [title, measure] = [await styleOf(0), await width()];
  await show({ size: "larger" });
  expect(px((await styleOf(1)).fontSize) / px(normal.fontSize)).toBeCloseTo(1.35, 2);
  expect(px((await styleOf(1)).lineHeight) / px(normal.lineHeight)).toBeCloseTo(1.35, 2);
  expect(px((await styleOf(0)).fontSize) / px(title.fontSize)).toBeCloseTo(1.35, 2);
  await show({ size: "small", lines: "loose" });
  expect(px((await styleOf(1)).fontSize)).toBeLessThan(px(normal.fontSize));
  expect(px((await styleOf(1)).lineHeight) / px(normal.lineHeight)).toBeCloseTo(0.9 * 1.2, 2);
  await show({ measure: "narrow" });
  expect(await width()).toBeLessThan(measure);
  await show({ justified: true });
  expect((await styleOf(1)).textAlign).toBe("justify");
  await show({});
  expect(await styleOf(1)).toEqual(normal);
});

test.each([
  ["fa", "Vazirmatn"],
  ["ckb", "Vazirmatn"],
  ["ar", "Noto Naskh Arabic"],
  ["ur", "Noto Nastaliq Urdu"],
])("WS2: an article in %s has the face of its language, %s, or the one that was chosen", async (language, face) => {
  await openIn(language);
  expect((await styleOf(1)).fontFamily).toMatch(new RegExp(`^"${face}`));
  await show({ face: "naskh" });
  expect((await styleOf(1)).fontFamily).toMatch(/^"Noto Naskh Arabic/);
  await show({ face: "sans" });
  expect((await styleOf(1)).fontFamily).toMatch(/^"Vazirmatn/);
  const lines = px((await styleOf(1)).lineHeight);
  await show({ face: "nastaliq" });
  expect((await styleOf(1)).fontFamily).toMatch(/^"Noto Nastaliq Urdu/);
  expect(px((await styleOf(1)).lineHeight)).toBeGreaterThan(lines);
});

test("WS3: in focus mode all but the blocks of the selection are dimmed, and an input method is not disturbed", async () => {
  await openIn("fa");
  expect(await dimmed()).toEqual([1, 1, 1]);
  await show({ focus: true });
  expect(await dimmed()).toEqual([0.35, 1, 0.35]);
  await fixture.page.keyboard.press("ArrowDown");
  await expect.poll(dimmed).toEqual([0.35, 0.35, 1]);
  for (const text of ["س", "سل"])
    await fixture.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await fixture.cdp.send("Input.insertText", { text: "سلام" });
  await expect.poll(async () => (await fixture.texts()).shown.match(/سلام/g)?.length).toBe(1);
  await fixture.page.keyboard.press("Control+a");
  await expect.poll(dimmed).toEqual([1, 1, 1]);
  await show({});
  expect(await dimmed()).toEqual([1, 1, 1]);
});
