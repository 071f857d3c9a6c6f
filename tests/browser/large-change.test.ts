/** A large change from elsewhere: what is laid out when. AM20. */
import { expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const desk = new EditorOfEachTest();

/** Opens 20,000 words in 200 blocks, with block 100 at the top of the window and the caret in another one. */
async function openAt(caret: number): Promise<void> {
  await desk.editor.evaluate((page) => page.openLong(20_000));
  await expect.poll(() => desk.page.locator("[data-opening]").count()).toBe(0);
  await desk.editor.evaluate((page, caret) => {
    page.caret(page.startOf(caret));
    scrollTo(0, page.topOf(100) + scrollY);
  }, caret);
}

test.each([
  ["in sight", 100],
  ["out of sight", 20],
])(
  "AM20: a large change is laid out where one looks and where the caret is, %s, then frame by frame, and nothing jumps",
  async (_, caret) => {
    await openAt(caret);
    const seen = await desk.editor.evaluate(async (page) => {
      const top = page.topOf(100);
      page.colleagueWrites(4000);
      const first = page.deferred;
      const moved: number[] = [];
      while (page.deferred.length > 0) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        moved.push(Math.abs(page.topOf(100) - top));
      }
      return { first, moved };
    });
    expect(seen.first.length).toBeGreaterThan(100);
    expect(seen.first).not.toContain(caret);
    // Several frames, in none of which it stood elsewhere.
    expect(seen.moved.length).toBeGreaterThan(3);
    expect(Math.max(...seen.moved)).toBeLessThan(2);
    expect((await desk.texts()).isEqual).toBe(true);
  },
);

test("AM20: whoever composes before all is laid out writes each letter once", async () => {
  await openAt(20);
  await desk.editor.evaluate((page) => {
    page.colleagueWrites(4000);
    // No frame comes before the input method.
    window.requestAnimationFrame = () => 0;
  });
  for (const text of ["ب", "بن", "بند"])
    await desk.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await desk.cdp.send("Input.insertText", { text: "بند" });
  await expect.poll(async () => (await desk.texts()).body.split("بند").length).toBe(2);
  const { shown, dom, body, isEqual } = await desk.texts();
  expect([shown === body, dom === body, isEqual, await desk.editor.evaluate((page) => page.deferred.length > 0)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test.each(["Control+End", "Control+A", "Control+Home"])(
  "AM20: %s lays out all that is left, so that it goes as far as it should",
  { tags: "long" },
  async (key) => {
    await openAt(100);
    await desk.editor.evaluate((page) => {
      page.colleagueWrites(4000);
      window.requestAnimationFrame = () => 0;
    });
    await desk.page.keyboard.press(key);
    expect(await desk.editor.evaluate((page) => page.deferred)).toEqual([]);
    const end = (await desk.texts()).body.length;
    await expect
      .poll(() => desk.editor.evaluate((page) => page.selection))
      .toEqual({ "Control+End": [end, end], "Control+A": [0, end], "Control+Home": [0, 0] }[key]);
  },
);

test("AM20: an arrow key goes to the next line in blocks that came last", { tags: "long" }, async () => {
  await openAt(20);
  const heads = await desk.editor.evaluate((page) => {
    page.colleagueWrites(4000);
    window.requestAnimationFrame = () => 0;
    return page.blockOfCaret;
  });
  const passed = [heads];
  while (passed.at(-1)! < 26) {
    await desk.page.keyboard.press("ArrowDown");
    passed.push(await desk.editor.evaluate((page) => page.blockOfCaret));
  }
  expect([...new Set(passed)]).toEqual([20, 21, 22, 23, 24, 25, 26]);
});
