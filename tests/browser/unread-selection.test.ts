/** The browser has moved the caret, and has not told ProseMirror yet, when something else changes what is shown, in Chromium. */
import { describe, expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const fixture = new EditorOfEachTest();
/** Its body is `عنوان⏎الف⏎ب‌پ`. */
const PARAGRAPHS = ["الف", "ب‌پ"];

const CHANGES = {
  "a colleague writes in another block": { at: 12, insert: "ن" },
  "a colleague writes in the block that was left": { at: 2, insert: "ن" },
  "a colleague writes before the caret, in its block": { at: 6, insert: "ن" },
  "something else is drawn": null,
};

for (const [i, [name, change]] of Object.entries(CHANGES).entries())
  describe(`AM18: when ${name}`, { tags: i < 2 ? [] : "long" }, () => {
    test("the caret is where a key moved it", async () => {
      await fixture.open(PARAGRAPHS, 3);
      await fixture.editor.evaluate((page, change) => {
        getSelection()!.modify("move", "forward", "line");
        getSelection()!.modify("move", "forward", "lineboundary");
        if (change) page.colleague(change);
        else page.redraw();
      }, change);
      expect(await fixture.editor.evaluate((page) => page.blockOfCaret)).toBe(1);
      await fixture.page.keyboard.type("ی");
      await expect.poll(async () => (await fixture.texts()).body.split("\n")[1]).toMatch(/^ن?الفی$/);
    });

    test("what keys selected is selected", async () => {
      await fixture.open(PARAGRAPHS, 6);
      await fixture.editor.evaluate((page, change) => {
        getSelection()!.modify("extend", "forward", "lineboundary");
        if (change) page.colleague(change);
        else page.redraw();
      }, change);
      await fixture.page.keyboard.type("ی");
      await expect.poll(async () => (await fixture.texts()).body.split("\n")[1]).toMatch(/^ن?ی$/);
    });

    test("what a reader selected is selected", async () => {
      await fixture.open(PARAGRAPHS, 0);
      const selected = await fixture.editor.evaluate((page, change) => {
        page.setEditable(false);
        const text = page.view.dom.children[1]!.firstChild!;
        getSelection()!.setBaseAndExtent(text, 0, text, 3);
        if (change) page.colleague(change);
        else page.redraw();
        return String(getSelection());
      }, change);
      expect(selected).toMatch(/^ن?الف$/);
    });
  });

test("AM18: a command applies where a key has just moved the caret, also when the text loses the focus at once", async () => {
  await fixture.open(PARAGRAPHS, 6);
  await fixture.editor.evaluate(({ view }) => {
    getSelection()!.modify("move", "forward", "lineboundary");
    view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
  expect((await fixture.texts()).body).toBe("عنوان\nالف\n\nب‌پ");
  const selection = await fixture.editor.evaluate((page) => {
    getSelection()!.modify("move", "forward", "line");
    page.view.dom.blur();
    return page.selection;
  });
  expect(selection).toEqual([11, 11]);
});
