import { strFromU8, unzipSync } from "fflate";
import type { Node } from "prosemirror-model";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { DOT, ReviewedArticleGenerator } from "../../../tests/reviewed-article-generator.ts";
import { runs, seed } from "../../../tests/seed.ts";
import { schema } from "../../article/model/schema.ts";
import type { ReviewedArticle, ReviewedSuggestion, ReviewedThread } from "../../reviewed-article/reviewed-article.ts";
import { writeDocx } from "./docx.ts";

const AT = Date.UTC(2026, 10, 30, 9, 15, 30);

function partsOf(blocks: readonly Node[], said: Partial<ReviewedArticle> = {}, language: "fa" | "en" = "fa"): Record<string, string> {
  const article = { doc: schema.node("doc", null, blocks), language, suggestions: [], threads: [], ...said };
  const files = unzipSync(writeDocx(article, { language, at: AT, by: "سارا" }));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, name.includes("media/") ? `${bytes.length}` : strFromU8(bytes)]),
  );
}

const HEADLINE = schema.node("headline", null, schema.text("پل"));
const documentOf = (block: Node, said?: Partial<ReviewedArticle>, language?: "fa" | "en"): string =>
  partsOf([HEADLINE, block], said, language)["word/document.xml"]!.split("</w:p>")[1]!.replace("<w:p>", "");
const suggestion = (change: Partial<ReviewedSuggestion>): ReviewedSuggestion => ({
  author: "سارا & co",
  at: AT,
  inserted: [],
  struck: [],
  forms: [],
  blockForms: [],
  ...change,
});
const styled = (type: string, attrs: object = {}): string =>
  /<w:pStyle w:val="(\w+)"\/>/.exec(documentOf(schema.node(type, { ...attrs }, schema.text("م"))))?.[1] ?? "Normal";
const item = (list: string, indent: number): Node => schema.node("item", { list, indent }, schema.text("م"));
const figure = (src: string): Record<string, string> => partsOf([HEADLINE, schema.node("figure", { src, alt: "نقشه <1>" })]);
const BY = 'w:author="سارا &amp; co" w:date="2026-11-30T09:15:30Z"';

test("EX12: blocks are of the styles that word processors know by name, and the headline is the title of the document", () => {
  expect(["lead", "quote", "item", "divider", "paragraph"].map((type) => styled(type))).toEqual([
    "Subtitle",
    "Quote",
    "ListParagraph",
    "HorizontalLine",
    "Normal",
  ]);
  expect([1, 2, 3].map((level) => styled("heading", { level }))).toEqual(["Heading1", "Heading2", "Heading3"]);
  const parts = partsOf([HEADLINE]);
  expect(parts["word/document.xml"]).toContain('<w:pStyle w:val="Title"/>');
  expect(parts["word/styles.xml"]).toContain('<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>');
  expect(parts["word/styles.xml"]).toContain('<w:b/><w:bCs/><w:sz w:val="48"/><w:szCs w:val="48"/>');
  expect(parts["docProps/core.xml"]).toContain("<dc:title>پل</dc:title><dc:creator>سارا</dc:creator><dc:language>fa</dc:language>");
});

test("EX13: each paragraph and each run says which way it runs, with forms for both kinds of script, and no side of the page", () => {
  const xml = documentOf(
    schema.node("paragraph", null, [schema.text("گوشی "), schema.text("iPhone 15، ۱۲", [schema.mark("bold"), schema.mark("italic")])]),
  );
  expect(xml).toContain('<w:pPr><w:bidi/><w:rPr><w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr></w:pPr>');
  expect(xml).toContain('<w:r><w:rPr><w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr><w:t xml:space="preserve">گوشی </w:t></w:r>');
  expect(xml).toContain('<w:b/><w:bCs/><w:i/><w:iCs/><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">iPhone 15</w:t>');
  expect(xml).toContain('<w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr><w:t xml:space="preserve">، ۱۲</w:t>');
  expect(xml).not.toContain("w:jc");
  expect(documentOf(schema.node("paragraph", null, schema.text("Text سلام")), {}, "en")).toContain('<w:bidi w:val="0"/>');
});

test("EX14: each numbered list is one of its own that begins with 1, and goes on behind what is deeper", () => {
  const blocks = [
    HEADLINE,
    item("number", 0),
    item("bullet", 1),
    item("number", 0),
    schema.node("paragraph", null, schema.text("م")),
    item("number", 0),
  ];
  const parts = partsOf(blocks);
  const places = [...parts["word/document.xml"]!.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d)"\/>/g)].map(
    ([, level, list]) => `${level} ${list}`,
  );
  expect(places).toEqual(["0 2", "1 1", "0 2", "0 3"]);
  expect(parts["word/numbering.xml"]!.match(/<w:startOverride w:val="1"\/>/g)).toHaveLength(2);
});

test("EX15: an isolate that somebody made is told apart from controls that were typed, and nothing turns what is behind it", () => {
  const isolated = documentOf(schema.node("paragraph", null, schema.text("A1", [schema.mark("dir", { value: "rtl" })])));
  expect(isolated).toMatch(
    /<w:rStyle w:val="Isolate"\/><\/w:rPr><w:t xml:space="preserve">\u2067<\/w:t><\/w:r><w:r>.*A1.*<w:rStyle w:val="Isolate"\/>.*\u2069/s,
  );
  const typed = documentOf(schema.node("paragraph", null, schema.text("\u202Efdp.exe")));
  expect(typed).not.toMatch(/[\u202A-\u202E]/);
  expect(typed.match(/[\u2066-\u2068]/g)).toHaveLength(typed.match(/\u2069/g)!.length);
});

