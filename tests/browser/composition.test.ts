/** Input methods: real compositions of Chromium, by its own protocol, while everything else goes on. */
import { describe, expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";
import type { EditorPage } from "./editor/page.ts";

const fixture = new EditorOfEachTest();

const compose = (text: string) =>
  fixture.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => fixture.cdp.send("Input.insertText", { text });
const open = (paragraphs: readonly string[], caret: number) => fixture.open(paragraphs, caret);
const colleague = (change: Parameters<EditorPage["colleague"]>[0]) => fixture.colleague(change);

const expectText = (text: string) => fixture.expectText(text);
/** One composition went through from its start to its end. */
const expectOne = async (): Promise<void> =>
  expect(await fixture.editor.evaluate((page) => page.compositions)).toEqual(["compositionstart", "compositionend"]);

const WORDS = Array.from({ length: 12 }, (_, i) => `واژه${String.fromCodePoint(0x6f0 + (i % 10)).repeat(1 + Math.floor(i / 10))}ک`);

describe("AM17: a composition is not disturbed", () => {
  test("Latin in an empty block of a Persian article keeps its letters, and turns the block when it is done", async () => {
    await open([""], 6);
    for (const text of ["R", "Re", "Reu"]) await compose(text);
    expect(await fixture.editor.evaluate((page) => page.drawnDirections)).toEqual(["rtl", "rtl"]);
    await commit("Reuters");
    await expectText("عنوان\nReuters");
    await expect.poll(() => fixture.editor.evaluate((page) => page.drawnDirections)).toEqual(["rtl", "ltr"]);
    await expectOne();
  });

  test("in a block that is not drawn yet: it is laid out as soon as the article is open, or a key is pressed", async () => {
    const laidOut = await fixture.editor.evaluate((page) => {
      page.open(Array.from({ length: 200 }, () => ""));
      const look = () =>
        [1, 10, 150].map((i) => page.view.dom.children[i]!.firstElementChild!.checkVisibility({ contentVisibilityAuto: true }));
      const first = look();
      page.view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Process", keyCode: 229, bubbles: true }));
      return [first, look()];
    });
    expect(laidOut).toEqual([
      [true, true, false],
      [true, true, true],
    ]);
  });

  test("Latin that becomes Persian when it is done leaves the block's direction as it was", async () => {
    await open([""], 6);
    for (const text of ["r", "ro", "r"]) await compose(text);
    await commit("رویترز");
    await expectText("عنوان\nرویترز");
    await commit(" ");
    expect(await fixture.editor.evaluate((page) => page.directions)).toEqual([null, null]);
    await expectOne();
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

  test("composition after composition among a colleague's edits loses no letter and doubles none", { tags: "long" }, async () => {
    await open(["الف ", "دال"], 10);
    for (const [i, word] of WORDS.entries()) {
      for (let length = 1; length < word.length; length++) {
        await compose(word.slice(0, length));
        // In turn at the start of its own block, in the headline, and at the end of the article.
        const { body } = await fixture.texts();
        const at = [6, 0, body.length][(i + length) % 3]!;
        await colleague({ at, insert: "+" });
      }
      await commit(`${word} `);
    }
    await expect.poll(async () => (await fixture.texts()).dom.replaceAll("+", "")).toBe(`عنوان\nالف ${WORDS.join(" ")} \nدال`);
    const { shown, dom, body, colleague: other, isEqual } = await fixture.texts();
    expect([dom, body, other, isEqual]).toEqual([shown, shown, shown, true]);
    expect(await fixture.editor.evaluate((page) => page.repairs)).toEqual([]);
  });

  test("a role that changes, carets of colleagues and marks drawn over its text leave it alone", async () => {
    await open(["الف "], 10);
    await compose("ب");
    await fixture.editor.evaluate((page) => {
      page.present([page.state("omid", 6, 11), page.state("sara", 11, 11)]);
      const range = document.createRange();
      range.selectNodeContents(page.view.dom.children[1]!);
      CSS.highlights.set("note", new Highlight(range));
      page.view.setProps({ attributes: { "aria-readonly": "true" } });
      page.view.setProps({ attributes: { "aria-readonly": "false" } });
    });
    await compose("بن");
    expect((await fixture.editor.evaluate((page) => page.drawn())).names.toSorted()).toEqual(["omid", "sara"]);
    await compose("بنو");
    await commit("بنویس");
    await expectText("عنوان\nالف بنویس");
    await expectOne();
  });

  test.each(["Control+b", "Control+i", "Control+u"])(
    "%s, which ProseMirror leaves to the browser, writes no letter twice",
    { tags: "long" },
    async (key) => {
      await open(["الف "], 10);
      await compose("ب");
      await fixture.page.keyboard.press(key);
      for (const text of ["بن", "بنو"]) await compose(text);
      await commit("بنویس");
      await expectText("عنوان\nالف بنویس");
      await expectOne();
    },
  );

  test("who may write no more while composing keeps what was composed, and writes no more", { tags: "long" }, async () => {
    await open(["الف "], 10);
    await compose("بن");
    await fixture.editor.evaluate((page) => page.setEditable(false));
    await commit("بنویس").catch(() => undefined);
    await expect.poll(async () => (await fixture.texts()).isEqual).toBe(true);
    const { shown, dom, body, colleague: other } = await fixture.texts();
    expect([dom, body, other]).toEqual([shown, shown, shown]);
    expect(shown.startsWith("عنوان\nالف بن")).toBe(true);
    expect(fixture.errors).toEqual([]);
  });
});
