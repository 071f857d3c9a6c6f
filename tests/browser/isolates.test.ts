/** What stands in order among right-to-left text, as Chromium draws it, and how it is isolated by key. */
import bidiFactory from "bidi-js";
import { describe, expect, test } from "vitest";
import { automaticIsolates } from "../../shared/text/automatic-isolates.ts";
import { directionOfText } from "../../shared/text/direction.ts";
import { runs, seed } from "../seed.ts";
import { EditorOfEachTest } from "./editor/open-editor.ts";

const bidi = bidiFactory();
const fixture = new EditorOfEachTest();

const press = (key: string) => fixture.page.keyboard.press(key);
const type = (text: string) => fixture.page.keyboard.type(text);
const seen = (block = 1) => fixture.editor.evaluate((page, block) => page.seen(block), block);
const json = () => fixture.editor.evaluate((page) => page.view.state.doc.child(1).toJSON() as unknown);

async function stands(part: string): Promise<void> {
  await fixture.open([""], 6);
  const text = `شماره ${part} است`;
  await type(text);
  expect(await seen()).toContain(part);
  await fixture.expectText(`عنوان\n${text}`);
  expect(await json()).toEqual({ type: "paragraph", attrs: expect.anything() as unknown, content: [{ type: "text", text }] });
}

describe("BD20: typed into a Persian paragraph it stands in order, and nothing is written", () => {
  test.each(["021-8854-1234", "42.5%", "C++", "https://example.com/fa/"])("%s", stands);
  test.each(["۰۲۱-۸۸۵۴-۱۲۳۴", "+98 21 8854 1234", "2026-11-30", "17:30", "3-1", "v2.0.1-beta", "Yahoo!", "$42.5", "sara@example.org"])(
    "%s",
    { tags: "long" },
    stands,
  );

  test("while it is typed, erased and typed again", async () => {
    await fixture.open(["سهم "], 10);
    for (const key of ["4", "2", ".", "5", "%"]) await press(key);
    expect(await seen()).toContain("42.5%");
    await press("Backspace");
    await press("Backspace");
    await press("7");
    await press("%");
    await type(" شد");
    expect(await seen()).toContain("42.7%");
    await fixture.expectText("عنوان\nسهم 42.7% شد");
  });

  test.each(["021-<b>8854</b>-1234", "<i>4</i>2.5<u>%</u>", "Boeing <b>737</b>-800"])("BD56: in parts: %s", async (html) => {
    await fixture.open([""], 6);
    await fixture.editor.evaluate((page, html) => page.paste({ "text/html": `<p>شماره ${html}، ${html} است</p>` }), html);
    const part = html.replaceAll(/<[^>]*>/g, "");
    expect(await seen()).toBe(`تسا ${part} ،${part} هرامش`);
  });

  test.each([
    ["از 42.5%، 30%, 12 و Reuters, 2026-11-30 آمد", "دمآ 2026-11-30 ,Reuters و 12 ,30% ،42.5% زا"],
    ["در 2026-11-30 \u2067متن\u2069 “Quote” .", ". ”Quote“ نتم 2026-11-30 رد"],
  ])("in a list, and beside Latin words that a sign or an isolate parts from it: %s", async (text, drawn) => {
    await fixture.open([text], 6);
    expect((await seen()).replaceAll(/[\u2067\u2069]/g, "")).toBe(drawn);
  });

  test.each([
    ["ArrowRight", ""],
    ["ArrowLeft", ""],
    ["ArrowRight", "Control+b"],
    ["ArrowLeft", "Control+b"],
  ])("%s goes on through it, from one end of the line to the other %s", { tags: "long" }, async (key, part) => {
    await fixture.open(["سهم 42.5% شد"], 6);
    if (part) {
      await fixture.editor.evaluate((page) => page.select(11, 13));
      await press(part);
    }
    const first = 6;
    await fixture.editor.evaluate((page, at) => page.caret(at), key === "ArrowRight" ? first + 12 : first);
    const at: number[] = [];
    for (let i = 0; i < 13; i++) {
      // ProseMirror reads the browser's caret a little later.
      await fixture.editor.evaluate((page) => page.drawn());
      at.push((await fixture.editor.evaluate((page) => page.selection))[0]);
      await press(key);
    }
    const indexes = Array.from({ length: 13 }, (_, i) => first + i);
    expect(at).toEqual(key === "ArrowRight" ? indexes.toReversed() : indexes);
  });

  test("AM17: an input method that composes beside and in it is not disturbed", async () => {
    await fixture.open(["سهم 42.5 شد"], 14);
    const compose = (text: string) =>
      fixture.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    for (const text of ["%", "%ن", "%نو"]) await compose(text);
    await fixture.cdp.send("Input.insertText", { text: "%" });
    await fixture.expectText("عنوان\nسهم 42.5% شد");
    await expect.poll(() => seen()).toContain("42.5%");
    expect(await fixture.editor.evaluate((page) => page.compositions)).toEqual(["compositionstart", "compositionend"]);
  });
});

