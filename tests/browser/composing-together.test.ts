/** A colleague edits the very paragraph in which somebody composes: every kind of place by every kind of edit, in Chromium. */
import { afterAll, describe, expect, test } from "vitest";
import { EDITS, type EditName } from "./editor/colleague.ts";
import { EditorOfEachTest } from "./editor/open-editor.ts";
import type { EditorPage } from "./editor/page.ts";

const fixture = new EditorOfEachTest();
let total = 0;
let whole = 0;
afterAll(() => console.log(`${whole} of ${total} compositions not interrupted`));

const compose = (text: string) =>
  fixture.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const commit = (text: string) => fixture.cdp.send("Input.insertText", { text });

type Place = readonly [name: string, block: Parameters<EditorPage["openFor"]>[1], attributes: Record<string, unknown>];
const BOLD = { bold: true };
const LINK = { link: "https://example.org/" };
/** The others are long. */
const SHORT: readonly Place["0"][] = ["in the middle of a block", "behind the text of a note"];
const PLACES: readonly Place[] = [
  ["at the start of a block", [{ text: "|الف ج" }], {}],
  ["in the middle of a block", [{ text: "الف | جیم" }], {}],
  ["at the end of a block", [{ text: "الف جیم |" }], {}],
  ["in an empty block", [{ text: "|" }], {}],
  ["inside bold", [{ text: "الف " }, { text: "سی|اه", attributes: BOLD }, { text: " جیم" }], {}],
  ["behind a link", [{ text: "الف " }, { text: "پیوند|", attributes: LINK }, { text: " جیم" }], {}],
  ["before bold", [{ text: "الف |" }, { text: "سیاه", attributes: BOLD }], {}],
  ["behind the text of a note", [{ text: "الف نشان| جیم" }], {}],
  ["before the text of a note", [{ text: "الف |نشان" }], {}],
  ["in a heading", [{ text: "الف | جیم" }], { kind: "heading", level: 2 }],
  ["in a list's item", [{ text: "الف | جیم" }], { kind: "item", list: "number" }],
];

/** @returns what is wrong, none when all is right; null where the edit does not apply */
async function round(
  edit: EditName,
  [, block, attributes]: Place,
): Promise<{ readonly isWhole: boolean; readonly wrong: readonly string[] } | null> {
  await fixture.anew();
  const { editor } = fixture;
  await editor.evaluate((page, [edit, block, attributes]) => page.openFor(edit, block, attributes), [edit, block, attributes] as const);
  const hasNote = block.some(({ text }) => text.includes("نشان"));
  if (hasNote) await editor.evaluate((page) => page.annotate("نشان"));
  await compose("ب");
  await compose("ب‌ن");
  await expect.poll(() => editor.evaluate((page) => page.texts.colleague)).toContain("ب‌ن");
  const after = await editor.evaluate((page, edit) => page.edits(edit, "ب‌ن"), edit);
  if (after === null) return null;
  await compose("ب‌نو");
  await compose("ب‌نوی");
  const wrong: string[] = [];
  const sent = await editor.evaluate((page) => page.texts.colleague);
  if (!sent.includes("ب‌نوی")) wrong.push(`not sent: ${sent}`);
  const events = await editor.evaluate((page) => [...page.compositions]);
  await commit("ب‌نویس");
  const isWhole = events.join() === "compositionstart";
  if (!isWhole) wrong.push(`events ${events.join()}`);
  try {
    await expect
      .poll(() => editor.evaluate((page) => page.isSame && page.texts.isEqual && page.texts.dom === page.texts.shown), { timeout: 20_000 })
      .toBe(true);
  } catch {
    wrong.push("not equal");
  }
  const { texts, repairs, annotated } = await editor.evaluate((page) => ({
    texts: page.texts,
    repairs: page.repairs,
    annotated: page.annotated,
  }));
  // At a place that was its own letter's, what is written is inside.
  if (after.includes("نشان") && annotated !== "نشان" && edit !== "does many things in it") wrong.push(`the note is on ${annotated}`);
  const rest = texts.body.replace("ب‌نویس", "");
  // Of a word of which the colleague deleted some letters, what stood around it is left.
  const [expected] = [after.replace("ب‌ن", ""), after.replace("‌ن", "")].filter((text) => text === rest);
  if (expected === undefined || texts.body.split("ب‌نویس").length !== 2)
    wrong.push(`${JSON.stringify(texts.body)} of ${JSON.stringify(after)}`);
  if (after.includes("ب‌ن") && texts.body !== after.replace("ب‌ن", "ب‌نویس"))
    wrong.push(`elsewhere: ${JSON.stringify(texts.body)} of ${JSON.stringify(after)}`);
  if (repairs.length > 0) wrong.push(`repairs ${repairs.join()}`);
  return { isWhole, wrong };
}

describe("AM17: a composition goes on and is written once, whole", () => {
  for (const place of PLACES)
    test(`${place[0]}, whatever a colleague does to the block`, { tags: SHORT.includes(place[0]) ? [] : "long" }, async () => {
      const failures: string[] = [];
      for (const edit of Object.keys(EDITS) as EditName[]) {
        const result = await round(edit, place);
        if (result === null) continue;
        total++;
        if (result.isWhole) whole++;
        if (result.wrong.length > 0) failures.push(`a colleague ${edit}: ${result.wrong.join("; ")}`);
      }
      expect(failures).toEqual([]);
      expect(fixture.errors).toEqual([]);
    });
});
