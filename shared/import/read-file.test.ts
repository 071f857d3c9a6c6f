import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { languageOf } from "../article/model/language.ts";
import { projectBody } from "../article/projection/project.ts";
import { ImportError, type ImportedFile } from "./imported-file.ts";
import { readFile } from "./read-file.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (name: string, content: string | Uint8Array): ImportedFile =>
  readFile(name, typeof content === "string" ? bytes(content) : content, TextDecoder);

function docOf({ rooms }: ImportedFile): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, rooms.body);
  return doc;
}

/** Kind, level or list, direction and text of each block. */
function outline(file: ImportedFile): string[] {
  const lines: string[] = [];
  projectBody(bodyOf(docOf(file))).forEach(({ type, attrs, textContent }) => {
    const about = [attrs["level"], attrs["list"], attrs["indent"], attrs["dir"]].filter((one) => one !== undefined && one !== null);
    lines.push(`${[type.name, ...about].join(" ")}: ${textContent}`);
  });
  return lines;
}

function codeOf(name: string, content: string | Uint8Array): string {
  try {
    read(name, content);
    return "read";
  } catch (error) {
    if (error instanceof ImportError) return error.code;
    throw error;
  }
}

/** windows-1256 of «پل نو». */
const PERSIAN_1256 = [0x81, 0xe1, 0x20, 0xe4, 0xe6];

test("TX15: a text file fills an article, its first line the headline", () => {
  const file = read("seed.txt", "پل نو باز شد\n\nنخستین بند می\u200Cرود.\n\nبند دوم.\n");
  expect(bodyOf(docOf(file)).toJSON()).toBe("پل نو باز شد\nنخستین بند می\u200Cرود.\nبند دوم.");
});

test("TX14 DX29: a file that cannot become an article says why, and a document of another kind what it is to be saved as", () => {
  expect(codeOf("report.xlsx", "PK")).toBe("kind");
  for (const ending of ["doc", "odt", "rtf", "ODT"]) expect(codeOf(`report.${ending}`, "{\\rtf1 x}")).toBe("office");
  expect(codeOf("report.dotx", "PK")).toBe("docx-package");
  expect(codeOf("report.docx", "PK")).toBe("docx-package");
  expect(codeOf("empty.txt", " \n\n")).toBe("empty");
  expect(codeOf("empty.html", "<!doctype html><p> </p><script>1</script>")).toBe("empty");
  expect(codeOf("frames.html", "<!doctype html><frameset><frame src=x></frameset>")).toBe("empty");
  expect(codeOf("picture.txt", new Uint8Array([0x89, 0x50, 0, 0]))).toBe("binary");
  expect(codeOf("picture.html", new Uint8Array([0x89, 0x50, 0, 0]))).toBe("binary");
});

test("DX34: a text that makes a longer article than can be written on is refused with a reason", () => {
  expect(codeOf("a.md", "واژه ".repeat(200_001))).toBe("large");
  expect(codeOf("a.txt", "بند\n\n".repeat(20_001))).toBe("large");
  expect(codeOf("a.txt", "واژه ".repeat(900_000))).toBe("large");
});

test("DX14: a page is an article whose first heading is the headline, from whose level the others are counted", () => {
  const file = read(
    "a.html",
    `<!doctype html><html lang="fa-IR" dir="rtl"><head><title>روزنامه</title><style>.x { display: none }</style></head><body>
     <nav>خانه</nav><header><h1>پل نو باز شد</h1><p>سرآغاز می\u200Cرود.</p></header>
     <p class="x">پنهان</p><h2>یک</h2><p>بند <b>درشت</b> و <a href="https://example.com/">پیوند</a></p>
     <ul><li>الف<ol><li>ب</li></ol></li></ul><blockquote><p>نقل</p></blockquote><p dir="ltr">iPhone 15</p></body></html>`,
  );
  expect(outline(file)).toEqual([
    "headline: پل نو باز شد",
    "lead: سرآغاز می\u200Cرود.",
    "heading 1: یک",
    "paragraph: بند درشت و پیوند",
    "item bullet 0: الف",
    "item number 1: ب",
    "quote: نقل",
    "paragraph: iPhone 15",
  ]);
  expect(languageOf(docOf(file))).toBe("fa");
  expect(file.losses).toEqual([]);
});

test("DX14: without a heading a page is named by its title, else by a short first paragraph, and an English one is English", () => {
  expect(outline(read("a.html", "<title>A  title</title><p>Text"))).toEqual(["headline: A title", "paragraph: Text"]);
  const file = read("a.htm", "<p>First<p>Second");
  expect(outline(file)).toEqual(["headline: First", "paragraph: Second"]);
  expect(languageOf(docOf(file))).toBe("en");
  expect(outline(read("a.html", `<p>${"واژه ".repeat(60)}</p><p>دو</p>`))[0]).toBe("headline: ");
});

test("DX15: what a page has and an article does not is told, with its place", () => {
  const { losses } = read(
    "a.html",
    `<h1>تیتر</h1><p>یک</p><table><tr><td>الف<td>ب<tr><td>پ<td>ت</table><video src="a.mp4"></video><p>دو</p><h6>ژرف</h6>
     <p>سه <img alt="بزرگ" src="data:image/png;base64,${"A".repeat(12 * 1024 * 1024)}"></p>`,
  );
  expect(losses).toEqual([
    { kind: "table", detail: "2×2", block: 2, near: "الف | ب" },
    { kind: "object", detail: "video", block: 4, near: "دو" },
    { kind: "headingLevel", detail: "6", block: 5, near: "ژرف" },
    { kind: "picture", detail: "بزرگ", block: 6, near: "سه بزرگ" },
  ]);
});

test("DX16: a page is read as its mark says, as it declares, as UTF-8, else as windows-1256", () => {
  const page = (declared: string, text: readonly number[]) =>
    new Uint8Array([...bytes(`<html><head>${declared}</head><body><p>`), ...text]);
  const utf8 = [...bytes("پل نو")];
  for (const [declared, text] of [
    ["", PERSIAN_1256],
    ["", utf8],
    [`<meta charset="windows-1256">`, PERSIAN_1256],
    [`<meta http-equiv=Content-Type content="text/html; charset=windows-1256">`, PERSIAN_1256],
    ["<meta charset='utf-8'>", utf8],
    // It says what it is not: the text is what it is.
    ["<meta charset=UTF-8>", PERSIAN_1256],
    ["<meta charset=utf-16>", utf8],
    ["<meta charset=no-such-encoding>", utf8],
    ["<meta charset=replacement>", utf8],
  ] as const)
    expect([declared, outline(read("a.html", page(declared, text)))]).toEqual([declared, ["headline: پل نو"]]);
  const koi8 = page(`<meta charset="koi8-r">`, [0xed, 0xc9, 0xd2]);
  expect(outline(read("a.html", koi8))).toEqual(["headline: Мир"]);
  const marked = new Uint8Array([0xff, 0xfe, ...[...bytes("<p>a")].flatMap((byte) => [byte, 0])]);
  expect(outline(read("a.html", marked))).toEqual(["headline: a"]);
});