test(`BD20, BD56: whatever the paragraph, it is drawn as UAX #9 has it with these isolates (seed ${seed})`, async () => {
  const parts = "متن کتاب שלום Reuters iPhone C++ Yahoo! 42.5% 737-800 2026-11-30 17:30 $5 , . ( ) [متن] #Iran a@b.com + - / ٪".split(" ");
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const texts = Array.from({ length: runs(60) }, () => Array.from({ length: 2 + random(5) }, () => parts[random(parts.length)]!).join(" "));
  await fixture.open(texts, 6);
  const drawn = await fixture.editor.evaluate(
    (page, blocks) => blocks.map((block) => page.seen(block)),
    [...texts.keys()].map((i) => i + 1),
  );
  expect(drawn.map((line) => line.trim())).toEqual(texts.map(inOrder));
});

/** A paragraph of a right-to-left article from the left, by an implementation of UAX #9 that is none of ours. */
function inOrder(text: string): string {
  const direction = directionOfText(text, "rtl");
  const marked = automaticIsolates(text, direction === "rtl").reduceRight(
    (whole, { from, to }) => `${whole.slice(0, from)}\u2066${whole.slice(from, to)}\u2069${whole.slice(to)}`,
    text,
  );
  return bidi
    .getReorderedIndices(marked, bidi.getEmbeddingLevels(marked, direction))
    .map((index) => marked[index]!)
    .join("")
    .replaceAll(/[\u2066\u2069]/g, "")
    .trim();
}

describe("BD11: links and code", () => {
  test("a link keeps its last slash at its end, and code its sign", async () => {
    await fixture.open([""], 6);
    await fixture.editor.evaluate((page) =>
      page.paste({ "text/html": `<p>نشانی <a href="https://example.com/fa/">https://example.com/fa/</a> و <code>a = b;</code> است</p>` }),
    );
    const shown = await seen();
    expect(shown).toContain("https://example.com/fa/");
    expect(shown).toContain("a = b;");
  });

  test("a pasted bdi stays isolated, digits alone too", async () => {
    await fixture.open([""], 6);
    await fixture.editor.evaluate((page) => page.paste({ "text/html": `<p>از <bdi>(12) 5-7</bdi> و <span dir=auto>Sara!</span> است</p>` }));
    expect(await fixture.page.locator(".ProseMirror bdi").evaluateAll((all) => all.map(({ textContent }) => textContent))).toEqual([
      "(12) 5-7",
      "Sara!",
    ]);
    expect(await seen()).toContain("Sara!");
  });
});

describe("BD21: by key", () => {
  test("in parts, with a link and bold words in it", async () => {
    await fixture.open([""], 6);
    await fixture.editor.evaluate((page) =>
      page.paste({
        "text/html": `<p>باد <bdi dir=ltr>See <a href="https://a.example/">Iran</a> <b>now</b>!</bdi> و <code>a <b>=</b> b;</code> گفت</p>`,
      }),
    );
    expect(await seen()).toBe("تفگ a = b; و See Iran now! داب");
  });

  test("the run at the caret is isolated, and no more by the same key", async () => {
    await fixture.open(["زنده باد Iran! گفت"], 18);
    expect(await seen()).not.toContain("Iran!");
    await press("Control+Alt+i");
    expect(await seen()).toContain("Iran!");
    await press("Control+Alt+i");
    expect(await seen()).not.toContain("Iran!");
    expect(await json()).toMatchObject({ content: [{ text: "زنده باد Iran! گفت" }] });
  });

  test("what is selected is isolated, and what is typed behind stands outside", async () => {
    await fixture.open(["زنده باد Iran!"], 6);
    await fixture.editor.evaluate((page) => page.select(15, 20));
    await press("Control+Alt+i");
    await fixture.editor.evaluate((page) => page.caret(20));
    await type(" گفت");
    expect(await json()).toMatchObject({
      content: [{ text: "زنده باد " }, { text: "Iran!", marks: [{ type: "dir", attrs: { value: "ltr" } }] }, { text: " گفت" }],
    });
    expect(await seen()).toContain("Iran!");
  });

  test("BD22: in plain text it stands between isolates, in HTML it is a bdi, and comes back", async () => {
    await fixture.open(["باد Iran! گفت"], 6);
    await fixture.editor.evaluate((page) => page.select(10, 15));
    await press("Control+Alt+i");
    await press("Control+a");
    const copied = await fixture.editor.evaluate((page) => page.copied());
    expect(copied["text/plain"]).toContain("باد \u2066Iran!\u2069 گفت");
    expect(copied["text/html"]).toContain(`<bdi dir="ltr">Iran!</bdi>`);
    await fixture.editor.evaluate((page, copied) => page.paste(copied), copied);
    expect(await json()).toMatchObject({ content: [{ text: "باد " }, { text: "Iran!", marks: [{ type: "dir" }] }, { text: " گفت" }] });
  });
});

