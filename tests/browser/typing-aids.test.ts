/** What helps while one types, by real keys in Chromium (TA). */
import { describe, expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const fixture = new EditorOfEachTest();

const press = (key: string) => fixture.page.keyboard.press(key);
const type = (text: string) => fixture.page.keyboard.type(text);
const set = (typing: Readonly<Record<string, boolean | string>>) =>
  fixture.editor.evaluate((page, typing) => void (page.typing = { ...page.typing, ...typing }), typing);
const speak = (language: string) => fixture.editor.evaluate((page, language) => void (page.language = language as never), language);
const block = () => fixture.editor.evaluate((page) => page.view.state.doc.child(1).toJSON() as { type: string; attrs: object });
const active = () => fixture.page.locator(".ProseMirror").getAttribute("aria-activedescendant");
const START = 6;

async function helped(language: string, keys: string, written: string, taken: string): Promise<void> {
  await speak(language);
  await fixture.open([""], START);
  await type(keys);
  await fixture.expectText(`عنوان\n${written}`);
  await press("Backspace");
  await fixture.expectText(`عنوان\n${taken}`);
}

describe("TA2, TA4, TA5, TA8: each as one types, and one Backspace takes it back", () => {
  test.each([
    ["fa", 'گفت "سلام"', "گفت «سلام»", 'گفت «سلام"'],
    ["en", 'said "', "said “", 'said "'],
    ["fa", "صبر...", "صبر…", "صبر..."],
    ["fa", "سلام,", "سلام،", "سلام,"],
  ])("in %s: %s", helped);
  test.each([
    ["fa", 'گفت "', "گفت «", 'گفت "'],
    ["fa", '"گفت "نه', "«گفت “نه", "«گفت “ن"],
    ["ar", 'قال "', "قال «", 'قال "'],
    ["ur", 'کہا "', "کہا “", 'کہا "'],
    ["he", 'צה"', 'צה"', "צה"],
    ["fa", "چرا?", "چرا؟", "چرا?"],
    ["fa", "سال ۱۴۰۵, ", "سال ۱۴۰۵، ", "سال ۱۴۰۵, "],
    ["fa", "رفت;", "رفت؛", "رفت;"],
    ["fa", "iPhone?", "iPhone?", "iPhone"],
  ])("in %s: %s", { tags: "long" }, helped);

  test("TA8: Ctrl+Z does so too, and Ctrl+Y makes it again", async () => {
    await fixture.open([""], START);
    await type('گفت "');
    await press("Control+z");
    await fixture.expectText('عنوان\nگفت "');
    await press("Control+y");
    await fixture.expectText("عنوان\nگفت «");
  });

  test("TA8: another key or a moved caret makes Backspace an eraser again", async () => {
    await fixture.open([""], START);
    await type('"ب');
    await press("Backspace");
    await press("Backspace");
    await fixture.expectText("عنوان\n");
    await type('ب "');
    await press("ArrowRight");
    await press("ArrowLeft");
    await press("Backspace");
    await fixture.expectText("عنوان\nب ");
  });

  test("TA8: a colleague who writes meanwhile loses nothing, and one's caret stays", async () => {
    await fixture.open(["متن ", "دیگر"], START + 4);
    await type('"');
    await fixture.colleague({ at: START, insert: "پیش " });
    await fixture.colleague({ at: 0, insert: "نو " });
    await press("Backspace");
    await fixture.expectText('نو عنوان\nپیش متن "\nدیگر');
    await type("ب");
    await fixture.expectText('نو عنوان\nپیش متن "ب\nدیگر');
  });

  test("TA8: a colleague who erases the sign leaves nothing to take back", async () => {
    await fixture.open(["ب "], START + 2);
    await type('"');
    await fixture.colleague({ at: START + 2, remove: 1 });
    await press("Backspace");
    const { shown, isEqual } = await fixture.texts();
    expect(isEqual).toBe(true);
    expect(shown.startsWith("عنوان\nب")).toBe(true);
  });

  test("TA3: what is selected stands in quotation marks, and Backspace takes these off", async () => {
    await fixture.open(["او سلام گفت"], START);
    await fixture.editor.evaluate((page) => page.select(9, 13));
    await press('"');
    await fixture.expectText("عنوان\nاو «سلام» گفت");
    expect(await fixture.editor.evaluate((page) => page.selection)).toEqual([10, 14]);
    await press("Backspace");
    await fixture.expectText("عنوان\nاو سلام گفت");
    expect(await fixture.editor.evaluate((page) => page.selection)).toEqual([9, 13]);
  });

  test("BD37: in an English article a Persian paragraph is drawn and helped as one, also when its letters say so only later", async () => {
    await speak("en");
    await fixture.open([""], START);
    const lang = () => fixture.page.locator(".ProseMirror > p").first().getAttribute("lang");
    await type("سلام");
    await expect.poll(lang).toBeNull();
    await type(" پدر");
    await expect.poll(lang).toBe("fa");
    await type(' "');
    await fixture.expectText("عنوان\nسلام پدر «");
    await expect.poll(lang).toBe("fa");
  });

  test("TA3: within others in inner ones, by the key of a Persian keyboard too", async () => {
    await fixture.open(["«او سلام گفت»"], START);
    await fixture.editor.evaluate((page) => page.select(10, 14));
    await type("«");
    await fixture.expectText("عنوان\n«او “سلام” گفت»");
  });

  test("TA3: letters over a selection replace it, and so do marks that are switched off", async () => {
    await fixture.open(["او سلام گفت"], START);
    await set({ pairs: false, quotes: false });
    await fixture.editor.evaluate((page) => page.select(9, 13));
    await press('"');
    await fixture.expectText('عنوان\nاو " گفت');
  });

  test("TA6: digits by policy, each taken back", { tags: "long" }, async () => {
    await fixture.open([""], START);
    await type("سال 14");
    await fixture.expectText("عنوان\nسال 14");
    await set({ digits: "language" });
    await type(" و 14");
    await fixture.expectText("عنوان\nسال 14 و ۱۴");
    await press("Backspace");
    await type("05");
    await fixture.expectText("عنوان\nسال 14 و ۱405");
    await type(" GPT4");
    await fixture.expectText("عنوان\nسال 14 و ۱405 GPT4");
  });

  test.each(["quotes", "ellipsis", "punctuation", "blocks"])(
    "TA1: %s is as typed when it is switched off",
    { tags: "long" },
    async (aid) => {
      await set({ [aid]: false });
      await fixture.open([""], START);
      const keys = { quotes: 'ب "', ellipsis: "ب...", punctuation: "ب,", blocks: "- ب" }[aid]!;
      await type(keys);
      await fixture.expectText(`عنوان\n${keys}`);
      expect((await block()).type).toBe("paragraph");
    },
  );
});

describe("TA7: a block by its first signs", () => {
  test.each([
    ["- ", "item", { list: "bullet" }],
    ["1. ", "item", { list: "number" }],
    ["۱. ", "item", { list: "number" }],
    ["# ", "heading", { level: 1 }],
    ["### ", "heading", { level: 3 }],
    ["> ", "quote", {}],
  ])("%s", async (keys, kind, attrs) => {
    await fixture.open(["", "ب"], START);
    await type(keys);
    expect(await block()).toMatchObject({ type: kind, attrs });
    await fixture.expectText("عنوان\n\nب");
    await press("Backspace");
    expect(await block()).toMatchObject({ type: "paragraph" });
    await fixture.expectText(`عنوان\n${keys}\nب`);
    await type("ب");
    await fixture.expectText(`عنوان\n${keys}ب\nب`);
  });

  test("before text that stands there, and not in a heading or behind letters", async () => {
    await fixture.open(["متن"], START);
    await type("- ");
    await fixture.expectText("عنوان\nمتن");
    expect((await block()).type).toBe("item");
    await fixture.editor.evaluate((page) => page.caret(0));
    await type("# ");
    await fixture.expectText("# عنوان\nمتن");
  });
});

describe("TA12: not in code, links and composed text", () => {
  test.each([`<code>a</code>`, `<a href="https://a.ir/">a</a>`])("within %s", { tags: "long" }, async (html) => {
    await set({ digits: "language" });
    await fixture.open([""], START);
    await fixture.editor.evaluate((page, html) => page.paste({ "text/html": `<p>${html.replace(">a<", ">متن متن<")}</p>` }), html);
    await fixture.editor.evaluate((page) => page.caret(10));
    await type(',"1...');
    await fixture.expectText('عنوان\nمتن ,"1...متن');
  });

  test("AM17: an input method that commits such signs is not disturbed", async () => {
    await fixture.open(["ب "], START + 2);
    await fixture.cdp.send("Input.imeSetComposition", { text: '"', selectionStart: 1, selectionEnd: 1 });
    await fixture.cdp.send("Input.insertText", { text: '"' });
    await fixture.expectText('عنوان\nب "');
    expect(await fixture.editor.evaluate((page) => page.compositions)).toEqual(["compositionstart", "compositionend"]);
    await press("Backspace");
    await fixture.expectText("عنوان\nب ");
  });
});

describe("TA10: text of the wrong keyboard layout", () => {
  test.each([
    ["fa", "sghl", "سلام"],
    ["fa", "به sghl", "به سلام"],
    ["fa", "اثممخ", "hello"],
    ["ar", "hgsghl", "السلام"],
  ])("in %s Ctrl+Alt+K turns the word before the caret: %s", { tags: "long" }, async (language, keys, written) => {
    await speak(language);
    await fixture.open([""], START);
    await type(keys);
    await press("Control+Alt+k");
    await fixture.expectText(`عنوان\n${written}`);
    await press("Backspace");
    await fixture.expectText(`عنوان\n${keys}`);
  });

  test("what is selected, both ways, with its form", { tags: "long" }, async () => {
    await fixture.open([""], START);
    await fixture.editor.evaluate((page) => page.paste({ "text/html": "<p>sghl <b>nkdh</b></p>" }));
    await fixture.editor.evaluate((page) => page.select(6, 15));
    await press("Control+Alt+k");
    await fixture.expectText("عنوان\nسلام دنیا");
    expect(await fixture.page.locator(".ProseMirror strong").textContent()).toBe("دنیا");
    expect(await fixture.editor.evaluate((page) => page.selection)).toEqual([6, 15]);
    await press("Control+Alt+k");
    await fixture.expectText("عنوان\nsghl nkdh");
  });

  test("TA13: nothing happens behind digits, and Urdu has a keyboard of its own", async () => {
    await fixture.open(["۱۲ "], START + 3);
    await press("Control+Alt+k");
    await speak("ur");
    await type("sghl");
    await press("Control+Alt+k");
    await fixture.expectText("عنوان\n۱۲ سگحل");
  });
});

describe("TA11: while one suggests", () => {
  test.each([
    ['گفت "', "گفت «", 'گفت "'],
    ["صبر...", "صبر…", "صبر..."],
    ["سلام,", "سلام،", "سلام,"],
  ])("%s is suggested as it stands, and Backspace takes it back", async (keys, written, taken) => {
    await fixture.open(["متن"], START + 3);
    await fixture.editor.evaluate((page) => void (page.isSuggesting = true));
    await type(` ${keys}`);
    await fixture.expectText(`عنوان\nمتن ${written}`);
    expect(await fixture.editor.evaluate((page) => page.base)).toBe("عنوان\nمتن");
    await press("Backspace");
    await fixture.expectText(`عنوان\nمتن ${taken}`);
    expect(await fixture.editor.evaluate((page) => page.base)).toBe("عنوان\nمتن");
  });

  test("a kind of block is suggested", async () => {
    await fixture.open([""], START);
    await fixture.editor.evaluate((page) => void (page.isSuggesting = true));
    await type("- ب");
    await fixture.expectText("عنوان\nب");
    expect((await block()).type).toBe("paragraph");
    await fixture.editor.evaluate((page) => page.accept());
    expect((await block()).type).toBe("item");
  });

  test("quotation marks around a selection, and a turned word are suggested", { tags: "long" }, async () => {
    await fixture.open(["او sghl گفت", ""], START);
    await fixture.editor.evaluate((page) => void (page.isSuggesting = true));
    await fixture.editor.evaluate((page) => page.select(9, 13));
    await press('"');
    await fixture.expectText("عنوان\nاو «sghl» گفت\n");
    await press("Control+Alt+k");
    expect((await fixture.texts()).shown).toContain("سلام");
    expect(await fixture.editor.evaluate((page) => page.base)).toBe("عنوان\nاو sghl گفت\n");
    await press("Backspace");
    await fixture.expectText("عنوان\nاو «sghl» گفت\n");
  });
});

describe("TA9: the slash menu", () => {
  test("opens at a block's start, is narrowed in two languages, and Enter takes the choice", async () => {
    await fixture.open(["", "ب"], START);
    await type("/");
    expect(await fixture.editor.evaluate((page) => page.slashMenu.open.get()?.choices.length)).toBe(10);
    expect(await active()).toBe("slash-menu-0");
    await press("ArrowDown");
    expect(await active()).toBe("slash-menu-1");
    await type("نقل");
    expect(await fixture.editor.evaluate((page) => page.slashMenu.open.get()?.choices.map(({ name }) => name))).toEqual([
      "editor.kind.quote",
    ]);
    await press("Enter");
    expect(await block()).toMatchObject({ type: "quote" });
    await fixture.expectText("عنوان\n\nب");
    expect(await active()).toBeNull();
    await press("Backspace");
    await fixture.expectText("عنوان\n/نقل\nب");
    expect((await block()).type).toBe("paragraph");
  });

  test("by an English name, and a divider", { tags: "long" }, async () => {
    await fixture.open(["", "ب"], START);
    await type("/divi");
    await press("Tab");
    expect((await block()).type).toBe("divider");
  });

  test("Escape puts it away and leaves what was typed; Enter is then a new block", async () => {
    await fixture.open([""], START);
    await type("/l");
    await press("Escape");
    expect(await active()).toBeNull();
    await press("Enter");
    await fixture.expectText("عنوان\n/l\n");
  });

  test("what fits nothing is text, and so is a slash behind letters", async () => {
    await fixture.open([""], START);
    await type("/xyz");
    expect(await active()).toBeNull();
    await press("Enter");
    await type("و/");
    expect(await active()).toBeNull();
    await fixture.expectText("عنوان\n/xyz\nو/");
  });

  test("TA1: not where it is switched off", async () => {
    await set({ menu: false });
    await fixture.open([""], START);
    await type("/");
    expect(await active()).toBeNull();
  });

  test("while one suggests, the choice is a suggestion", async () => {
    await fixture.open(["", "ب"], START);
    await fixture.editor.evaluate((page) => void (page.isSuggesting = true));
    await type("/head");
    await press("Enter");
    await fixture.expectText("عنوان\n\nب");
    expect((await block()).type).toBe("paragraph");
    await press("Backspace");
    await fixture.expectText("عنوان\n/head\nب");
    await press("Control+y");
    await fixture.editor.evaluate((page) => page.accept());
    await fixture.expectText("عنوان\n\nب");
    expect((await block()).type).toBe("heading");
  });
});
