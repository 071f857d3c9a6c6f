/** Which way blocks run, by real keys and a real input method: nobody writes a direction but a person. */
import { describe, expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const fixture = new EditorOfEachTest();

const press = (key: string) => fixture.page.keyboard.press(key);
const type = (text: string) => fixture.page.keyboard.type(text);
const compose = (text: string) =>
  fixture.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => fixture.cdp.send("Input.insertText", { text });
const drawn = () => fixture.editor.evaluate((page) => page.drawnDirections.slice(1));
const said = () => fixture.editor.evaluate((page) => page.directions.slice(1));

describe("BD1, BD2, BD4: a block follows its text", () => {
  test.each<[string, string, string]>([
    ["Latin turns it", "Reuters", "ltr"],
    ["Latin before Persian is a Persian paragraph", "iPhone 15 در بازار", "rtl"],
    ["digits and signs run as the article", "42.5% – 17:30", "rtl"],
    ["a mark counts as a letter", "\u200FOPEC", "rtl"],
    ["what is isolated does not count", "\u2066iPhone\u2069 – \u2066iPad\u2069", "rtl"],
    ["Hebrew runs as Persian does", "OPEC שלום", "rtl"],
  ])("%s, and nothing is written", async (_name, text, direction) => {
    await fixture.open([""], 6);
    await type(text);
    expect([await drawn(), await said()]).toEqual([[direction], [null]]);
    await fixture.expectText(`عنوان\n${text}`);
  });

  test("letter by letter, there and back, and erased letters leave nothing behind", async () => {
    await fixture.open([""], 6);
    const seen: string[] = [];
    for (const key of ["O", "K", "Space", "س", "Backspace", "Backspace", "Backspace", "Backspace", "۱"]) {
      await (key.length > 1 ? press(key) : type(key));
      seen.push(...(await drawn()));
    }
    expect(seen).toEqual(["ltr", "ltr", "ltr", "rtl", "ltr", "ltr", "ltr", "rtl", "rtl"]);
    expect(await said()).toEqual([null]);
  });

  test("a colleague's letters turn it too, and undo turns it back", async () => {
    await fixture.open(["", "متن"], 6);
    await fixture.colleague({ at: 6, insert: "Reuters" });
    expect(await drawn()).toEqual(["ltr", "rtl"]);
    await fixture.colleague({ at: 13, insert: " تهران" });
    expect(await drawn()).toEqual(["rtl", "rtl"]);
  });

  test("splitting and joining: each part follows what it holds", async () => {
    await fixture.open(["OPEC نفت"], 10);
    await press("Enter");
    expect(await drawn()).toEqual(["ltr", "rtl"]);
    await press("Backspace");
    expect(await drawn()).toEqual(["rtl"]);
  });

  test("of a very long article only blocks that changed are looked at", { tags: "long" }, async () => {
    await fixture.editor.evaluate((page) => page.openLong(20_000));
    await fixture.editor.evaluate((page) => page.caret(page.startOf(100)));
    const read = await fixture.editor.evaluate((page) => page.countTextReads(() => page.view.dispatch(page.view.state.tr.insertText("a"))));
    expect(read).toBeLessThanOrEqual(4);
  });
});

describe("BD3: a block that was split off runs on until it has a letter", () => {
  test("after English, and Persian in it turns it", async () => {
    await fixture.open([""], 6);
    await type("Reuters");
    await press("Enter");
    expect(await drawn()).toEqual(["ltr", "ltr"]);
    await type("12 ");
    expect(await drawn()).toEqual(["ltr", "ltr"]);
    await type("تهران");
    expect([await drawn(), await said()]).toEqual([
      ["ltr", "rtl"],
      [null, null],
    ]);
  });

  test("after Persian it is the article's", async () => {
    await fixture.open([""], 6);
    await type("تهران");
    await press("Enter");
    expect(await drawn()).toEqual(["rtl", "rtl"]);
  });
});

describe("TX3, TX5: what somebody chose stays", () => {
  test("by its key, whatever is typed then, and again", { tags: "long" }, async () => {
    await fixture.open([""], 6);
    await press("Control+Shift+d");
    await type("تهران");
    expect([await drawn(), await said()]).toEqual([["ltr"], ["ltr"]]);
    await press("Control+Shift+d");
    expect([await drawn(), await said()]).toEqual([["rtl"], ["rtl"]]);
    await type(" Reuters");
    expect(await drawn()).toEqual(["rtl"]);
  });

  test("the key turns a block that runs by its text", async () => {
    await fixture.open([""], 6);
    await type("Reuters");
    await press("Control+Shift+d");
    expect([await drawn(), await said()]).toEqual([["rtl"], ["rtl"]]);
  });
});

describe("AM17: an input method in an empty block", () => {
  test.each<[string, readonly string[], string, string]>([
    ["Latin", ["R", "Re"], "Reuters", "ltr"],
    ["Latin, letter by letter", ["R", "Re", "Reu", "Reut", "Reute", "Reuter"], "Reuters", "ltr"],
    ["Latin that becomes Persian", ["r", "ro"], "رویترز", "rtl"],
    ["Persian that becomes Latin", ["ر", "رو"], "Reuters", "ltr"],
  ])("%s: written once, and the block turns when it is done", async (_name, steps, word, direction) => {
    await fixture.open([""], 6);
    for (const step of steps) {
      await compose(step);
      expect(await drawn()).toEqual(["rtl"]);
    }
    await commit(word);
    await fixture.expectText(`عنوان\n${word}`);
    await expect.poll(drawn).toEqual([direction]);
    expect([await said(), await fixture.editor.evaluate((page) => page.compositions)]).toEqual([
      [null],
      ["compositionstart", "compositionend"],
    ]);
  });

  test("in a block that was split off an English one", { tags: "long" }, async () => {
    await fixture.open([""], 6);
    await type("Reuters");
    await press("Enter");
    for (const step of ["ت", "ته", "تهر"]) await compose(step);
    await commit("تهران");
    await fixture.expectText("عنوان\nReuters\nتهران");
    await expect.poll(drawn).toEqual(["ltr", "rtl"]);
  });

  test("two in a row, in two blocks, while a colleague's letters turn both", { tags: "long" }, async () => {
    await fixture.open(["", ""], 6);
    for (const step of ["R", "Re"]) await compose(step);
    await fixture.colleague({ at: 6, insert: "تهران " });
    await commit("Reuters");
    await expect.poll(drawn).toEqual(["rtl", "rtl"]);
    await press("ArrowDown");
    for (const step of ["B", "BB"]) await compose(step);
    await commit("BBC");
    await expect.poll(drawn).toEqual(["rtl", "ltr"]);
    await fixture.expectText("عنوان\nتهران Reuters\nBBC");
  });
});
