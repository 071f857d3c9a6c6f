/** Entry point: pictures in an article, which a colleague, a page or a file put there, as the page draws them. */
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { readReference } from "../../shared/pictures/reference.ts";
import { EditorOfEachTest } from "../browser/editor/open-editor.ts";

const PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/** The same, which says that it is of 65,535 × 65,535 pixels. */
const BOMB = `data:image/png;base64,${sized()}`;

function sized(): string {
  const png = Buffer.from(PNG.slice(PNG.indexOf(",") + 1), "base64");
  png.writeUInt32BE(65_535, 16);
  png.writeUInt32BE(65_535, 20);
  return png.toString("base64");
}

const opened = new EditorOfEachTest();
let page: Page;
let requests: string[];

beforeEach(async () => {
  ({ page } = opened);
  requests = [];
  page.on("request", (request) => void (/^(http|file)/.test(request.url()) && requests.push(request.url())));
  await opened.editor.evaluate((editor) => editor.open(["متن"]));
});

/** A colleague puts a figure behind the paragraph. */
const figure = (src: unknown, caption = ""): Promise<void> =>
  opened.editor.evaluate(
    (editor, { src, caption }) => {
      editor.colleague({ at: 9, insert: "\n", attributes: { kind: "figure", src } });
      if (caption) editor.colleague({ at: 10, insert: caption });
    },
    { src, caption },
  );
const shown = () =>
  page.evaluate(() =>
    [...document.querySelectorAll("figure")].map((one) => ({
      drawn: one.querySelector("img")!.getAttribute("src")?.slice(0, 15) ?? null,
      words: (one.querySelector<HTMLElement>(".figure-absent")?.innerText ?? "")
        .trim()
        .split("\n")
        .filter((line) => line !== ""),
    })),
  );
const srcs = () =>
  opened.editor.evaluate((editor) =>
    editor.view.state.doc.content.content.flatMap((block) => (block.type.name === "figure" ? [String(block.attrs["src"])] : [])),
  );
const kinds = () =>
  opened.editor.evaluate((editor) => editor.view.state.doc.content.content.map((block) => `${block.type.name}: ${block.textContent}`));

describe("DE16: an attacker who wants to know who reads an article, and when, is told by no picture", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["on a server", "https://a.example/pixel.png?reader=1", ["at a.example", "https://a.example/pixel.png?reader=1", "fetch"]],
    ["on this computer", "http://127.0.0.1:1/api", ["at 127.0.0.1:1", "http://127.0.0.1:1/api", "fetch"]],
    ["by a path of the program", "/api/articles", ["broken"]],
    ["by a scheme without a host", "http:api", ["at api", "http:api", "fetch"]],
    ["of a file", "file:///etc/passwd", ["broken"]],
    ["that is a drawing with a script", "data:image/svg+xml;base64,PHN2Zy8+", ["broken"]],
    ["that is no base64", "data:image/png;base64,!!!", ["broken"]],
    ["that is none", "data:image/png;base64,AAAA", ["broken"]],
    ["of four billion pixels", BOMB, ["broken"]],
    ["that is a number", 7, ["broken"]],
    ["that is nothing", { a: 1 }, ["broken"]],
  ])("a picture %s is said in words and not loaded", async (_name, src, words) => {
    await figure(src);
    expect(await shown()).toEqual([{ drawn: null, words }]);
    expect(await page.evaluate(() => document.querySelectorAll("figure img:not([hidden])").length)).toBe(0);
    expect([requests, opened.errors]).toEqual([[], []]);
  });

  test("TX21: a pasted page's pictures are told of once, and nobody is asked for them before somebody agrees", async () => {
    await opened.editor.evaluate((editor) => {
      const data = new DataTransfer();
      data.setData(
        "text/html",
        `<p>یک</p><img src="https://a.example/1.png"><img src="https://b.example/2.png"><img src="https://a.example/1.png"><link rel=stylesheet href="https://c.example"><style>@import "https://d.example"</style>`,
      );
      editor.caret(9);
      editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await opened.editor.evaluate((editor) => [editor.remote, editor.asked])).toEqual([
      ["https://a.example/1.png", "https://b.example/2.png"],
      [],
    ]);
    await opened.editor.evaluate(
      (editor, { PNG }) => {
        editor.answers["https://a.example/1.png"] = PNG;
        return editor.pictures.fetch(editor.view, ["https://a.example/1.png"]);
      },
      { PNG },
    );
    const [first] = await srcs();
    expect(readReference(first)).toMatchObject({ type: "image/png", width: 1, height: 1 });
    expect(await srcs()).toEqual([first, "https://b.example/2.png", first]);
    await opened.editor.evaluate((editor) => editor.pictures.leaveOut(editor.view, ["https://b.example/2.png"]));
    expect(await srcs()).toEqual([first, first]);
    expect(requests).toEqual([]);
  });

  test("what the core answers is looked at again", async () => {
    await figure("https://a.example/1.png");
    await opened.editor.evaluate(
      (editor, { BOMB }) => {
        editor.answers["https://a.example/1.png"] = BOMB;
      },
      { BOMB },
    );
    await page.click("figure button");
    await expect.poll(() => opened.editor.evaluate((editor) => editor.refused)).toEqual(["image-too-large"]);
    expect(await srcs()).toEqual(["https://a.example/1.png"]);
  });
});

