import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { numberedFootnotes } from "../../tests/newsroom/footnote-numbers.ts";
import { runs, seed } from "../../tests/seed.ts";
import { keptDirection, languageOfBlock } from "../article/model/block-direction.ts";
import { referenceTo } from "../article/model/footnotes.ts";
import { directionOf, schema } from "../article/model/schema.ts";
import { readArticle } from "../import/html/import-html.ts";
import { findElement, named } from "../import/html/page.ts";
import { parsePage } from "../import/html/parse.ts";
import { importMarkdown } from "../import/markdown.ts";
import { emailHtml } from "./email.ts";
import { htmlBody, htmlPage } from "./html.ts";
import { markdown } from "./markdown.ts";
import { ninjs } from "./ninjs.ts";
import { plainArticle } from "./plain.ts";

/** What Markdown and HTML read as signs, beside words of every kind. */
const PIECES =
  "سلام |می\u200Cرود |«نقل»|*|**|_|~~|`|# |1. |- |+ |> |<b>|</u>|&amp;|&|[x](y)|![a](b)|\\|\\*|---|===|iPhone 15|42.5%|:|!|؟| |\u00A0|😀|2) |~|<|https://example.com/fa/|a_b_c".split(
    "|",
  );

/** Words in the letters of their languages. */
const SPOKEN: [lang: string, text: string][] = [
  ["ar", "قال الرئيس"],
  ["he", "שלום"],
  ["fr-CA", "Le Devoir"],
  ["ja", "東京"],
];

class Writer {
  readonly #random: prng.PRNG;

  constructor(seed: number) {
    this.#random = prng.create(seed);
  }

