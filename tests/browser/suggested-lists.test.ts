/** Keys in paragraphs that are only suggested to be lists, in Chromium. */
import { expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const fixture = new EditorOfEachTest();
const press = (key: string) => fixture.page.keyboard.press(key);
const hasFocus = () => fixture.editor.evaluate((page) => page.view.hasFocus());
const item = () => fixture.editor.evaluate((page) => page.view.state.doc.child(1).toJSON() as { type: string; attrs: object });

test("SU60: Tab moves the level of a suggested list, and stays in the text also while one writes directly", async () => {
  await fixture.open(["رودخانه", "باران"], 8);
  await press("Tab");
  expect(await hasFocus()).toBe(false);
  await fixture.editor.evaluate((page) => {
    page.view.focus();
    page.isSuggesting = true;
  });
  await press("Control+Shift+Digit8");
  for (const key of ["Tab", "Tab", "Shift+Tab"]) {
    await press(key);
    expect(await hasFocus(), key).toBe(true);
  }
  await fixture.editor.evaluate((page) => (page.isSuggesting = false));
  await press("Tab");
  expect(await hasFocus()).toBe(true);
  expect((await item()).type).toBe("paragraph");
  await fixture.editor.evaluate((page) => page.accept());
  expect(await item()).toMatchObject({ type: "item", attrs: { list: "bullet", indent: 1 } });
});
