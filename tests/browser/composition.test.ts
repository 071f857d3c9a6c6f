/** Input methods: real compositions of Chromium, by its own protocol, while everything else goes on. */
import type { Browser, CDPSession } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launch } from "./chromium.ts";
import { openEditor, type OpenEditor } from "./editor/open-editor.ts";
import type { EditorPage } from "./editor/page.ts";

let browser: Browser;
let opened: OpenEditor;
let cdp: CDPSession;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  opened = await openEditor(browser);
  cdp = await opened.page.context().newCDPSession(opened.page);
});
afterEach(() => opened.page.close());

const compose = (text: string) => cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => cdp.send("Input.insertText", { text });
const open = (paragraphs: readonly string[], caret: number) =>
  opened.editor.evaluate((page, { paragraphs, caret }) => {
    page.open(paragraphs);
    page.caret(caret);
  }, { paragraphs, caret });
const colleague = (change: Parameters<EditorPage["colleague"]>[0]) => opened.editor.evaluate((page, change) => page.colleague(change), change);
const texts = () => opened.editor.evaluate((page) => page.texts);

/** All sides have the same text, once the composition is over. */
async function expectText(text: string): Promise<void> {
  await expect.poll(texts).toEqual({ shown: text, dom: text, body: text, colleague: text, isEqual: true });
  expect(await opened.editor.evaluate((page) => page.repairs)).toEqual([]);
  expect(opened.errors).toEqual([]);
}
/** One composition went through from its start to its end. */
const expectOne = async (): Promise<void> => expect(await opened.editor.evaluate((page) => page.compositions)).toEqual(["compositionstart", "compositionend"]);

describe("AM17: a composition is not disturbed", () => {
  test("Latin in an empty block of a Persian article keeps its letters, and turns the block when it is done", async () => {
    await open([""], 6);
    for (const text of ["R", "Re", "Reu"]) await compose(text);
    expect(await opened.editor.evaluate((page) => page.directions)).toEqual([null, null]);
    await commit("Reuters");
    await expectText("عنوان\nReuters");
    await expect.poll(() => opened.editor.evaluate((page) => page.directions)).toEqual([null, "ltr"]);
    await expectOne();
  });

  test("a composition that is taken back leaves the block as it was", async () => {
    await open([""], 6);
    for (const text of ["R", "Re", ""]) await compose(text);
    await commit("");
    await expectText("عنوان\n");
    expect(await opened.editor.evaluate((page) => page.directions)).toEqual([null, null]);
  });

  test.each<[string, Parameters<EditorPage["colleague"]>[0], string]>([
    ["in another block before it", { at: 0, insert: "نو " }, "نو عنوان\nالف ب‌نویس ج\nدال"],
    ["in another block behind it", { at: 14, insert: "نو" }, "عنوان\nالف ب‌نویس ج\nدال|نو"],
    ["in its own block, before it", { at: 6, insert: "نو " }, "عنوان\nنو الف ب‌نویس ج\nدال"],
    ["in its own block, behind it", { at: 12, insert: "نو" }, "عنوان\nالف ب‌نویس نوج\nدال"],
    ["that takes text away before it", { at: 6, remove: 3 }, "عنوان\n ب‌نویس ج\nدال"],
    ["that parts its block", { at: 8, insert: "\n" }, "عنوان\nال\nف ب‌نویس ج\nدال"],
    ["that formats its block's text", { at: 6, format: 4, attributes: { bold: true } }, "عنوان\nالف ب‌نویس ج\nدال"],
    ["that makes its block another kind", { at: 5, format: 1, attributes: { kind: "quote" } }, "عنوان\nالف ب‌نویس ج\nدال"],
  ])("by a colleague's edit %s", async (_name, change, text) => {
    await open(["الف  ج", "دال"], 10);
    const now = { ...change, at: change.at === 14 ? 16 : change.at };
    await compose("ب");
    await compose("ب‌ن");
    await colleague(now.at === 12 ? { ...now, at: 14 } : now.at === 16 ? { ...now, at: 19 } : now);
    await compose("ب‌نو");
    await compose("ب‌نوی");
    await commit("ب‌نویس");
    await expectText(text.replace("|", ""));
    await expectOne();
  });
});