describe("TX22: a picture by mouse and by keys", () => {
  test("a click selects it, a letter goes into its caption, Backspace takes it out, undo brings it back", async () => {
    await figure(PNG);
    await page.click("figure img");
    expect(await page.evaluate(() => document.querySelector("figure")!.classList.contains("ProseMirror-selectednode"))).toBe(true);
    await page.keyboard.type("ب");
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن", "figure: ب"]);
    await page.click("figure img");
    await page.keyboard.press("Backspace");
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن"]);
    await page.keyboard.press("Control+z");
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن", "figure: ب"]);
    expect(await opened.editor.evaluate((editor) => editor.texts.isEqual)).toBe(true);
  });

  test("TX2: Backspace at the start of its caption selects it, and throws nothing away", async () => {
    await figure(PNG, "شرح");
    await opened.editor.evaluate((editor) => editor.caret(10));
    await page.keyboard.press("Backspace");
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن", "figure: شرح"]);
    expect(await srcs()).toEqual([PNG]);
    await page.keyboard.press("Escape");
    await page.keyboard.type("!");
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن", "figure: شرح!"]);
  });
});

describe("TX23: an attacker's link leads to no place of this program, and opens none of its windows", () => {
  test("what Word and others say of places in themselves is pasted as text", async () => {
    await opened.editor.evaluate((editor) => {
      const data = new DataTransfer();
      const hrefs = [
        "#_ftn1",
        "file:///C:/Users/n/clip_filelist.xml#_ftn1",
        "clip.htm#_ftn1",
        "/api/leave",
        "http:api",
        "//a.example/x",
        "javascript:alert(1)",
        "https://a.example/",
      ];
      data.setData(
        "text/html",
        hrefs.map((href, i) => `<a style='mso-footnote-id:ftn1' href="${href}" name="_ftnref1">[${i}]</a>`).join(" "),
      );
      editor.caret(9);
      editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await kinds()).toEqual(["headline: عنوان", "paragraph: متن[0] [1] [2] [3] [4] [5] [6] [7]"]);
    expect(await page.evaluate(() => [...document.querySelectorAll(".ProseMirror a")].map((link) => link.outerHTML))).toEqual([
      '<a href="https://a.example/" target="_blank" rel="noopener noreferrer" title="https://a.example/">[7]</a>',
    ]);
  });

  test.each<[string, unknown]>([
    ["a script", "javascript:alert(1)"],
    ["a script behind a space", " \u0001javascript:alert(1)"],
    ["a path", "/api/leave"],
    ["a scheme without a host", "http:api"],
    ["a host in backslashes", "https:\\\\a"],
    ["a place in the page", "#x"],
    ["a file", "file:///x"],
    ["a number", 5],
    ["a list", ["https://a.example"]],
  ])("%s that stands in the text leads nowhere", async (_name, link) => {
    await opened.editor.evaluate((editor, { link }) => editor.colleague({ at: 6, format: 3, attributes: { link } }), { link });
    expect(await page.evaluate(() => [...document.querySelectorAll(".ProseMirror a")].map((one) => one.getAttribute("href")))).toEqual([
      null,
    ]);
  });
});

test("TX20: a picture that is larger than an article may hold is scaled down, and keeps its shape", { tags: "long" }, async () => {
  const made = await opened.editor.evaluate(async (editor) => {
    const canvas = new OffscreenCanvas(1800, 900);
    const context = canvas.getContext("2d")!;
    const noise = context.createImageData(1800, 900);
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    context.putImageData(noise, 0, 0);
    const file = new File([await canvas.convertToBlob()], "noise.png", { type: "image/png" });
    const data = new DataTransfer();
    data.items.add(file);
    data.items.add(new File(["%PDF"], "a.png", { type: "image/png" }));
    editor.caret(9);
    editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    return file.size;
  });
  expect(made).toBeGreaterThan(3 * 2 ** 20);
  await expect.poll(() => opened.editor.evaluate((editor) => editor.refused)).toEqual(["image-type"]);
  const { sha256, width, height } = readReference((await srcs())[0])!;
  expect(width / height).toBeCloseTo(2, 1);
  const [bytes, drawn] = await opened.editor.evaluate(async (editor, sha256) => {
    const stored = editor.stored.recent(sha256)!;
    const { width, height } = await createImageBitmap(new Blob([new Uint8Array(stored)]));
    return [stored.length, { width, height }] as const;
  }, sha256);
  expect(bytes).toBeLessThanOrEqual(2 * 2 ** 20);
  expect(drawn).toEqual({ width, height });
});
