import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as prng from "lib0/prng";
import { writeDocx } from "../../../shared/export/docx/docx.ts";
import { htmlPage } from "../../../shared/export/html.ts";
import { markdown } from "../../../shared/export/markdown.ts";
import { plainArticle } from "../../../shared/export/plain.ts";
import type { ReviewedArticle } from "../../../shared/reviewed-article/reviewed-article.ts";
import { docxOf, paragraph, text } from "../../docx-package.ts";
import { ReviewedArticleGenerator } from "../../reviewed-article-generator.ts";

/** A file as a person would import it. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** As Word, Google Docs, LibreOffice and others put them on the clipboard. */
const PAGES = ["word", "docs", "libreoffice", "wiki", "mail"].map((name) =>
  readFileSync(join(import.meta.dirname, "../../browser/clipboard", `${name}.html`), "utf8"),
);

const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const cell = (content: string): string => `<w:tc>${content}</w:tc>`;
const signed = (minute: number): string => `w:id="${minute}" w:author="سارا" w:date="2026-01-02T03:0${minute}:00Z"`;

/** A document with what Tahrir itself does not write: tables, fields, boxes, equations, content controls, moves. */
const FOREIGN = docxOf({
  styles:
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="T"/></w:style>',
  numbering:
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
  comments: '<w:comment w:id="1" w:author="x"><w:p w14:paraId="1"><w:r><w:t>خوب</w:t></w:r></w:p></w:comment>',
  commentsExtended: '<w15:commentEx w15:paraId="1" w15:done="1"/>',
  footnotes: `<w:footnote w:id="2"><w:p>${text("منبع")}</w:p></w:footnote>`,
  header: `<w:p>${text("سربرگ")}</w:p>`,
  links: { l1: "https://example.com/" },
  body: [
    paragraph('<w:pStyle w:val="T"/><w:bidi/>', "پل نو"),
    paragraph('<w:pStyle w:val="H"/>', "بخش"),
    paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>', "یک"),
    paragraph("", "متن", '<w:r><w:footnoteReference w:id="2"/></w:r>', field('HYPERLINK "https://example.com/a"', text("پیوند"))),
    paragraph("", '<w:hyperlink r:id="l1">' + text("نشانی") + "</w:hyperlink>", field("PAGE", text("۳"))),
    paragraph("", `<w:ins ${signed(1)}>${text("تازه")}</w:ins><w:del ${signed(2)}><w:r><w:delText>کهنه</w:delText></w:r></w:del>`),
    paragraph("", `<w:moveFrom ${signed(3)}>${text("رفت")}</w:moveFrom><w:moveTo ${signed(3)}>${text("رفت")}</w:moveTo>`),
    `<w:tbl><w:tr>${cell(paragraph("", "نام"))}${cell(paragraph("", "سن"))}</w:tr><w:tr>${cell(paragraph("", "سارا"))}${cell(`<w:tbl><w:tr>${cell(paragraph("", "x"))}</w:tr></w:tbl>`)}</w:tr></w:tbl>`,
    `<w:sdt><w:sdtContent>${paragraph("", "درون")}</w:sdtContent></w:sdt>`,
    paragraph(
      "",
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${paragraph("", "جعبه")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>${text("x")}</mc:Fallback></mc:AlternateContent></w:r>`,
      "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
      '<w:commentRangeStart w:id="1"/>' + text("گفته") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    ),
  ].join(""),
});

const encoded = (words: string): Uint8Array => new TextEncoder().encode(words);

/** A file as programs write it, of one of the kinds that are imported. */
export function producedFile(gen: prng.PRNG, seed: number): ImportFile {
  const generator = new ReviewedArticleGenerator(seed);
  const article: ReviewedArticle = prng.bool(gen) ? generator.article() : generator.annotatedArticle();
  switch (prng.uint32(gen, 0, 7)) {
    case 0:
    case 1:
    case 2:
      return { name: "a.docx", bytes: writeDocx(article, { language: "fa", at: 0 }) };
    case 3:
      return { name: "a.docx", bytes: FOREIGN };
    case 4:
      return { name: "a.html", bytes: encoded(htmlPage(article.doc, "fa")) };
    case 5:
      return { name: "a.html", bytes: encoded(prng.oneOf(gen, PAGES)) };
    case 6:
      return { name: "a.md", bytes: encoded(markdown(article.doc)) };
    default:
      return { name: "a.txt", bytes: encoded(plainArticle(article.doc, "fa", { halfSpaces: "keep", digits: "keep" })) };
  }
}