test("EX16: a thread is a comment, its answers are comments on the same words, and what is resolved is done", () => {
  const thread: ReviewedThread = {
    target: "range",
    from: 4,
    to: 7,
    isResolved: true,
    messages: [
      { author: "Omid", at: AT, text: "یک\n<two>" },
      { author: "سارا", at: AT, text: "نه" },
    ],
  };
  const parts = partsOf([HEADLINE, schema.node("paragraph", null, schema.text("سلام دنیا"))], { threads: [thread] });
  expect(parts["word/document.xml"]).toMatch(
    /س<\/w:t><\/w:r><w:commentRangeStart w:id="0"\/><w:commentRangeStart w:id="1"\/>.*لام<\/w:t><\/w:r><w:commentRangeEnd w:id="0"\/>/,
  );
  expect(parts["word/comments.xml"]).toContain('<w:comment w:id="0" w:author="Omid" w:date="2026-11-30T09:15:30Z" w:initials="O">');
  expect(parts["word/comments.xml"]).toContain("&lt;two&gt;");
  expect(parts["word/commentsExtended.xml"]).toContain(
    '<w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>',
  );
  expect(parts["[Content_Types].xml"]).toContain("/word/commentsExtended.xml");
});

test("EX17: what is suggested is a tracked change, also of a line break, of letters and of a block", () => {
  const text = schema.node("paragraph", null, schema.text("سلام"));
  const tracked = (change: Partial<ReviewedSuggestion>): string => documentOf(text, { suggestions: [suggestion(change)] });
  expect(tracked({ inserted: [{ from: 3, to: 5 }] })).toMatch(new RegExp(`<w:ins w:id="1" ${BY}><w:r>.*سل</w:t></w:r></w:ins>`));
  expect(tracked({ struck: [{ from: 3, to: 5 }] })).toMatch(
    new RegExp(`<w:del w:id="1" ${BY}><w:r>.*<w:delText xml:space="preserve">سل</w:delText>`),
  );
  expect(tracked({ forms: [{ from: 3, to: 7, name: "bold", value: true }] })).toContain(
    `<w:b/><w:bCs/><w:rtl/><w:lang w:bidi="fa-IR"/><w:rPrChange w:id="1" ${BY}><w:rPr><w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr></w:rPrChange></w:rPr>`,
  );
  expect(tracked({ blockForms: [{ block: 1, name: "kind", value: "quote" }] })).toContain(
    `<w:pStyle w:val="Quote"/><w:bidi/><w:rPr><w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr><w:pPrChange w:id="1" ${BY}><w:pPr><w:bidi/></w:pPr></w:pPrChange>`,
  );
  const whole = partsOf([HEADLINE, text], { suggestions: [suggestion({ inserted: [{ from: 2, to: 7 }] })] })["word/document.xml"]!;
  expect(whole.split("</w:p>")[0]).toMatch(/<w:rPr><w:ins w:id="\d+" [^>]*\/><w:rtl\/>/);
});

test("EX18: a picture that the article holds is in the package, one with an address stays where it is, and another is left out", () => {
  const held = figure(DOT);
  expect(Object.keys(held)).toContain("word/media/image1.png");
  expect(held["word/document.xml"]).toContain('descr="نقشه &lt;1&gt;"');
  expect(held["[Content_Types].xml"]).toContain('<Default Extension="png" ContentType="image/png"/>');
  expect(figure("https://example.com/a.png")["word/_rels/document.xml.rels"]).toContain(
    'Target="https://example.com/a.png" TargetMode="External"',
  );
  const large = figure(`data:image/png;base64,${"A".repeat(16_000_000)}`);
  expect(large["word/media/image1.png"]).toBe("12000000");
  for (const src of ["javascript:alert(1)", "data:image/png;base64,!!!", "data:image/png;base64,A"]) {
    const bad = figure(src);
    expect(JSON.stringify(bad)).not.toMatch(/javascript:|media/);
    expect(bad["word/document.xml"]).not.toContain("w:drawing");
  }
});

test(`EX19: every part is XML, whatever was typed (${runs(60)} from seed ${seed})`, () => {
  const evil = "\u0000\u0001\u000B\u001F\uFFFE\uFFFF\uD800]]></w:t><!DOCTYPE x>&lol;\"'";
  const typed = schema.node("paragraph", null, [
    schema.text(evil),
    schema.text("a", [schema.mark("link", { value: `https://example.com/"><${evil}` })]),
  ]);
  const blocks = [
    schema.node("headline", null, schema.text(evil)),
    typed,
    schema.node("figure", { src: DOT, alt: evil, credit: evil }, schema.text(evil)),
  ];
  const thread: ReviewedThread = {
    target: "range",
    from: 0,
    to: 1,
    isResolved: false,
    messages: [{ author: evil, at: Infinity, text: evil }],
  };
  expectXml(partsOf(blocks, { threads: [thread], suggestions: [suggestion({ author: evil, at: -1, struck: [{ from: 0, to: 9 }] })] }));
  for (let i = 0; i < runs(60); i++) {
    const article = new ReviewedArticleGenerator(seed + i).article();
    expectXml(partsOf(article.doc.children, article));
  }
});

function expectXml(parts: Record<string, string>): void {
  for (const [name, xml] of Object.entries(parts)) {
    if (name.includes("media/")) continue;
    const parser = new SaxesParser({ xmlns: true });
    parser.on("error", (error) => {
      throw new Error(`${name}: ${error.message}`);
    });
    parser.write(xml).close();
  }
}