test("BD35: what is unseen is shown by key, while one types, and no more", async () => {
  await fixture.open(["می‌رود\u200F"], 12);
  const shown = () => fixture.page.locator(".invisible").evaluateAll((all) => all.map((one) => one.getAttribute("data-kind")));
  await press("Control+Alt+Shift+i");
  expect(await shown()).toEqual(["zwnj", "rlm"]);
  await press("End");
  await type("  ب");
  expect(new Set(await shown())).toEqual(new Set(["rlm", "spaces", "zwnj"]));
  await fixture.expectText("عنوان\nمی‌رود\u200F  ب");
  await press("Control+Alt+Shift+i");
  expect(await shown()).toEqual([]);
});

test("BD5: a copied block runs as it is drawn", async () => {
  await fixture.open(["iPhone 15 در بازار"], 6);
  await press("Control+a");
  expect((await fixture.editor.evaluate((page) => page.copied()))["text/html"]).toMatch(/<p [^>]*dir="rtl"[^>]*>iPhone 15/);
});

test("BD12: an override that another program wrote is drawn with its name", async () => {
  await fixture.open(["گزارش "], 12);
  await fixture.colleague({ at: 12, insert: "\u202Efdp.exe" });
  expect(await fixture.page.locator(".bidi-turning").getAttribute("data-name")).toBe("RLO");
});

test("BD12: the names of what begins and ends an embedding stand at its two ends", { tags: "long" }, async () => {
  await fixture.open(["گزارش  پایان"], 12);
  await fixture.colleague({ at: 12, insert: "\u202Bبد\u202C" });
  const turning = fixture.page.locator(".bidi-turning");
  await expect.poll(() => turning.count()).toBe(2);
  const [begins, ends] = await turning.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  const words = await fixture.page
    .locator(".bidi-turning")
    .first()
    .evaluate((one) => {
      const range = document.createRange();
      range.selectNodeContents(one.nextSibling!);
      return range.getBoundingClientRect().left;
    });
  expect(begins).toBeGreaterThan(words);
  expect(ends).toBeLessThan(words);
});

test("BD35: the name of what is unseen turns nothing", { tags: "long" }, async () => {
  await fixture.open(["رقم \u200B٪5 شد"], 6);
  expect(await seen()).toContain("5٪");
  await press("Control+Alt+Shift+i");
  expect(await seen()).toContain("5٪");
});

test("BD4: a single pasted paragraph keeps its direction", { tags: "long" }, async () => {
  await fixture.open([""], 6);
  await fixture.editor.evaluate((page) => page.paste({ "text/html": "<p dir=rtl>OPEC در وین</p>" }));
  expect(await fixture.editor.evaluate((page) => page.drawnDirections[1])).toBe("rtl");
  await fixture.editor.evaluate((page) => page.paste({ "text/html": "<p>یک</p><p dir=rtl>OPEC 2024</p>" }));
  expect(await fixture.editor.evaluate((page) => [page.drawnDirections[2], page.directions[2]])).toEqual(["rtl", "rtl"]);
});

describe("BD30, BD31: what is copied", () => {
  test("says its language and its digits", async () => {
    await fixture.open(["یک", "دو", "OPEC"], 6);
    await fixture.editor.evaluate((page) => page.select(6, 11));
    await press("Control+Shift+7");
    await press("Control+a");
    const copied = await fixture.editor.evaluate((page) => page.copied());
    expect(copied["text/plain"]).toContain("۱. یک\n۲. دو");
    expect(copied["text/html"]).toMatch(/<ol style="list-style-type: persian;?"><li [^>]*lang="fa"/);
    expect(copied["text/html"]).toMatch(/<p [^>]*dir="ltr" lang="en">OPEC/);
    expect(await fixture.page.locator(".ProseMirror > p:last-child").getAttribute("lang")).toBe("en");
  });
});

test("BD32: italic Persian has no slant, italic English in it has", async () => {
  await fixture.open(["", ""], 6);
  await fixture.editor.evaluate((page) => page.paste({ "text/html": "<p><i>یک</i></p><p><i>OPEC</i></p>" }));
  expect(await fixture.page.locator(".ProseMirror em").evaluateAll((all) => all.map((one) => getComputedStyle(one).fontStyle))).toEqual([
    "normal",
    "italic",
  ]);
});

describe("TX12: the half-space key", () => {
  test.each([
    ["می", "می\u200C"],
    ["iPhone", "iPhone "],
    ["", ""],
    ["می ", "می "],
  ])("behind %j in the article gives %j", async (before, after) => {
    await fixture.open([""], 6);
    await type(before);
    await press("Shift+Space");
    await fixture.expectText(`عنوان\n${after}`);
  });
});
