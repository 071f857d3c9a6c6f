/** What Android's keyboards do to the page, whose keys have no names: words composed, corrected and erased, and Enter. */
import { describe, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";
import type { EditorPage } from "./editor/page.ts";

const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

const fixture = new EditorOfEachTest({ userAgent: ANDROID });

const NAMELESS = { key: "Unidentified", code: "", windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
const keyDown = (commands: string[] = []) => fixture.cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...NAMELESS, commands });
const keyUp = () => fixture.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...NAMELESS });

/** Letters one by one, each composed anew with those before it. */
async function compose(
  word: string,
  replaced: { readonly replacementStart?: number; readonly replacementEnd?: number } = {},
): Promise<void> {
  for (let length = 1; length <= word.length; length++) {
    await keyDown();
    const text = word.slice(0, length);
    await fixture.cdp.send("Input.imeSetComposition", {
      text,
      selectionStart: length,
      selectionEnd: length,
      ...(length === 1 ? replaced : {}),
    });
    await keyUp();
  }
}
async function commit(text: string): Promise<void> {
  await keyDown();
  await fixture.cdp.send("Input.insertText", { text });
  await keyUp();
}
/** As `deleteContentBackward`, without the name of the key. */
async function erase(): Promise<void> {
  await keyDown(["deleteBackward"]);
  await keyUp();
}
async function enter(): Promise<void> {
  await fixture.cdp.send("Input.dispatchKeyEvent", {
    type: "keyDown",
    key: "Enter",
    code: "Enter",
    windowsVirtualKeyCode: 13,
    nativeVirtualKeyCode: 13,
    text: "\r",
  });
  await fixture.cdp.send("Input.dispatchKeyEvent", {
    type: "keyUp",
    key: "Enter",
    code: "Enter",
    windowsVirtualKeyCode: 13,
    nativeVirtualKeyCode: 13,
  });
}

const open = (paragraphs: readonly string[], caret: number) => fixture.open(paragraphs, caret);
const colleague = (change: Parameters<EditorPage["colleague"]>[0]) => fixture.colleague(change);

const expectText = (text: string) => fixture.expectText(text);

describe("AM17, TX1: a keyboard of Android, alone", () => define(false));
describe("AM17, TX1: a keyboard of Android, while a colleague writes in the block", { tags: "long" }, () => define(true));

function define(together: boolean): void {
  const start = together ? "+" : "";
  /** A colleague's letter at the start of the block, in the middle of it all. */
  const meanwhile = async () => {
    if (together) await colleague({ at: 6, insert: "+" });
  };

  test("words composed one after another", async () => {
    await open(["الف "], 10);
    await compose("سل");
    await meanwhile();
    await compose("سلام");
    await commit("سلام ");
    await compose("دنیا");
    await commit("دنیا");
    await expectText(`عنوان\n${start}الف سلام دنیا`);
  });

  test("Enter while a word is composed parts the block behind it, and what comes next stands in the new one", async () => {
    await open(["الف ", "دال"], 10);
    await compose("سلام");
    await meanwhile();
    await commit("سلام");
    await enter();
    await compose("دنیا");
    await commit("دنیا");
    await expectText(`عنوان\n${start}الف سلام\nدنیا\nدال`);
  });

  test("Enter in the middle of a block, with a word just composed", async () => {
    await open(["الف جیم", "دال"], 10);
    await compose("ب ");
    await meanwhile();
    await commit("ب ");
    await enter();
    await commit("ی");
    await expectText(`عنوان\n${start}الف ب \nیجیم\nدال`);
  });

  test("a correction of the word before takes its place", { tags: "long" }, async () => {
    await open(["الف سلم"], 13);
    await meanwhile();
    const at = "عنوان\n".length + start.length + "الف ".length;
    await compose("سلام", { replacementStart: at, replacementEnd: at + "سلم".length });
    await commit("سلام ");
    await expectText(`عنوان\n${start}الف سلام `);
  });

  test("letters of a composed word are erased, and then the one before it", async () => {
    await open(["الف"], 9);
    await compose("سل");
    await meanwhile();
    await keyDown();
    await fixture.cdp.send("Input.imeSetComposition", { text: "س", selectionStart: 1, selectionEnd: 1 });
    await keyUp();
    await keyDown();
    await fixture.cdp.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
    await keyUp();
    await erase();
    await commit("ب");
    await expectText(`عنوان\n${start}الب`);
  });

  test("letters are erased one by one, without a composition", { tags: "long" }, async () => {
    await open(["الف ب"], 11);
    await erase();
    await meanwhile();
    await erase();
    await commit("ی");
    await expectText(`عنوان\n${start}الفی`);
  });

  test("erased at its start a block joins the one before", async () => {
    await open(["الف", "دال"], 10);
    await meanwhile();
    await erase();
    await compose("بی");
    await commit("بی");
    await expectText(`عنوان\n${start}الفبیدال`);
  });

  test("erased at its start with a word composed in it before", { tags: "long" }, async () => {
    await open(["الف", "دال"], 10);
    await compose("ب");
    await commit("ب");
    await meanwhile();
    await erase();
    await erase();
    await commit("ی");
    await expectText(`عنوان\n${start}الفیدال`);
  });

  test("Enter twice, and erased again", { tags: "long" }, async () => {
    await open(["الف"], 9);
    await compose("ب");
    await commit("ب");
    await enter();
    await enter();
    await meanwhile();
    await erase();
    await commit("ج");
    await expectText(`عنوان\n${start}الفب\nج`);
  });
}
