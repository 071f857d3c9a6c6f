/** Compositions that never end, or end without a word: nothing is held back for ever. */
import { describe, expect, test } from "vitest";
import { EditorOfEachTest } from "./editor/open-editor.ts";
import type { EditorPage } from "./editor/page.ts";

const fixture = new EditorOfEachTest({ isLeft: false });

const inPage = (act: (page: EditorPage) => void) => fixture.editor.evaluate(act);
const shown = () => fixture.editor.evaluate((page) => page.texts.dom);
const HELD = "عنوان\nالف ";
const NOW = "عنوان\n+الف ";

/** An input method began to compose, and a colleague's letter is held back. */
async function hold(): Promise<void> {
  await inPage((page) => {
    page.open(["الف "]);
    page.caret(10);
    page.compositionEvents("compositionstart", "compositionupdate");
    page.colleague({ at: 6, insert: "+" });
  });
  expect(await shown()).toBe(HELD);
}

/** All is shown, and what comes next comes at once. */
async function expectShown(): Promise<void> {
  await expect.poll(shown).toBe(NOW);
  await inPage((page) => page.colleague({ at: 0, insert: "+" }));
  await expect.poll(shown).toBe(`+${NOW}`);
  const { isEqual } = await fixture.editor.evaluate((page) => page.texts);
  expect([isEqual, fixture.errors, await fixture.editor.evaluate((page) => page.repairs)]).toEqual([true, [], []]);
}

describe("AM17: what is held back is shown", () => {
  test("when the focus moves to another part of the window", async () => {
    await hold();
    await fixture.page.evaluate(() => document.body.appendChild(document.createElement("input")).focus());
    await expectShown();
  });

  test("when the window loses the focus", { tags: "long" }, async () => {
    await hold();
    await fixture.page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await expectShown();
  });

  test("when a key is pressed that is not the input method's, which is gone", async () => {
    await hold();
    await fixture.page.keyboard.press("ArrowLeft");
    await expectShown();
  });

  test("when nothing has been heard of the input method for a minute", { tags: "long" }, async () => {
    await fixture.page.clock.install();
    await hold();
    await fixture.page.clock.runFor(59_000);
    expect(await shown()).toBe(HELD);
    await fixture.page.clock.runFor(2000);
    await expectShown();
  });

  test("not yet when the input method goes on, however long it takes", { tags: "long" }, async () => {
    await fixture.page.clock.install();
    await hold();
    for (let i = 0; i < 10; i++) {
      await fixture.page.clock.runFor(50_000);
      await inPage((page) => page.compositionEvents("compositionupdate"));
    }
    expect(await shown()).toBe(HELD);
    await inPage((page) => page.compositionEvents("compositionend"));
    await fixture.page.clock.runFor(100);
    await expectShown();
  });

  test("when the article may be written in no more", async () => {
    await inPage((page) => {
      page.open(["الف "]);
      page.caret(10);
    });
    await fixture.cdp.send("Input.imeSetComposition", { text: "ب", selectionStart: 1, selectionEnd: 1 });
    await inPage((page) => page.colleague({ at: 6, insert: "+" }));
    expect(await shown()).toBe(`${HELD}ب`);
    await inPage((page) => page.setEditable(false));
    await expect.poll(shown).toBe(`${NOW}ب`);
  });

  test("never, when the article was closed: what was composed has been sent, and nothing throws", { tags: "long" }, async () => {
    await inPage((page) => {
      page.open(["الف "]);
      page.caret(10);
    });
    await fixture.cdp.send("Input.imeSetComposition", { text: "ب", selectionStart: 1, selectionEnd: 1 });
    await inPage((page) => {
      page.colleague({ at: 6, insert: "+" });
      page.close();
      page.colleague({ at: 0, insert: "+" });
    });
    const { body, colleague } = await fixture.editor.evaluate((page) => page.texts);
    expect([body, colleague]).toEqual([`+${NOW}ب`, `+${NOW}ب`]);
    await fixture.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(fixture.errors).toEqual([]);
  });

  test("within a tenth of a second when the browser changed the page and ProseMirror reads nothing, and what was typed can be taken back meanwhile", async () => {
    await inPage((page) => {
      page.open(["الف "]);
      page.caret(10);
      page.view.dispatch(page.view.state.tr.insertText("بن"));
      page.view.dom.dispatchEvent(new InputEvent("input", { bubbles: true }));
      page.undo();
      page.colleague({ at: 6, insert: "+" });
    });
    await expectShown();
  });

  test("and letters that were taken back while they were composed are not written again", { tags: "long" }, async () => {
    await inPage((page) => {
      page.open(["الف "]);
      page.caret(10);
    });
    await fixture.cdp.send("Input.imeSetComposition", { text: "بن", selectionStart: 2, selectionEnd: 2 });
    await inPage((page) => {
      page.colleague({ at: 6, insert: "+" });
      page.undo();
      page.view.dom.blur();
    });
    await expectShown();
  });

  test(
    "at the end of ten minutes with 400 letters of a colleague, which cost no more than when they are shown",
    { tags: "long", timeout: 180_000 },
    async () => {
      const times = { plain: [] as number[], held: [] as number[] };
      // In turn, and the best of two that are held: something else may run beside it.
      for (const kind of ["held", "plain", "held"] as const) {
        await fixture.anew();
        await inPage((page) => {
          page.open(["الف ", ...Array.from({ length: 100 }, () => "کلمه ای دیگر در متن ".repeat(20))]);
          page.caret(10);
        });
        if (kind === "held") await inPage((page) => page.compositionEvents("compositionstart"));
        times[kind].push(await fixture.editor.evaluate((page) => page.timeRemote(400, 6)));
      }
      const [plain, held] = [Math.min(...times.plain), Math.min(...times.held)];
      console.log(`400 letters of a colleague and as many composed: ${held.toFixed(0)} ms held back, ${plain.toFixed(0)} ms shown`);
      expect(await shown()).toMatch(new RegExp(`^عنوان\nالف ${"ب".repeat(400)}\n`));
      await inPage((page) => page.compositionEvents("compositionend"));
      await expect.poll(shown).toMatch(new RegExp(`^عنوان\n${"\\+".repeat(400)}الف ${"ب".repeat(400)}\n`));
      expect(held).toBeLessThan(2 * plain);
    },
  );
});
