import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import type { Node } from "prosemirror-model";
import { fileKind } from "./file.ts";
import { importText } from "./import.ts";
import { seed } from "../../tests/seed.ts";

/** What each block is: kind, level or list, direction, and its text with marks in brackets. */
function outline(doc: Node): string[] {
  const lines: string[] = [];
  doc.forEach((block) => {
    const { level, list, indent, dir, src, alt } = block.attrs as Record<string, unknown>;
    const about = [block.type.name, level, list, indent, dir, src, alt].filter((part) => part !== undefined && part !== null);
    let text = "";
    block.forEach((node) => {
      const content = node.isText ? node.text! : "⏎";
      text +=
        node.marks.length === 0
          ? content
          : `[${node.marks.map(({ type, attrs }) => (type.name === "link" ? attrs["value"] : type.name)).join(" ")}: ${content}]`;
    });
    lines.push(`${about.join(" ")}: ${text}`);
  });
  return lines;
}

test("TX15: blank lines part paragraphs, and none is turned", () => {
  const text = "\r\n  پل نو باز شد  \r\n\r\nنخستین بند می\u200Cرود.\r\n\r\n\r\nThe second.\r\n";
  expect(outline(importText(text, "txt"))).toEqual([
    "headline: پل نو باز شد",
    "paragraph: نخستین بند می\u200Cرود.",
    "paragraph: The second.",
  ]);
});

test("TX15: without a blank line every line is a paragraph", () => {
  expect(outline(importText("تیتر\nیک\nدو", "txt"))).toEqual(["headline: تیتر", "paragraph: یک", "paragraph: دو"]);
});

test("TX15: lines that a program wrapped are joined, lines of a poem are not", () => {
  const wrapped = `${"واژه ".repeat(12).trim()}\n${"دیگر ".repeat(12).trim()}\nپایان`;
  const doc = importText(`تیتر\n\n${wrapped}\n\nمصرع یکم\nمصرع دوم`, "txt");
  expect(outline(doc).slice(1)).toEqual([`paragraph: ${wrapped.replaceAll("\n", " ")}`, "paragraph: مصرع یکم⏎مصرع دوم"]);
});

test("TX15: an empty file and a lone headline are articles", () => {
  expect(outline(importText("", "txt"))).toEqual(["headline: "]);
  expect(outline(importText("تیتر", "txt"))).toEqual(["headline: تیتر"]);
});

test("TX16: Markdown keeps its blocks", () => {
  const text = `# تیتر

سرآغاز با **درشت**، *کج*، ~~خط~~ و \`کد\`.

## میان‌تیتر

> نقل یکم
>
> نقل دوم

- یک
  1. زیر یک
- دو

---

![نقشه](https://example.org/map.png "نقشهٔ شهر")

[پیوند](https://example.org) و [بد](javascript:alert)  
سطر دوم
`;
  expect(outline(importText(text, "md"))).toEqual([
    "headline: تیتر",
    "paragraph: سرآغاز با [bold: درشت]، [italic: کج]، [strike: خط] و [code: کد].",
    "heading 1: میان‌تیتر",
    "quote: نقل یکم",
    "quote: نقل دوم",
    "item bullet 0: یک",
    "item number 1: زیر یک",
    "item bullet 0: دو",
    "divider: ",
    "figure https://example.org/map.png نقشه: نقشهٔ شهر",
    "paragraph: [https://example.org: پیوند] و بد⏎سطر دوم",
  ]);
});

test(`TX15, TX16: any text is an article, and none of its words is lost (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const parts = [
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "***",
    "**",
    "_",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "![",
    "<div>",
    "&amp;",
    "\\",
    "|",
    "---\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\u200C",
    "\u2028",
    "\uD800",
  ];
  for (let run = 0; run < 300; run++) {
    const words: string[] = [];
    let text = "";
    for (let i = prng.int31(gen, 1, 40); i > 0; i--) {
      if (prng.bool(gen)) text += prng.oneOf(gen, parts);
      else {
        const word = `واژه${words.length}x`;
        words.push(word);
        text += word;
      }
    }
    const plain = importText(text, "txt");
    plain.check();
    expect(words.filter((word) => !plain.textContent.includes(word))).toEqual([]);
    importText(text, "md").check();
  }
});

test("TX14: a file's kind is read from its name", () => {
  expect(["a.txt", "b.TEXT", "c.md", "d.Markdown", "e.docx", "f.HTM", "g.html", "e.doc", "txt", "a.constructor", ""].map(fileKind)).toEqual(
    ["txt", "txt", "md", "md", "docx", "html", "html", null, null, null, null],
  );
});