  article(): Node {
    const blocks = [schema.node("headline", { dir: this.#dir() }, this.#inline(1))];
    let indent = -1;
    for (let left = prng.uint32(this.#random, 0, 8); left > 0; left--) {
      const block = this.#block(indent);
      indent = block.type.name === "item" ? (block.attrs["indent"] as number) : -1;
      blocks.push(block);
    }
    return schema.node("doc", null, this.#withFootnotes(blocks));
  }

  /** Some blocks refer to footnotes, of one paragraph or more. */
  #withFootnotes(blocks: readonly Node[]): Node[] {
    const footnotes: Node[] = [];
    let count = 0;
    const referring = blocks.map((block, i) => {
      if (i === 0 || block.content.size === 0 || block.type.name === "figure" || !this.#is(4)) return block;
      const footnote = String(++count);
      for (let left = this.#is(4) ? 2 : 1; left > 0; left--)
        footnotes.push(schema.node("footnote", { footnote, dir: this.#dir() }, this.#inline(1)));
      const at = prng.uint32(this.#random, 1, block.childCount);
      return block.copy(Fragment.fromArray([...block.children.slice(0, at), referenceTo(footnote), ...block.children.slice(at)]));
    });
    return [...referring, ...footnotes];
  }

  #is(oneIn: number): boolean {
    return prng.uint32(this.#random, 1, oneIn) === 1;
  }

  /** @param indent of the item before, -1 when there is none: a list begins at its first level, and goes one deeper at a time */
  #block(indent: number): Node {
    const dir = this.#dir();
    switch (prng.uint32(this.#random, 0, 6)) {
      case 0:
        return schema.node("heading", { level: prng.uint32(this.#random, 1, 3), dir }, this.#inline(1));
      case 1:
        return schema.node("quote", { dir }, this.#inline(1));
      case 2:
      case 3: {
        const attrs = {
          list: prng.bool(this.#random) ? "number" : "bullet",
          indent: prng.uint32(this.#random, 0, Math.min(8, indent + 1)),
        };
        return schema.node("item", { ...attrs, dir }, this.#inline(1));
      }
      case 4:
        return schema.node("divider");
      case 5:
        return schema.node("figure", { src: "https://example.com/a.png", alt: this.#text() }, schema.text(this.#text()));
      default:
        return schema.node("paragraph", { dir }, this.#inline(1));
    }
  }

  #dir(): string | null {
    return prng.uint32(this.#random, 0, 5) === 0 ? prng.oneOf(this.#random, ["ltr", "rtl"]) : null;
  }

  /** Words without spaces at their ends, which no Markdown keeps. */
  #text(): string {
    const text = Array.from({ length: prng.uint32(this.#random, 1, 4) }, () => prng.oneOf(this.#random, PIECES)).join("");
    return text.trim().replaceAll(/\s+/g, " ") || "و";
  }

  #inline(least: number): Node[] {
    const nodes: Node[] = [];
    for (let left = prng.uint32(this.#random, least, 4); left > 0; left--) {
      if (prng.uint32(this.#random, 0, 8) === 0) {
        const [lang, text] = prng.oneOf(this.#random, SPOKEN);
        nodes.push(schema.text(text, schema.mark("lang", { value: lang }).addToSet(this.#marks())));
      }
      nodes.push(schema.text(this.#text(), this.#marks()));
      if (left > 1 && prng.uint32(this.#random, 0, 5) === 0) nodes.push(schema.node("line_break"));
    }
    return nodes;
  }

  #marks(): readonly Mark[] {
    let marks: readonly Mark[] = [];
    for (const name of ["bold", "italic", "strike", "underline", "code"] as const)
      if (prng.uint32(this.#random, 0, 5) === 0) marks = schema.mark(name).addToSet(marks);
    if (prng.uint32(this.#random, 0, 8) === 0)
      marks = schema.mark("script", { value: prng.oneOf(this.#random, ["super", "sub"]) }).addToSet(marks);
    if (prng.uint32(this.#random, 0, 8) === 0) marks = schema.mark("link", { value: "https://example.com/(a)?b=c&d" }).addToSet(marks);
    if (prng.uint32(this.#random, 0, 8) === 0)
      marks = schema.mark("dir", { value: prng.oneOf(this.#random, ["ltr", "rtl"]) }).addToSet(marks);
    return marks;
  }
}

test(`EX5 EX6: an article that leaves as Markdown and comes back is the same (${runs(50)} from seed ${seed})`, () => {
  for (let i = 0; i < runs(50); i++) {
    const article = new Writer(seed + i).article();
    const text = markdown(article);
    const back = numberedFootnotes(importMarkdown(text));
    if (!back.eq(article)) expect(back.toJSON(), `seed ${seed + i}\n${text}`).toEqual(article.toJSON());
  }
});

const has = ({ marks }: Node, name: string) => schema.marks[name]!.isInSet(marks) !== undefined;
const langOf = ({ marks }: Node): unknown => schema.marks["lang"]!.isInSet(marks)?.attrs["value"];
const without = (node: Node, name: string) => node.mark(schema.marks[name]!.removeFromSet(node.marks));

/**
 * As a page says it: links look underlined and headings bold without being it, and a direction or a language that the text has by
 * itself is not said.
 */
function asInPage(article: Node): Node {
  const blocks = article.children.map((block) => {
    const isBold = block.type.name === "heading" && block.children.every((node) => has(node, "bold") || !node.isText);
    const content = block.children
      .map((node) => (has(node, "link") ? without(node, "underline") : node))
      .map((node) => (isBold ? without(node, "bold") : node))
      .map((node) => (langOf(node) === languageOfBlock(block, "fa") ? without(node, "lang") : node));
    const dir = directionOf(block.attrs["dir"]);
    const attrs = { ...block.attrs, ...(dir !== null && { dir: keptDirection(block, dir, "rtl") }) };
    return block.type.create(attrs, content, block.marks);
  });
  return article.copy(Fragment.fromArray(blocks));
}

test(`DX17: an article that leaves as HTML and comes back is the same (${runs(100)} from seed ${seed})`, () => {
  for (let i = 0; i < runs(100); i++) {
    const article = asInPage(new Writer(seed + i).article());
    const page = htmlPage(article, "fa");
    const root = parsePage(page);
    const { doc, losses } = readArticle(root, findElement(root, named("body"))!, "fa");
    const back = numberedFootnotes(doc);
    if (!back.eq(article)) expect(back.toJSON(), `seed ${seed + i}\n${page}`).toEqual(article.toJSON());
    expect(losses).toEqual([]);
  }
});

const ARTICLE = importMarkdown(`# پل *نو* باز شد

Sara writes **well** of [the bridge](https://example.com/fa/).

## میان‌تیتر

> نقل یکم
>
> نقل <bdi dir="ltr">42.5%</bdi>

1. یک
   - دو
2. سه ۱۲

![شرح](https://example.com/a.png "زیرنویس")

---

پایان می‌رسد.`);

test("EX1 EX2 EX3: HTML says what each part is, nests lists and quotes, and says language and direction where they change", () => {
  expect(htmlBody(ARTICLE, "fa")).toBe(
    [
      '<p lang="en" dir="ltr">Sara writes <strong>well</strong> of <a href="https://example.com/fa/">the bridge</a>.</p>',
      "<h2>میان\u200Cتیتر</h2>",
      '<blockquote><p>نقل یکم</p><p>نقل <bdi dir="ltr">42.5%</bdi></p></blockquote>',
      "<ol><li>یک<ul><li>دو</li></ul></li><li>سه ۱۲</li></ol>",
      '<figure><img src="https://example.com/a.png" alt="شرح"><figcaption>زیرنویس</figcaption></figure>',
      "<hr>",
      "<p>پایان می\u200Cرسد.</p>",
    ].join(""),
  );
  const page = htmlPage(ARTICLE, "fa");
  expect(page).toContain("<article><h1>پل <em>نو</em> باز شد</h1><p");
  expect(page).toContain('<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>پل نو باز شد</title>');
  expect(page).toContain("ol:lang(fa) { list-style-type: persian; }");
});

const raised = (text: string, value: unknown): Node => schema.text(text, [schema.mark("script", { value })]);

test("EX1 EX6 AM6: raised and lowered text is sup and sub, and text with another script is kept", () => {
  const line = schema.node("paragraph", null, [
    schema.text("CO"),
    raised("2", "sub"),
    schema.text(" m"),
    raised("3", "super"),
    raised("x", 7),
  ]);
  const article = schema.node("doc", null, [schema.node("headline"), line]);
  expect(htmlBody(article, "en")).toBe("<p>CO<sub>2</sub> m<sup>3</sup>x</p>");
  expect(markdown(article)).toBe("CO<sub>2</sub> m<sup>3</sup>x\n");
});

test("EX2: a Persian text that somebody turned is no English one", () => {
  const turned = schema.node("paragraph", { dir: "ltr" }, schema.text("سلام"));
  expect(htmlBody(schema.node("doc", null, [schema.node("headline"), turned]), "fa")).toBe('<p lang="fa" dir="ltr">سلام</p>');
});

test("EX1: leads stand with the headline, empty lines are left out, a list that begins deeper is a list in a list", () => {
  const article = schema.node("doc", null, [
    schema.node("headline", null, schema.text("ت")),
    schema.node("lead", null, schema.text("س")),
    schema.node("paragraph"),
    schema.node("item", { list: "bullet", indent: 1 }, schema.text("م")),
    schema.node("figure", { src: "javascript:alert(1)", credit: "عکس: سارا" }),
  ]);
  expect(htmlPage(article, "fa")).toContain(
    "<article><header><h1>ت</h1><p>س</p></header><ul><li><ul><li>م</li></ul></li></ul>" +
      "<figure><figcaption><small>عکس: سارا</small></figcaption></figure></article>",
  );
});

test("EX4: nothing that was typed is markup, no address runs a script, and nothing turns the order of what is behind it", () => {
  const evil = '"><script>alert(1)</script>';
  const article = schema.node("doc", null, [
    schema.node("headline", null, schema.text(`${evil}\u202Efdp.exe`)),
    schema.node("paragraph", null, [
      schema.text(evil, [schema.mark("link", { value: "javascript:alert(1)" })]),
      schema.text("\u202E", [schema.mark("bold")]),
      schema.text("a", [schema.mark("link", { value: `https://example.com/${evil}` })]),
    ]),
    schema.node("figure", { src: `https://example.com/${evil}`, alt: evil, credit: evil }, schema.text(evil)),
  ]);
  const page = htmlPage(article, "fa");
  expect(page.replaceAll(/="[^"]*"/g, "")).not.toContain("<script");
  expect(page).not.toMatch(/javascript:|[\u202A-\u202E]/);
  expect(page.match(/[\u2066-\u2068]/g)!.length).toBe(page.match(/\u2069/g)!.length);
  const text = plainArticle(article, "fa", { halfSpaces: "keep", digits: "keep" });
  expect(text).not.toMatch(/[\u202A-\u202E]/);
  expect(text.match(/[\u2066-\u2068]/g)!.length).toBe(text.match(/\u2069/g)!.length);
});

test("EX7: plain text numbers lists in the article's digits, and takes half-spaces and digits as they are asked for", () => {
  const keep = plainArticle(ARTICLE, "fa", { halfSpaces: "keep", digits: "keep" });
  expect(keep).toContain("۱. یک\n  • دو\n۲. سه ۱۲\n\nزیرنویس");
  expect(keep).toContain("می\u200Cرسد");
  const plain = plainArticle(ARTICLE, "fa", { halfSpaces: "space", digits: "latin" });
  expect(plain).toContain("1. یک\n  • دو\n2. سه 12");
  expect(plain).toContain("می رسد");
  expect(plain).not.toContain("\u200C");
});

test("EX10: ninjs has headline, leads, body as HTML and text, counts, and a picture item for each figure", () => {
  const article = schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل باز شد")),
    schema.node("lead", null, schema.text("پس از ده سال")),
    schema.node("paragraph", null, schema.text("رود می\u200Cرود.")),
    schema.node("figure", { src: "https://example.com/پل.jpg", alt: "پل", credit: "سارا" }, schema.text("شب")),
    schema.node("figure", { src: "javascript:alert(1)" }, schema.text("هیچ")),
  ]);
  const text = "پس از ده سال\n\nرود می\u200Cرود.\n\nشب\nسارا\n\nهیچ";
  const counts = { charcount: "پس از ده سال\n\nرود می\u200Cرود.".length, wordcount: 6 };
  const href = "https://example.com/%D9%BE%D9%84.jpg";
  expect(
    JSON.parse(ninjs(article, "fa", { uri: "urn:tahrir:article-1", at: 0, slug: "bridge", by: "سارا", urgency: 3, usage: "آزاد" })),
  ).toEqual({
    uri: "urn:tahrir:article-1",
    standard: { name: "ninjs", version: "2.1", schema: "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json" },
    type: "text",
    representationtype: "full",
    pubstatus: "usable",
    versioncreated: "1970-01-01T00:00:00.000Z",
    language: "fa",
    title: "پل باز شد",
    slugline: "bridge",
    by: "سارا",
    urgency: 3,
    usageterms: "آزاد",
    headlines: [{ role: "main", contenttype: "text/plain", value: "پل باز شد" }],
    descriptions: [{ role: "lead", contenttype: "text/plain", value: "پس از ده سال" }],
    bodies: [
      {
        role: "main",
        contenttype: "text/html",
        ...counts,
        value:
          "<p>پس از ده سال</p><p>رود می\u200Cرود.</p>" +
          '<figure><img src="https://example.com/پل.jpg" alt="پل"><figcaption>شب <small>سارا</small></figcaption></figure>' +
          "<figure><figcaption>هیچ</figcaption></figure>",
      },
      { role: "main", contenttype: "text/plain", ...counts, value: text },
    ],
    associations: [
      {
        uri: href,
        type: "picture",
        name: "picture-1",
        by: "سارا",
        descriptions: [
          { role: "caption", contenttype: "text/plain", value: "شب" },
          { role: "alt", contenttype: "text/plain", value: "پل" },
        ],
        renditions: [{ name: "original", href }],
      },
    ],
  });
});

test("EX32: in an e-mail every block says its direction, alignment and look, and nothing needs a style sheet or a table", () => {
  const doc = schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل")),
    schema.node("lead", null, schema.text("لید")),
    schema.node("item", { list: "number" }, schema.text("یک")),
    schema.node("paragraph", null, schema.text("English")),
    schema.node("paragraph", null, [schema.text("از "), schema.text("a b", [schema.mark("dir", { value: "ltr" })])]),
    schema.node("figure", { src: "https://example.com/a.png", credit: "عکس" }, schema.text("زیر")),
  ]);
  const html = emailHtml(doc, "fa");
  for (const [tag] of html.matchAll(/<(?:div|h\d|p|blockquote|ul|ol|li)\b[^>]*>/g))
    expect(tag).toMatch(
      / dir="(?:rtl" align="right" style="direction:rtl;text-align:right|ltr" align="left" style="direction:ltr;text-align:left);/,
    );
  expect(html).toContain('<p lang="en" dir="ltr" align="left"');
  expect(html).toContain("list-style-type:persian");
  expect(html).toContain('<span dir="ltr" style="unicode-bidi:isolate">a b</span>');
  expect(html).not.toMatch(/<(?:table|style|figure|figcaption|bdi|header|article)\b|class=/);
  expect(emailHtml(schema.node("doc", null, [schema.node("headline", null, schema.text("<b>&"))]), "en")).toContain("&#x3C;b>&#x26;");
});
