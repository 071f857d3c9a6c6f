/** What is far from the screen and the caret is not laid out while a long article rests. SU48. */
import { expect, test } from "vitest";
import { launch } from "./chromium.ts";
import { EditorOfEachTest, openEditor } from "./editor/open-editor.ts";

const desk = new EditorOfEachTest();
/** Blocks of 100 words: one at the top of the window, and one with the caret. */
const [TOP, CARET] = [60, 20];

const isResting = () => desk.page.locator(".editor-page[data-skipping]").count();
const heights = () => desk.editor.evaluate((page) => [...page.view.dom.children].map((block) => block.getBoundingClientRect().height));
/** Whether the heights are those of blocks that are laid out. */
const isTrue = () =>
  desk.editor.evaluate((page) => {
    const heightsNow = () => [...page.view.dom.children].map((block) => block.getBoundingClientRect().height);
    const { dataset } = page.view.dom.parentElement!;
    const before = heightsNow();
    delete dataset["skipping"];
    const after = heightsNow();
    dataset["skipping"] = "";
    return before.length === after.length && before.every((height, i) => height === after[i]);
  });

/** Opens 10,000 words in 100 blocks, with the caret out of sight, and waits until they rest. */
async function rest(): Promise<void> {
  await desk.editor.evaluate((page) => page.openLong(10_000));
  await expect.poll(() => desk.page.locator("[data-opening]").count()).toBe(0);
  await desk.editor.evaluate(
    (page, [top, caret]) => {
      page.caret(page.startOf(caret));
      scrollTo(0, page.topOf(top) + scrollY);
    },
    [TOP, CARET] as const,
  );
  await expect.poll(isResting).toBe(1);
}

test("SU48: blocks far from the caret are skipped, as tall as they were, and what one reads stays where it is", async () => {
  await desk.editor.evaluate((page) => page.openLong(10_000));
  await expect.poll(() => desk.page.locator("[data-opening]").count()).toBe(0);
  await desk.editor.evaluate((page, caret) => page.caret(page.startOf(caret)), CARET);
  const before = await heights();
  await expect.poll(isResting).toBe(1);
  expect(await heights()).toEqual(before);
  const skipped = await desk.editor.evaluate((page) => page.deferred);
  expect(skipped).not.toContain(CARET - 1);
  expect(skipped).not.toContain(CARET);
  expect(skipped).not.toContain(CARET + 1);
  expect(skipped).toContain(TOP);
  const moved = await desk.editor.evaluate((page, top) => {
    scrollTo(0, page.topOf(top) + scrollY);
    const at = page.topOf(top);
    page.caret(page.startOf(90));
    page.colleague({ at: page.startOf(10), insert: "نو" });
    return Math.abs(page.topOf(top) - at);
  }, TOP);
  expect(moved).toBeLessThan(2);
  const { shown, dom, body, isEqual } = await desk.texts();
  expect([shown === body, dom === body, isEqual]).toEqual([true, true, true]);
});

test("SU48: whoever composes out of sight writes each letter once", async () => {
  await rest();
  for (const text of ["ب", "بن", "بند"])
    await desk.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await desk.cdp.send("Input.insertText", { text: "بند" });
  await expect.poll(async () => (await desk.texts()).body.split("بند").length).toBe(2);
  const { shown, dom, body, isEqual } = await desk.texts();
  expect([shown === body, dom === body, isEqual]).toEqual([true, true, true]);
});

test("SU48: what is skipped is there for screen readers", { tags: "long" }, async () => {
  // As where a screen reader runs: a tree that is asked for without it is made without what is skipped.
  const browser = await launch({ args: ["--force-renderer-accessibility"] });
  try {
    const { page, editor } = await openEditor(browser);
    await editor.evaluate((one) => one.open([...Array.from({ length: 200 }, () => "کلمه ای دیگر در متن ".repeat(20)), "دوردست"]));
    await expect.poll(() => page.locator(".editor-page[data-skipping]").count()).toBe(1);
    expect(await editor.evaluate((one) => one.deferred)).toContain(201);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Accessibility.enable");
    await expect
      .poll(async () => {
        const { nodes } = await cdp.send("Accessibility.getFullAXTree");
        return nodes.filter(({ role, name }) => role?.value === "StaticText" && name?.value === "دوردست").length;
      })
      .toBe(1);
  } finally {
    await browser.close();
  }
});

test("SU48: what is skipped is there on paper", { tags: "long" }, async () => {
  await rest();
  expect(await desk.editor.evaluate((page) => page.deferred)).toContain(90);
  await desk.page.emulateMedia({ media: "print" });
  expect(await desk.editor.evaluate((page) => page.deferred)).toEqual([]);
  await desk.page.emulateMedia({ media: null });
});

test.each(["ArrowDown", "ArrowUp"])("SU48: %s goes line by line through blocks that were skipped", { tags: "long" }, async (key) => {
  await rest();
  const passed = [await desk.editor.evaluate((page) => page.blockOfCaret)];
  const last = key === "ArrowDown" ? CARET + 10 : CARET - 10;
  // Of a block that is skipped an arrow key would pass all lines at once.
  let presses = 0;
  for (; passed.at(-1) !== last && presses < 200; presses++) {
    await desk.page.keyboard.press(key);
    passed.push(await desk.editor.evaluate((page) => page.blockOfCaret));
  }
  expect([...new Set(passed)]).toEqual(Array.from({ length: 11 }, (_, i) => (key === "ArrowDown" ? CARET + i : CARET - i)));
  expect(presses).toBeGreaterThan(20);
});

test.each(["Control+End", "Control+A", "Control+Home", "Control+Shift+End"])(
  "SU48: %s goes as far as it should",
  { tags: "long" },
  async (key) => {
    await rest();
    const [from] = await desk.editor.evaluate((page) => page.selection);
    await desk.page.keyboard.press(key);
    const end = (await desk.texts()).body.length;
    await expect
      .poll(() => desk.editor.evaluate((page) => page.selection))
      .toEqual({ "Control+End": [end, end], "Control+A": [0, end], "Control+Home": [0, 0], "Control+Shift+End": [from, end] }[key]);
  },
);

test("SU48: where lines break elsewhere, all is laid out once more before it is skipped", { tags: "long" }, async () => {
  await rest();
  expect(await isTrue()).toBe(true);
  await desk.editor.evaluate((page) => {
    page.view.dom.parentElement!.style.maxInlineSize = "24rem";
  });
  await expect.poll(isResting).toBe(0);
  await expect.poll(isResting).toBe(1);
  expect(await isTrue()).toBe(true);
});
